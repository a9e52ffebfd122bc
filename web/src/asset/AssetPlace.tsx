import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Asset } from '@trame/domain'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { baseMapQuery } from '../api/territory.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { formatCamera } from '../map/camera.ts'
import page from '../ui/page.module.css'
import css from './AssetPlace.module.css'

const MiniMap = lazy(() => import('../map/MiniMap.tsx').then((module) => ({ default: module.MiniMap })))

export function AssetPlace({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const base = useQuery(baseMapQuery)
  const { byId } = useAssetTypes()
  const type = byId.get(asset.type)
  if (!asset.position) {
    return (
      <section className={page.section}>
        <p className={page.note}>{t('asset.noPosition')}</p>
      </section>
    )
  }
  const [lon, lat] = asset.position
  return (
    <section className={page.section} aria-labelledby="place-title">
      <div className={page.sectionHead}>
        <h2 id="place-title">{t('asset.where')}</h2>
        <Link
          to="/"
          search={{ at: formatCamera({ zoom: 16.5, lat, lon }), asset: asset.id }}
          className="link"
        >
          {t('asset.seeOnMap')}
        </Link>
      </div>
      <div className={css.map}>
        {base.data && type && (
          <Suspense>
            <MiniMap
              position={asset.position}
              feature={{
                id: asset.id,
                name: asset.name,
                type: type.id,
                function: type.function,
                icon: type.icon,
                freshness: asset.freshness,
                severity: asset.severity ?? '',
              }}
            />
          </Suspense>
        )}
      </div>
      {asset.siteName && <p className={css.site}>{asset.siteName}</p>}
    </section>
  )
}
