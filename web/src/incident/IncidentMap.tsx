import { useQuery } from '@tanstack/react-query'
import type { Alert } from '@trame/domain'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { baseMapQuery } from '../api/territory.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import css from '../asset/AssetPlace.module.css'
import page from '../ui/page.module.css'

const PlacesMap = lazy(() => import('../map/PlacesMap.tsx').then((module) => ({ default: module.PlacesMap })))

export function IncidentMap({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation()
  const base = useQuery(baseMapQuery)
  const { byId } = useAssetTypes()
  const places = alerts.flatMap(({ asset, severity }) => {
    const type = asset && byId.get(asset.type)
    return asset?.position && type
      ? {
          id: asset.id,
          position: asset.position,
          icon: `asset:${type.function}:${type.icon}:fresh:${severity}:`,
        }
      : []
  })
  if (places.length === 0) return null
  return (
    <section className={page.section} aria-labelledby="places-title">
      <div className={page.sectionHead}>
        <h2 id="places-title">{t('incident.where')}</h2>
      </div>
      <div className={css.map}>
        {base.data && (
          <Suspense>
            <PlacesMap places={places} />
          </Suspense>
        )}
      </div>
    </section>
  )
}
