import { NativeSelect } from '@mantine/core'
import type { Rule } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { TimeField } from '../ui/TimeField.tsx'
import css from './Sentence.module.css'

type Hours = NonNullable<Rule['activeHours']>
const days = [1, 2, 3, 4, 5, 6, 7] as const

const office: Hours = {
  weekly: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
  publicHolidays: 'never',
  region: 'metropole',
  schoolHolidays: 'asWeekly',
  schoolZone: 'A',
  exceptions: [],
  atEnd: 'keep',
}

/** One interval a week is edited here; further ones, and exceptions, stay as they are. */
export function HoursEditor({ rule, onChange }: { rule: Rule; onChange: (next: Rule) => void }) {
  const { t } = useTranslation()
  const hours = rule.activeHours
  const change = (next: Partial<Hours>) => hours && onChange({ ...rule, activeHours: { ...hours, ...next } })
  const first = hours?.weekly[0]
  const changeFirst = (next: Partial<Hours['weekly'][number]>) =>
    hours && first && change({ weekly: hours.weekly.with(0, { ...first, ...next }) })
  return (
    <>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={hours !== undefined}
          onChange={(event) => {
            const { activeHours: _, ...rest } = rule
            onChange(event.currentTarget.checked ? { ...rest, activeHours: office } : rest)
          }}
        />
        {t('rule.hours.limited')}
      </label>
      {hours && first && (
        <>
          <fieldset className={css.checks}>
            <legend>{t('rule.hours.days')}</legend>
            <div className={css.days}>
              {days.map((day) => (
                <label key={day} className={css.check}>
                  <input
                    type="checkbox"
                    checked={first.days.includes(day)}
                    onChange={(event) => {
                      const next = event.currentTarget.checked
                        ? [...first.days, day].sort((a, b) => a - b)
                        : first.days.filter((each) => each !== day)
                      if (next.length > 0) changeFirst({ days: next })
                    }}
                  />
                  {t(`rule.hours.day.d${day}`)}
                </label>
              ))}
            </div>
          </fieldset>
          <div className={css.pair}>
            <TimeField
              label={t('rule.hours.from')}
              value={first.from}
              onChange={(from) => from && changeFirst({ from })}
            />
            <TimeField
              label={t('rule.hours.to')}
              value={first.to === '24:00' ? '00:00' : first.to}
              onChange={(to) => to && changeFirst({ to })}
            />
          </div>
          <label className={css.check}>
            <input
              type="checkbox"
              checked={hours.publicHolidays === 'never'}
              onChange={(event) =>
                change({ publicHolidays: event.currentTarget.checked ? 'never' : 'asWeekly' })
              }
            />
            {t('rule.hours.noPublicHolidays')}
          </label>
          <label className={css.check}>
            <input
              type="checkbox"
              checked={hours.schoolHolidays === 'never'}
              onChange={(event) =>
                change({ schoolHolidays: event.currentTarget.checked ? 'never' : 'asWeekly' })
              }
            />
            {t('rule.hours.noSchoolHolidays')}
          </label>
          {hours.schoolHolidays === 'never' && (
            <NativeSelect
              label={t('rule.hours.zone')}
              value={hours.schoolZone}
              onChange={(event) => change({ schoolZone: event.currentTarget.value as Hours['schoolZone'] })}
              data={['A', 'B', 'C']}
            />
          )}
          <label className={css.check}>
            <input
              type="checkbox"
              checked={hours.atEnd === 'clear'}
              onChange={(event) => change({ atEnd: event.currentTarget.checked ? 'clear' : 'keep' })}
            />
            {t('rule.hours.atEnd')}
          </label>
          <p className={css.help}>{t('rule.hours.ofSite')}</p>
        </>
      )}
    </>
  )
}
