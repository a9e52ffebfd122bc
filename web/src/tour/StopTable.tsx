import { Link } from '@tanstack/react-router'
import type { TourDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { StopResult } from './StopResult.tsx'
import css from './Tour.module.css'
import { numberedStops } from './tour-features.ts'

interface Props {
  tour: TourDetail
  selected: string | null
  onSelect: (stopId: string | null) => void
}

/** In the order of the visit: what it will hold then, and when it would have been full; on the way, what the crew found instead. */
export function StopTable({ tour, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const stops = numberedStops(tour)
  const planned = Date.parse(tour.createdAt)
  const driven = tour.status === 'published' || tour.status === 'done'
  const passage = ({ arrivesAt }: { arrivesAt: string }) => (Date.parse(arrivesAt) - planned) / 3_600_000
  // Two days, or a day beyond the last passage of a tour that is planned further ahead.
  const span = Math.max(48, 24 * Math.ceil(1 + Math.max(0, ...stops.map(passage)) / 24))
  return (
    <table className={css.stops}>
      <caption hidden>{t('tour.stopsCaption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('tour.number')}</th>
          <th scope="col">{t('tour.point')}</th>
          <th scope="col" className={css.right}>
            {t('tour.at')}
          </th>
          <th scope="col" className={`${css.right} ${css.wide}`}>
            {t('tour.fill')}
          </th>
          {!driven && (
            <>
              <th scope="col" className={css.wide}>
                {t('tour.full', { hours: span })}
              </th>
              <th scope="col" className={css.right}>
                P10–P90
              </th>
            </>
          )}
          <th scope="col">{t(driven ? 'tour.result' : 'tour.why')}</th>
        </tr>
      </thead>
      <tbody>
        {stops.map((stop) => {
          const hours = stop.assetId ? tour.result?.forecasts[stop.assetId] : undefined
          return (
            <tr key={stop.id} data-selected={stop.id === selected}>
              <td>
                <button
                  type="button"
                  aria-pressed={stop.id === selected}
                  aria-label={t('tour.show', { number: stop.number, name: stop.name })}
                  onClick={() => onSelect(stop.id === selected ? null : stop.id)}
                >
                  {stop.number}
                </button>
              </td>
              <td>
                {stop.assetId ? (
                  <Link to="/assets/$assetId" params={{ assetId: stop.assetId }}>
                    {stop.name}
                  </Link>
                ) : (
                  stop.name
                )}
              </td>
              <td className={css.right}>{format.time(stop.arrivesAt, 'time')}</td>
              <td className={`${css.right} ${css.wide}`}>
                {stop.fill === null ? '—' : format.value('bin.fill', stop.fill)}
              </td>
              {!driven && (
                <>
                  <td className={css.wide}>
                    {hours && <Range hours={hours} passage={passage(stop)} span={span} />}
                  </td>
                  <td className={css.right}>
                    {hours && hours.p10 !== null
                      ? t('tour.hours', {
                          from: format.number(hours.p10),
                          to: hours.p90 === null ? '…' : format.number(hours.p90),
                        })
                      : '—'}
                  </td>
                </>
              )}
              <td>
                {stop.outcome ? (
                  <StopResult tourId={tour.id} stop={stop} outcome={stop.outcome} />
                ) : (
                  stop.reason && t(`tour.reason.${stop.reason}`)
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** P10 to P90 as a bar, P50 as a mark, the passage as a dotted line, on two days. A picture: the column beside it has the numbers. */
function Range({
  hours,
  passage,
  span,
}: {
  hours: { p10: number | null; p50: number | null; p90: number | null }
  passage: number
  span: number
}) {
  const x = (value: number) => (100 * Math.min(span, Math.max(0, value))) / span
  const from = x(hours.p10 ?? span)
  const to = x(hours.p90 ?? span)
  return (
    <svg className={css.range} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <rect x={from} y={4} width={Math.max(1, to - from)} height={6} fill="var(--fn-map)" />
      {hours.p50 !== null && hours.p50 <= span && (
        <rect x={x(hours.p50) - 0.6} y={1} width={1.2} height={12} fill="var(--ink)" />
      )}
      <line
        x1={x(passage)}
        x2={x(passage)}
        y1={0}
        y2={14}
        stroke="var(--ink-3)"
        strokeDasharray="2 2"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
