import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { assetsQuery } from '../api/assets.ts'
import { useLiveValues } from '../api/live.ts'
import { patchAsset } from '../api/live-merge.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useFormat } from '../i18n/use-format.ts'
import { AssetGlyph } from '../map/AssetGlyph.tsx'
import list from '../territory/AssetList.module.css'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { FreshnessSign } from '../ui/FreshnessSign.tsx'
import { More } from '../ui/More.tsx'
import page from '../ui/page.module.css'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import table from '../ui/table.module.css'
import { Value } from '../ui/Value.tsx'

/** What stands at a place or below it. */
export function SiteAssets({ siteId }: { siteId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const live = useLiveValues()
  const { byId } = useAssetTypes()
  const query = useInfiniteQuery(assetsQuery({ siteId }, 50))
  const assets = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className={page.section} aria-labelledby="assets-title">
      <div className={page.sectionHead}>
        <h2 id="assets-title">{t('territory.listTitle')}</h2>
      </div>
      {query.error && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={6} height={40} />}
      {query.data && assets.length === 0 && (
        <Empty title={t('site.noAssets')}>{t('useCase.noAssetsText')}</Empty>
      )}
      {assets.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('territory.name')}</th>
              <th scope="col" className={table.number}>
                {t('territory.value')}
              </th>
              <th scope="col" className={table.wide}>
                {t('territory.state')}
              </th>
              <th scope="col" className={table.number}>
                {t('territory.age')}
              </th>
            </tr>
          </thead>
          <tbody>
            {assets.map((given) => {
              const asset = patchAsset(given, live)
              const type = byId.get(asset.type)
              const late = asset.freshness !== 'fresh'
              return (
                <tr key={asset.id}>
                  <th scope="row">
                    <Link to="/assets/$assetId" params={{ assetId: asset.id }} className={list.name}>
                      <AssetGlyph
                        icon={type?.icon ?? 'MapPin'}
                        fn={type?.function ?? 'map'}
                        stale={late}
                        size={22}
                      />
                      <span>
                        {asset.name}
                        <small>{type?.[format.lang] ?? asset.type}</small>
                      </span>
                    </Link>
                  </th>
                  <td className={table.number} data-stale={late}>
                    {asset.main ? <Value property={asset.main.property} value={asset.main.value} /> : '–'}
                  </td>
                  <td className={table.wide}>
                    {asset.severity ? (
                      <SeveritySign severity={asset.severity} />
                    ) : (
                      <FreshnessSign freshness={asset.freshness} />
                    )}
                  </td>
                  <td className={table.number}>{asset.main ? <Age at={asset.main.observedAt} /> : '–'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <More query={query} shown={assets.length} total={query.data?.pages[0]?.total ?? 0} />
    </section>
  )
}
