import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AlertDetail } from '@trame/domain'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assetSeriesQuery } from '../api/assets.ts'
import { observationsQuery } from '../api/observations.ts'
import { ObservationTable } from '../asset/ObservationTable.tsx'
import { grainFor } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { Segment } from '../ui/Segment.tsx'
import css from './Detail.module.css'
import type { ShownLimit } from './limits.ts'
import { windowAround } from './window.ts'

const SeriesChart = lazy(() =>
  import('../charts/SeriesChart.tsx').then((module) => ({ default: module.SeriesChart })),
)
const minute = 60_000
const iso = (at: number) => new Date(at).toISOString()

/** The measure around the alert, with the limit and the span that broke it. */
export function AlertChart({ alert, limits }: { alert: AlertDetail; limits: readonly ShownLimit[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = Math.ceil(useNow() / minute) * minute
  const [show, setShow] = useState<'chart' | 'table'>('chart')
  const assetId = alert.asset?.id ?? ''
  const series = useQuery({ ...assetSeriesQuery(assetId), enabled: assetId !== '' })
  const one = series.data?.find((each) => each.property === alert.property)
  const { from, to, until } = windowAround(alert, now)
  const asked = useMemo(
    () => ({ from: iso(from), to: iso(to), grain: grainFor(to - from, one?.expectedIntervalMs ?? null) }),
    [from, to, one?.expectedIntervalMs],
  )
  const query = useQuery({ ...observationsQuery(one?.id ?? 0, asked), enabled: one !== undefined })
  const shown = limits.filter((limit) => limit.property === alert.property)
  const key = JSON.stringify(shown)
  const opened = Date.parse(alert.openedAt)
  const { property } = alert
  const marks = useMemo(
    () => ({
      limits: (JSON.parse(key) as ShownLimit[]).map(({ raise, property: of }) => ({
        value: raise,
        label: t('alert.chart.threshold', { limit: format.value(of, raise) }),
      })),
      span: { from: opened, to: until, label: '' },
    }),
    [key, opened, until, t, format],
  )
  if (!property || !alert.asset || (series.data && !one)) return null
  const list = query.data?.seriesId === one?.id ? query.data : undefined
  return (
    <section className={page.section} aria-labelledby="chart-title">
      <div className={page.sectionHead}>
        <h2 id="chart-title">{t('alert.chart.title', { property: format.property(property) })}</h2>
        <Segment
          label={t('asset.showAs')}
          value={show}
          options={[
            { value: 'chart', label: t('asset.chart') },
            { value: 'table', label: t('asset.table') },
          ]}
          onChange={setShow}
        />
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {!list && !query.error && <div className={css.waiting} />}
      {list && list.points.length === 0 && (
        <Empty title={t('alert.chart.none')}>{t('alert.chart.noneText')}</Empty>
      )}
      {list && list.points.length > 0 && show === 'table' && <ObservationTable list={list} />}
      {list && list.points.length > 0 && show === 'chart' && (
        <Suspense fallback={<div className={css.waiting} />}>
          <SeriesChart
            list={list}
            previous={undefined}
            from={from}
            to={to}
            marks={marks}
            label={t('alert.chart.label', {
              property: format.property(property),
              asset: alert.asset.name,
              limit: shown[0] ? format.value(property, shown[0].raise) : '–',
            })}
          />
        </Suspense>
      )}
      <p className={css.legend}>
        <span>
          <svg width="20" height="12" aria-hidden="true">
            <rect width="20" height="12" fill="var(--maj)" opacity="0.2" />
          </svg>
          {t('alert.chart.spanShort')}
        </span>
        {shown.length > 0 && (
          <span>
            <svg width="20" height="4" aria-hidden="true">
              <path d="M0 2h20" stroke="var(--maj)" strokeWidth="1.6" strokeDasharray="4 3" />
            </svg>
            {t('alert.chart.threshold', { limit: format.value(property, shown[0]!.raise) })}
          </span>
        )}
        <Link to="/assets/$assetId" params={{ assetId: alert.asset.id }} className="link">
          {t('alert.chart.openSeries')}
        </Link>
      </p>
    </section>
  )
}
