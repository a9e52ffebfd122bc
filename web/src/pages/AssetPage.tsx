import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { assetQuery, assetSeriesQuery } from '../api/assets.ts'
import { useLiveValues } from '../api/live.ts'
import { patchAsset, patchSeries } from '../api/live-merge.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { AssetBindings } from '../asset/AssetBindings.tsx'
import { AssetCharts } from '../asset/AssetCharts.tsx'
import { AssetIdentity } from '../asset/AssetIdentity.tsx'
import { AssetPlace } from '../asset/AssetPlace.tsx'
import { AssetCommands } from '../command/AssetCommands.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { IndicatorFacts } from '../indicator/IndicatorFacts.tsx'
import { AssetGlyph } from '../map/AssetGlyph.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { FreshnessSign } from '../ui/FreshnessSign.tsx'
import page from '../ui/page.module.css'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function AssetPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { assetId } = useParams({ from: '/inside/assets/$assetId' })
  const search = useSearch({ from: '/inside/assets/$assetId' })
  const navigate = useNavigate({ from: '/assets/$assetId' })
  const live = useLiveValues()
  const { byId } = useAssetTypes()
  const asset = useQuery(assetQuery(assetId))
  const series = useQuery(assetSeriesQuery(assetId))
  usePageTitle(asset.data?.name)

  if (asset.error && !asset.data) return <ErrorPanel error={asset.error} retry={() => void asset.refetch()} />
  if (!asset.data) return <SkeletonRows rows={8} height={56} />
  const shown = patchAsset(asset.data, live)
  const type = byId.get(shown.type)
  const all = (series.data ?? []).map((each) => patchSeries(each, live))
  // First the series that the type is about.
  const ordered = [...all].sort(
    (a, b) => Number(b.property === type?.mainProperty) - Number(a.property === type?.mainProperty),
  )

  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('asset.crumb')}>
          <Link to="/">{t('asset.crumb')}</Link>
          <span aria-hidden>›</span>
          <Link to="/" search={{ type: shown.type, view: 'list' }}>
            {type?.[format.lang] ?? shown.type}
          </Link>
        </nav>
        <div className={page.title}>
          <AssetGlyph
            icon={type?.icon ?? 'MapPin'}
            fn={type?.function ?? 'map'}
            stale={shown.freshness !== 'fresh'}
            size={30}
          />
          <h1>{shown.name}</h1>
          {shown.severity && <SeveritySign severity={shown.severity} />}
          <FreshnessSign freshness={shown.freshness} />
        </div>
      </header>
      <div className={page.columns}>
        <div className={page.main}>
          {series.error && <ErrorPanel error={series.error} retry={() => void series.refetch()} />}
          {series.isPending && <SkeletonRows rows={2} height={80} />}
          {series.data && ordered.length === 0 && (
            <Empty title={t('asset.noSeries')}>{t('asset.noSeriesText')}</Empty>
          )}
          {ordered.length > 0 && (
            <AssetCharts
              name={shown.name}
              series={ordered}
              search={search}
              change={(next) => navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })}
              note={(each) => <IndicatorFacts series={each} subject={assetId} search={search} />}
            />
          )}
          <AssetBindings assetId={assetId} />
        </div>
        <aside className={page.side}>
          <AssetCommands asset={shown} series={all} />
          <AssetPlace asset={shown} />
          <AssetIdentity asset={shown} typeName={type?.[format.lang] ?? shown.type} />
        </aside>
      </div>
    </div>
  )
}
