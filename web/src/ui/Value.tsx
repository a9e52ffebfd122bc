import { unitGap } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './Value.module.css'

/** A number and, smaller, its unit. */
export function Value({
  property,
  value,
  size = 'body',
}: {
  property: string
  value: number
  size?: 'body' | 'figure' | 'indicator'
}) {
  const format = useFormat()
  const { text, unit } =
    size === 'indicator' ? format.figureParts(property, value) : format.parts(property, value)
  return (
    <span className={css[size]}>
      {text}
      {unit && <small>{unitGap(unit, format.lang) + unit}</small>}
    </span>
  )
}
