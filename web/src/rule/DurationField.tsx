import { NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DurationUnit, durationUnits, splitDuration, unitMs } from './duration.ts'
import css from './Sentence.module.css'

interface Props {
  label: string
  description?: string
  ms: number
  onChange: (ms: number) => void
}

/** A count and its unit: the unit that was chosen stays, whatever the count becomes. */
export function DurationField({ label, description, ms, onChange }: Props) {
  const { t } = useTranslation()
  const [unit, setUnit] = useState<DurationUnit>(splitDuration(ms).unit)
  const count = ms / unitMs[unit]
  return (
    <div className={css.pair}>
      <NumberInput
        label={label}
        value={count}
        min={0}
        decimalScale={2}
        onChange={(value) => {
          const number = typeof value === 'number' ? value : Number.parseFloat(value)
          if (Number.isFinite(number) && number >= 0) onChange(Math.round(number * unitMs[unit]))
        }}
      />
      <NativeSelect
        label={'\u00a0'}
        aria-label={t('rule.edit.unit', { unit: label })}
        value={unit}
        onChange={(event) => {
          const next = event.currentTarget.value as DurationUnit
          setUnit(next)
          onChange(Math.round(count * unitMs[next]))
        }}
        data={durationUnits.map((value) => ({ value, label: t(`rule.edit.units.${value}`) }))}
      />
      {description && <p className={css.help}>{description}</p>}
    </div>
  )
}
