import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Series } from '@trame/domain'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { observationsQuery } from '../api/observations.ts'
import { grainFor, rangeMs, windowOf } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import type { AssetSearch } from '../routes.tsx'
import { useNow } from '../ui/clock.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { ObservationTable } from './ObservationTable.tsx'
import { SeriesLegend } from './SeriesLegend.tsx'
import css from './SeriesPanel.module.css'
import { SeriesToolbar } from './SeriesToolbar.tsx'

const SeriesChart = lazy(() =>
  import('../charts/SeriesChart.tsx').then((module) => ({ default: module.SeriesChart })),
)

interface Props {
  series: Series
  assetName: string
  search: AssetSearch
  change: (next: Partial<AssetSearch>) => void
}

const iso = (at: number) => new Date(at).toISOString()

/** One series over a period: chart or table, with the period before on demand. All of it is in the URL. */
export function SeriesPanel({ series, assetName, search, change }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const range = search.range ?? '24h'
  const back = search.back ?? 0
  const { from, to } = windowOf(range, back, now)
  const grain = grainFor(rangeMs[range], series.expectedIntervalMs)
  const asked = useMemo(() => ({ from: iso(from), to: iso(to), grain }), [from, to, grain])
  const before = useMemo(
    () => ({ from: iso(from - rangeMs[range]), to: iso(from), grain }),
    [from, range, grain],
  )
  const query = useQuery({
    ...observationsQuery(series.id, asked),
    placeholderData: keepPreviousData,
    refetchInterval: back === 0 ? 60_000 : false,
  })
  const previous = useQuery({
    ...observationsQuery(series.id, before),
    enabled: search.compare === 'previous',
  })
  const list = query.data?.seriesId === series.id ? query.data : undefined
  const name = `${format.property(series.property)}${series.slot ? ` ${series.slot}` : ''}`
  return (
    <section className={page.section} aria-labelledby="series-title">
      <div className={css.head}>
        <h2 id="series-title">{name}</h2>
        <SeriesToolbar
          series={series}
          asked={asked}
          range={range}
          back={back}
          search={search}
          change={change}
        />
      </div>
      <p className={page.note}>
        {format.time(from, 'short')} – {format.time(to, 'short')}
        {list && ` · ${t(`asset.grain.${list.grain}`)}`}
      </p>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {!list && !query.error && (
        <div className={css.waiting} role="status" aria-label={t('common.loading')} />
      )}
      {list && list.points.length === 0 && (
        <Empty title={t('asset.noPoints')}>
          {series.latest
            ? t('asset.noPointsText', { age: format.age(series.latest.observedAt, now) })
            : t('asset.noPointsEver')}
        </Empty>
      )}
      {list && list.points.length > 0 && (
        <>
          {search.show === 'table' ? (
            <ObservationTable list={list} />
          ) : (
            <Suspense fallback={<div className={css.waiting} />}>
              <SeriesChart
                list={list}
                previous={search.compare === 'previous' ? previous.data : undefined}
                from={from}
                to={to}
                label={t('asset.chartLabel', {
                  property: name,
                  asset: assetName,
                  from: format.time(from, 'short'),
                  to: format.time(to, 'short'),
                })}
              />
            </Suspense>
          )}
          <SeriesLegend
            list={list}
            compared={search.compare === 'previous'}
            chart={search.show !== 'table'}
          />
        </>
      )}
    </section>
  )
}
