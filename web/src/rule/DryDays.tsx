import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './DryRun.module.css'
import type { DryDay } from './dry-run-days.ts'

/** One bar a day: the draft full, the version in force dashed. */
export function DryDays({ days, compared }: { days: readonly DryDay[]; compared: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const most = Math.max(1, ...days.map(({ count, before }) => Math.max(count, before)))
  const height = (count: number) => `${(count / most) * 100}%`
  const ticks = days.filter((_, index) => index % Math.ceil(days.length / 6) === 0)
  return (
    <>
      <ul className={css.bars} aria-label={t('rule.dry.perDay')}>
        {days.map(({ day, at, count, before }) => {
          const said = t(compared ? 'rule.dry.dayBarBoth' : 'rule.dry.dayBar', {
            day: format.time(at, 'day'),
            count,
            before,
          })
          return (
            <li key={day} title={said} aria-label={said}>
              <span className={css.draft} style={{ height: height(count) }} />
              {compared && <span className={css.before} style={{ height: height(before) }} />}
            </li>
          )
        })}
      </ul>
      <div className={css.axis} aria-hidden>
        {ticks.map(({ day, at }) => (
          <span key={day}>{format.time(at, 'day')}</span>
        ))}
      </div>
      <p className={css.legend}>
        <span>
          <i className={css.draft} /> {t('rule.dry.thisDraft')}
        </span>
        {compared && (
          <span>
            <i className={css.before} /> {t('rule.dry.inForce')}
          </span>
        )}
      </p>
    </>
  )
}
