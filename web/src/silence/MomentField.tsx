import { useTranslation } from 'react-i18next'
import form from '../fleet/Form.module.css'
import { DateField } from '../ui/DateField.tsx'
import { TimeField } from '../ui/TimeField.tsx'
import type { WallTime } from './wall-time.ts'

interface Props {
  label: string
  value: WallTime
  onChange: (next: WallTime) => void
  error?: string | null
}

/** A date and a time of the day, in the organisation’s time zone. */
export function MomentField({ label, value, onChange, error }: Props) {
  const { t } = useTranslation()
  return (
    <div className={form.columns}>
      <DateField
        label={label}
        value={value.date}
        required
        error={error}
        onChange={(date) => onChange({ ...value, date })}
      />
      <TimeField
        label={t('silence.timeOf', { moment: label })}
        value={value.time}
        required
        onChange={(time) => onChange({ ...value, time })}
      />
    </div>
  )
}
