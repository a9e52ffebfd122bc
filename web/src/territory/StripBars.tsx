import type { Overview } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './TimeStrip.module.css'

const hourMs = 3_600_000

/** Messages received by the hour; the last bar is the hour that runs, as wide as it is old. */
export function StripBars({
  bars,
  at,
  hourNow,
}: {
  bars: Overview['activity']
  at: number
  hourNow: number | null
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const most = Math.max(1, ...bars.map((bar) => bar.uplinks))
  const day = bars.reduce((sum, bar) => sum + bar.uplinks, 0)
  const hourOf = new Intl.DateTimeFormat('en', {
    hour: 'numeric',
    hourCycle: 'h23',
    timeZone: format.timeZone,
  })
  const lastAge =
    bars.length > 0 ? Math.max(0.02, Math.min(1, (Date.now() - Date.parse(bars.at(-1)!.at)) / hourMs)) : 1
  return (
    <div
      className={css.bars}
      role="img"
      aria-label={
        hourNow === null ? t('common.loading') : t('territory.activitySummary', { hour: hourNow, day })
      }
    >
      {bars.map((bar, i) => {
        const hour = Number(hourOf.format(new Date(bar.at)))
        const start = Date.parse(bar.at)
        const title = t('territory.activityBar', { at: format.time(bar.at, 'short'), count: bar.uplinks })
        return (
          <div
            key={bar.at}
            className={css.slot}
            title={title}
            style={{ flexGrow: i === bars.length - 1 ? lastAge : 1 }}
          >
            <i
              data-now={at >= start && at < start + hourMs}
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
  )
}
