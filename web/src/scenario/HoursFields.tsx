import { Button } from '@mantine/core'
import type { ActiveHours } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../rule/Sentence.module.css'
import { TimeField } from '../ui/TimeField.tsx'
import { HolidayChecks, WeekdayChecks } from './DaysFields.tsx'

/** Hours of the week, several intervals if need be, and what holidays change. Exceptions that are in it stay. */
export function HoursFields({
  hours,
  onChange,
}: {
  hours: ActiveHours
  onChange: (next: ActiveHours) => void
}) {
  const { t } = useTranslation()
  const { weekly } = hours
  return (
    <>
      {weekly.map((one, index) => {
        const change = (next: Partial<typeof one>) =>
          onChange({ ...hours, weekly: weekly.with(index, { ...one, ...next }) })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: intervals of one week, in their order.
          <fieldset key={index} className={css.group}>
            <legend>{t('rule.condition.part', { number: index + 1 })}</legend>
            <WeekdayChecks chosen={one.days} onChange={(days) => change({ days })} />
            <div className={css.pair}>
              {(['from', 'to'] as const).map((side) => (
                <TimeField
                  key={side}
                  label={t(`rule.hours.${side}`)}
                  value={one[side] === '24:00' ? '00:00' : one[side]}
                  onChange={(next) => next && change({ [side]: next })}
                />
              ))}
            </div>
            {weekly.length > 1 && (
              <Button
                size="xs"
                variant="default"
                onClick={() => onChange({ ...hours, weekly: weekly.filter((_, at) => at !== index) })}
              >
                {t('rule.condition.remove')}
              </Button>
            )}
          </fieldset>
        )
      })}
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          onChange({ ...hours, weekly: [...weekly, { days: [6, 7], from: '09:00', to: '12:00' }] })
        }
      >
        {t('rule.condition.addPart')}
      </Button>
      <HolidayChecks days={hours} onChange={(next) => onChange({ ...hours, ...next })} />
    </>
  )
}
