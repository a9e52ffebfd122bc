import { useFormat } from '../i18n/use-format.ts'
import { useNow } from './clock.ts'

/** Relative for the eye, absolute on hover and for machines. */
export function Age({ at, className }: { at: string; className?: string | undefined }) {
  const format = useFormat()
  const now = useNow()
  return (
    <time dateTime={at} title={format.time(at, 'full')} className={className}>
      {format.age(at, now)}
    </time>
  )
}
