import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { assetPageQuery } from '../api/assets.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import type { MapFilter } from '../map/map-style.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { Value } from '../ui/Value.tsx'
import { FeedItem } from './FeedItem.tsx'
import css from './NowPanel.module.css'

interface Props {
  filter: MapFilter
  selected: string | undefined
  onSelect: (assetId: string) => void
}

/** Assets that should have spoken by now, with the last thing they said. */
export function SilentFeed({ filter, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const { byId } = useAssetTypes()
  const query = useQuery({
    ...assetPageQuery({ ...filter, freshness: 'stale' }, 100),
    refetchInterval: 60_000,
  })
  if (query.isPending) return <SkeletonRows rows={6} height={62} />
  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  const assets = [...query.data.items].sort((a, b) =>
    (a.main?.observedAt ?? '').localeCompare(b.main?.observedAt ?? ''),
  )
  if (assets.length === 0)
    return <Empty title={t('territory.feedEmpty.silent')}>{t('territory.feedEmpty.silentText')}</Empty>
  return (
    <>
      {assets.map((asset) => (
        <FeedItem
          key={asset.id}
          asset={asset}
          type={byId.get(asset.type)}
          stale
          selected={asset.id === selected}
          age={asset.main && <Age at={asset.main.observedAt} className={css.late} />}
          onSelect={onSelect}
        >
          {asset.main && <Value property={asset.main.property} value={asset.main.value} />}
          <span className={css.what}>{asset.siteName}</span>
        </FeedItem>
      ))}
      <div className={css.foot}>
        <Link to="/fleet" search={{ freshness: 'stale' }} className="link">
          {t('territory.seeList')}
        </Link>
      </div>
    </>
  )
}
