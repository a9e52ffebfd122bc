import { NativeSelect } from '@mantine/core'
import type { Moment } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { DurationField } from '../rule/DurationField.tsx'
import { TimeField } from '../ui/TimeField.tsx'
import { OffsetField } from './OffsetField.tsx'

interface Props {
  label: string
  moment: Moment
  onChange: (next: Moment) => void
}

/** After a while, at a time of the clock, or with the sun. */
export function MomentFields({ label, moment, onChange }: Props) {
  const { t } = useTranslation()
  const value = moment.kind === 'sun' ? moment.is : moment.kind
  return (
    <>
      <NativeSelect
        label={label}
        value={value}
        data={(['after', 'clock', 'sunrise', 'sunset'] as const).map((each) => ({
          value: each,
          label: t(`scenario.moment.${each}`),
        }))}
        onChange={(event) => {
          const next = event.currentTarget.value as 'after' | 'clock' | 'sunrise' | 'sunset'
          if (next === 'after') onChange({ kind: next, ms: 600_000 })
          else if (next === 'clock') onChange({ kind: next, at: '06:00' })
          else onChange({ kind: 'sun', is: next, offsetMs: 0 })
        }}
      />
      {moment.kind === 'after' && (
        <DurationField
          label={t('scenario.moment.duration')}
          ms={moment.ms}
          onChange={(ms) => onChange({ ...moment, ms: Math.max(1000, ms) })}
        />
      )}
      {moment.kind === 'clock' && (
        <TimeField
          label={t('scenario.moment.time')}
          value={moment.at}
          onChange={(at) => at && onChange({ ...moment, at })}
        />
      )}
      {moment.kind === 'sun' && (
        <OffsetField offsetMs={moment.offsetMs} onChange={(offsetMs) => onChange({ ...moment, offsetMs })} />
      )}
    </>
  )
}
