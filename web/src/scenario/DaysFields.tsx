import type { CalendarDays } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../rule/Sentence.module.css'

const all = [1, 2, 3, 4, 5, 6, 7] as const

/** Week days, and whether holidays count. Exceptions that are in it stay. */
export function DaysFields({
  days,
  onChange,
}: {
  days: CalendarDays
  onChange: (next: CalendarDays) => void
}) {
  return (
    <>
      <WeekdayChecks chosen={days.weekdays} onChange={(weekdays) => onChange({ ...days, weekdays })} />
      <HolidayChecks days={days} onChange={(next) => onChange({ ...days, ...next })} />
    </>
  )
}

const calendars = ['publicHolidays', 'schoolHolidays'] as const
type Holidays = Pick<CalendarDays, (typeof calendars)[number]>

export function HolidayChecks({
  days,
  onChange,
}: {
  days: Holidays
  onChange: (next: Partial<Holidays>) => void
}) {
  const { t } = useTranslation()
  return calendars.map((calendar) => (
    <label key={calendar} className={css.check}>
      <input
        type="checkbox"
        checked={days[calendar] === 'never'}
        onChange={(event) => onChange({ [calendar]: event.currentTarget.checked ? 'never' : 'asWeekly' })}
      />
      {t(calendar === 'publicHolidays' ? 'rule.hours.noPublicHolidays' : 'rule.hours.noSchoolHolidays')}
    </label>
  ))
}

export function WeekdayChecks({
  chosen,
  onChange,
}: {
  chosen: readonly number[]
  onChange: (next: number[]) => void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className={css.checks}>
      <legend>{t('rule.hours.days')}</legend>
      <div className={css.days}>
        {all.map((day) => (
          <label key={day} className={css.check}>
            <input
              type="checkbox"
              checked={chosen.includes(day)}
              onChange={(event) => {
                const next = event.currentTarget.checked
                  ? [...chosen, day].sort((a, b) => a - b)
                  : chosen.filter((each) => each !== day)
                if (next.length > 0) onChange(next)
              }}
            />
            {t(`rule.hours.day.d${day}`)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
