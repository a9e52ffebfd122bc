import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { overviewQuery } from '../api/territory.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import css from './TimeStrip.module.css'

/** What happened lately, always there: messages received per hour. */
export function TimeStrip() {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { data } = useQuery(overviewQuery)
  const bars = data?.activity ?? []
  const most = Math.max(1, ...bars.map((bar) => bar.uplinks))
  const day = bars.reduce((sum, bar) => sum + bar.uplinks, 0)
  return (
    <section className={css.strip} aria-label={t('territory.activity')}>
      <div className={css.clock}>
        <strong>{format.time(now, 'time')}</strong>
        <span>{format.time(now, 'day')}</span>
        <span className={css.rate}>
          <b>{data ? format.number(data.uplinksLastHour) : '–'}</b> {t('territory.lastHour')}
        </span>
      </div>
      <div
        className={css.chart}
        role="img"
        aria-label={
          data ? t('territory.activitySummary', { hour: data.uplinksLastHour, day }) : t('common.loading')
        }
      >
        {bars.map((bar, i) => {
          const hour = Number(
            new Intl.DateTimeFormat('en', {
              hour: 'numeric',
              hourCycle: 'h23',
              timeZone: format.timeZone,
            }).format(new Date(bar.at)),
          )
          const title = t('territory.activityBar', { at: format.time(bar.at, 'short'), count: bar.uplinks })
          return (
            <div key={bar.at} className={css.slot} title={title}>
              <i
                data-now={i === bars.length - 1}
                style={{ height: bar.uplinks ? `${Math.max(4, (bar.uplinks / most) * 100)}%` : 0 }}
              />
              {hour === 0 && <b>{format.time(bar.at, 'day')}</b>}
              {hour % 3 === 0 && hour !== 0 && (
                // Right after midnight the name of the day takes the room.
                <em data-six={hour % 6 === 0} hidden={hour === 3 && bars.length - i < 3}>
                  {format.lang === 'fr' ? `${hour}\u00a0h` : `${String(hour).padStart(2, '0')}:00`}
                </em>
              )}
            </div>
          )
        })}
      </div>
    </section>
  )
}
