import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { tourQuery } from '../api/tours.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Replayed } from '../tour/Replayed.tsx'
import { shownStatus } from '../tour/shown-status.ts'
import css from '../tour/Tour.module.css'
import { TourActions } from '../tour/TourActions.tsx'
import { TourProgress } from '../tour/TourProgress.tsx'
import { TourView } from '../tour/TourView.tsx'
import { useTourError } from '../tour/use-tour-error.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function TourPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const told = useTourError()
  const { tourId } = useParams({ from: '/inside/tours/$tourId' })
  const { stop } = useSearch({ from: '/inside/tours/$tourId' })
  const navigate = useNavigate({ from: '/tours/$tourId' })
  const query = useQuery(tourQuery(tourId))
  const tour = query.data
  const title =
    tour && t('tour.pageTitle', { number: tour.number, date: format.time(`${tour.date}T12:00:00Z`, 'date') })
  usePageTitle(title)
  if (query.error && !tour) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (!tour) return <SkeletonRows rows={8} height={56} />
  const busy = tour.status === 'queued' || tour.status === 'solving'
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('tour.crumb')}>
          <Link to="/use-cases/$useCaseId" params={{ useCaseId: 'waste' }}>
            {t('tour.crumb')}
          </Link>
          <span aria-hidden>›</span>
          <span>
            {t('tour.number')} {tour.number}
          </span>
        </nav>
        <div className={page.title}>
          <h1>{title}</h1>
          <span className={css.status}>
            {t(`tour.status.${shownStatus(tour)}`)}
            {tour.agent && ` · ${tour.agent.name}`}
          </span>
          <div className={page.actions}>
            <TourActions tour={tour} />
          </div>
        </div>
      </header>
      {busy && (
        <progress
          className={css.progress}
          max={1}
          value={tour.progress}
          aria-label={t('tour.status.solving')}
        />
      )}
      {tour.error && <p className={page.section}>{told(tour.error)}</p>}
      {(tour.status === 'published' || tour.status === 'done') && tour.stops > 0 && (
        <TourProgress tour={tour} />
      )}
      {tour.kind === 'day' && !busy && (
        <TourView
          tourId={tour.id}
          selected={stop ?? null}
          onSelect={(next) => navigate({ search: { stop: next ?? undefined }, replace: true })}
        />
      )}
      {tour.replay && (
        <section className={page.section}>
          <Replayed replay={tour.replay} />
        </section>
      )}
    </div>
  )
}
