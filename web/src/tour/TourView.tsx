import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { tourQuery } from '../api/tours.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { CompareTable } from './CompareTable.tsx'
import { StopTable } from './StopTable.tsx'
import css from './Tour.module.css'
import { TourMapWaits } from './TourMapWaits.tsx'
import { useDayCompared } from './use-compared.ts'

const TourMap = lazy(() => import('./TourMap.tsx').then((module) => ({ default: module.TourMap })))

interface Props {
  tourId: string
  selected: string | null
  onSelect: (stopId: string | null) => void
  /** Among other parts of a page. */
  compact?: boolean
}

/** A day's tour: map and table of the same stops, and the fixed round of that day beside it. */
export function TourView({ tourId, selected, onSelect, compact = false }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(tourQuery(tourId))
  const tour = query.data
  const compared = useDayCompared(tour ?? { figures: null, fixed: null })
  if (query.error && !tour) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (!tour) return <SkeletonRows rows={6} height={40} />
  const { result } = tour
  if (!result) return null
  if (tour.stops === 0)
    return (
      <div className={page.section}>
        <Empty title={t('tour.nothing')}>
          {result.waiting.length > 0
            ? t('tour.nothingText', { count: result.waiting.length })
            : t('tour.nobody')}
        </Empty>
      </div>
    )
  return (
    <div className={css.view}>
      <div className={css.split} data-compact={compact}>
        <div className={css.map}>
          <Suspense fallback={<TourMapWaits />}>
            <TourMap tour={tour} selected={selected} label={t('tour.mapLabel')} onSelect={onSelect} />
          </Suspense>
        </div>
        <div className={css.list}>
          <StopTable tour={tour} selected={selected} onSelect={onSelect} />
          <p className={css.aside}>
            {t('tour.expected', {
              count: result.expectedOverflows,
              number: format.number(result.expectedOverflows, 1),
            })}{' '}
            {t('tour.waiting', { count: result.waiting.length })}
          </p>
          {result.missed.length > 0 && (
            <p className={css.aside} role="alert">
              {t('tour.missedText', { names: result.missed.map(({ name }) => name).join(', ') })}
            </p>
          )}
        </div>
      </div>
      <section className={page.section}>
        <div className={page.sectionHead}>
          <h2>{t('tour.compareDay', { date: format.time(`${tour.date}T12:00:00Z`, 'date') })}</h2>
          <span className={page.note}>
            {t(`tour.router.${result.router}`)}
            {result.guessed > 0 && ` · ${t('tour.router.crow')}`}
          </span>
        </div>
        <CompareTable caption={t('tour.compare')} rows={compared} />
        {!tour.fixed && <p className={css.aside}>{t('tour.noFixed')}</p>}
      </section>
    </div>
  )
}
