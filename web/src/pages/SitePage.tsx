import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLiveValues } from '../api/live.ts'
import { patchSeries } from '../api/live-merge.ts'
import { siteQuery, siteSeriesQuery } from '../api/sites.ts'
import { AssetCharts } from '../asset/AssetCharts.tsx'
import { IndicatorFacts } from '../indicator/IndicatorFacts.tsx'
import { SiteAssets } from '../site/SiteAssets.tsx'
import { SitesWithin } from '../site/SitesWithin.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

/** A place: what is computed of it, the places inside it, and the assets at or below it. */
export function SitePage() {
  const { t } = useTranslation()
  const { siteId } = useParams({ from: '/inside/sites/$siteId' })
  const search = useSearch({ from: '/inside/sites/$siteId' })
  const navigate = useNavigate({ from: '/sites/$siteId' })
  const live = useLiveValues()
  const site = useQuery(siteQuery(siteId))
  const parent = useQuery({ ...siteQuery(site.data?.parentId ?? ''), enabled: Boolean(site.data?.parentId) })
  const series = useQuery(siteSeriesQuery(siteId))
  usePageTitle(site.data?.name)
  if (site.error) return <ErrorPanel error={site.error} retry={() => void site.refetch()} />
  if (!site.data) return <SkeletonRows rows={8} height={56} />
  const all = (series.data ?? []).map((each) => patchSeries(each, live))
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('asset.crumb')}>
          <Link to="/">{t('asset.crumb')}</Link>
          {parent.data && (
            <>
              <span aria-hidden>›</span>
              <Link to="/sites/$siteId" params={{ siteId: parent.data.id }}>
                {parent.data.name}
              </Link>
            </>
          )}
        </nav>
        <div className={page.title}>
          <h1>{site.data.name}</h1>
          <span className={page.note}>{t(`site.kind.${site.data.kind}`)}</span>
        </div>
      </header>
      <div className={page.columns}>
        <div className={page.main}>
          {series.error && <ErrorPanel error={series.error} retry={() => void series.refetch()} />}
          {series.isPending && <SkeletonRows rows={2} height={80} />}
          {series.data && all.length === 0 && (
            <Empty title={t('site.noSeries')}>{t('site.noSeriesText')}</Empty>
          )}
          {all.length > 0 && (
            <AssetCharts
              name={site.data.name}
              series={all}
              search={search}
              change={(next) => navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })}
              note={(each) => <IndicatorFacts series={each} subject={siteId} search={search} />}
            />
          )}
          <SiteAssets siteId={siteId} />
        </div>
        <aside className={page.side}>
          <SitesWithin siteId={siteId} />
        </aside>
      </div>
    </div>
  )
}
