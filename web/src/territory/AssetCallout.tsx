import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Asset } from '@trame/domain'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { useFormat } from '../i18n/use-format.ts'
import type { TownMap } from '../map/town-map.ts'
import { useNow } from '../ui/clock.ts'
import { FreshnessSign } from '../ui/FreshnessSign.tsx'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { Value } from '../ui/Value.tsx'
import css from './AssetCallout.module.css'

interface Props {
  asset: Asset
  town: TownMap | null
  onClose: () => void
}

/** The selected asset, beside its sign on the map; on a phone, a card at the bottom. */
export function AssetCallout({ asset, town, onClose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { byId } = useAssetTypes()
  const box = useRef<HTMLElement>(null)
  const [lon, lat] = asset.position ?? []

  // Follows the map frame by frame without React: only a transform changes.
  useEffect(() => {
    if (!town || lon === undefined || lat === undefined) return
    const place = () => {
      const { x, y } = town.map.project([lon, lat])
      box.current?.style.setProperty('--x', `${Math.round(x)}px`)
      box.current?.style.setProperty('--y', `${Math.round(y)}px`)
    }
    place()
    town.map.on('move', place)
    return () => {
      town.map.off('move', place)
    }
  }, [town, lon, lat])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onClose])

  const type = byId.get(asset.type)
  return (
    <section ref={box} className={css.callout} aria-label={asset.name}>
      <div className={css.head}>
        <Link to="/assets/$assetId" params={{ assetId: asset.id }} className={css.name}>
          {asset.name}
        </Link>
        <button type="button" className={css.close} onClick={onClose} aria-label={t('common.close')}>
          <IconX size={14} aria-hidden />
        </button>
      </div>
      <div className={css.line} data-stale={asset.freshness !== 'fresh'}>
        {asset.main ? (
          <>
            <Value property={asset.main.property} value={asset.main.value} size="figure" />
            {asset.severity && <SeveritySign severity={asset.severity} />}
            <span className={css.age}>
              {asset.freshness === 'fresh'
                ? t('territory.measured', { age: format.age(asset.main.observedAt, now) })
                : t('common.staleSince', { age: format.age(asset.main.observedAt, now) })}
            </span>
          </>
        ) : (
          <FreshnessSign freshness="none" />
        )}
      </div>
      <p className={css.type}>
        {asset.main ? `${format.property(asset.main.property)} · ` : ''}
        {type?.[format.lang] ?? asset.type}
        {asset.siteName ? ` · ${asset.siteName}` : ''}
      </p>
      <Link to="/assets/$assetId" params={{ assetId: asset.id }} className={`link ${css.open}`}>
        {t('territory.openAsset')}
      </Link>
    </section>
  )
}
