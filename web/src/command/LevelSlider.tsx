import { type CSSProperties, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './Command.module.css'

/** A form makes parameters, or null while they are not complete; its caller knows what to send them to. */
export interface KindForm {
  children: (parameters: Record<string, unknown> | null, twoPersons: boolean) => ReactNode
}

interface Props {
  label: string
  value: number
  onChange: (value: number) => void
  floor?: number | null
}

/** The browser's own slider: keys, screen readers and fingers know it. */
export function LevelSlider({ label, value, onChange, floor = null }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const id = useId()
  return (
    <div className={css.slider}>
      <label htmlFor={id}>{label}</label>
      <div className={css.track}>
        {floor !== null && (
          <span
            className={css.floor}
            style={{ '--floor': floor } as CSSProperties}
            title={t('command.floor', { floor })}
          />
        )}
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          step={5}
          value={value}
          aria-valuetext={format.percent(value)}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
        />
      </div>
      <output htmlFor={id}>{format.percent(value)}</output>
    </div>
  )
}
