import { IconDownload, IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Series } from '@trame/domain'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { observationsCsvUrl, observationsQuery } from '../api/observations.ts'
import { chosenWindow, grainFor, isoSecond } from '../charts/range.ts'
import { ZoomOut } from '../charts/ZoomOut.tsx'
import { useFormat } from '../i18n/use-format.ts'
import type { AssetSearch } from '../routes.tsx'
import { useNow } from '../ui/clock.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { ObservationTable } from './ObservationTable.tsx'
import { SeriesLegend } from './SeriesLegend.tsx'
import css from './SeriesPanel.module.css'

const SeriesChart = lazy(() =>
  import('../charts/SeriesChart.tsx').then((module) => ({ default: module.SeriesChart })),
)

interface Props {
  series: Series
  assetName: string
  search: AssetSearch
  change: (next: Partial<AssetSearch>) => void
  /** When it is not the only one. */
  onRemove?: (() => void) | undefined
  children?: ReactNode
}

const iso = (at: number) => new Date(at).toISOString()

/** One series over the period of the page: chart or table, with the period before on demand. All of it is in the URL. */
export function SeriesPanel({ series, assetName, search, change, onRemove, children }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const chosen = chosenWindow(search, '24h', now)
  const { from, to, live } = chosen
  const grain = grainFor(to - from, series.expectedIntervalMs)
  const asked = useMemo(() => ({ from: iso(from), to: iso(to), grain }), [from, to, grain])
  const before = useMemo(() => ({ from: iso(from - (to - from)), to: iso(from), grain }), [from, to, grain])
  const query = useQuery({
    ...observationsQuery(series.id, asked),
    placeholderData: keepPreviousData,
    refetchInterval: live ? 60_000 : false,
  })
  const previous = useQuery({
    ...observationsQuery(series.id, before),
    enabled: search.compare === 'previous',
  })
  const list = query.data?.seriesId === series.id ? query.data : undefined
  const zoom = (start: number, end: number) => change({ from: isoSecond(start), to: isoSecond(end) })
  const reset = () => change({ from: undefined, to: undefined })
  const name = `${format.property(series.property)}${series.slot ? ` ${series.slot}` : ''}`
  return (
    <section className={page.section} aria-labelledby={`series-${series.id}`}>
      <div className={css.head}>
        <h2 id={`series-${series.id}`}>{name}</h2>
        <a
          className={css.icon}
          href={observationsCsvUrl(series.id, asked, format.lang)}
          download
          title={t('asset.csvTitle')}
        >
          <IconDownload size={16} stroke={1.7} aria-hidden />
          {t('asset.csv')}
        </a>
        {onRemove && (
          <button
            type="button"
            className={css.icon}
            onClick={onRemove}
            aria-label={t('asset.removeChart', { property: name })}
          >
            <IconX size={16} stroke={1.7} aria-hidden />
          </button>
        )}
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
        <Empty title={t('asset.noPoints')} action={<ZoomOut window={chosen} change={change} />}>
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
                onZoom={zoom}
                onReset={reset}
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
      {children}
    </section>
  )
}
