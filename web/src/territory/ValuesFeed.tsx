import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { assetQuery } from '../api/assets.ts'
import { useAssetTypes } from '../api/use-asset-types.ts'
import { propertyOf } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import type { MapFilter } from '../map/map-style.ts'
import { Age } from '../ui/Age.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { Value } from '../ui/Value.tsx'
import { FeedItem } from './FeedItem.tsx'
import type { FeedRow } from './feed.ts'
import css from './NowPanel.module.css'
import { useFeed } from './use-feed.ts'

interface Props {
  filter: MapFilter
  paused: boolean
  selected: string | undefined
  onSelect: (assetId: string) => void
}

export function ValuesFeed({ filter, paused, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const { rows, error, loading, retry } = useFeed(filter, paused)
  if (loading) return <SkeletonRows rows={9} height={62} />
  if (error) return <ErrorPanel error={error} retry={() => void retry()} />
  if (rows.length === 0)
    return <Empty title={t('territory.feedEmpty.values')}>{t('territory.feedEmpty.valuesText')}</Empty>
  return rows.map((row) => (
    <Row key={row.assetId} row={row} selected={row.assetId === selected} onSelect={onSelect} />
  ))
}

function Row({
  row,
  selected,
  onSelect,
}: {
  row: FeedRow
  selected: boolean
  onSelect: (id: string) => void
}) {
  const format = useFormat()
  const { byId } = useAssetTypes()
  const { data: asset } = useQuery({ ...assetQuery(row.assetId), staleTime: Number.POSITIVE_INFINITY })
  if (!asset) return null
  const { kind, precision } = propertyOf(row.property)
  const change = row.before === null || kind === 'state' ? 0 : row.value - row.before
  const shown = format.number(change, precision)
  return (
    <FeedItem
      key={row.observedAt}
      asset={asset}
      type={byId.get(asset.type)}
      fresh={row.before !== null}
      selected={selected}
      age={<Age at={row.observedAt} />}
      onSelect={onSelect}
    >
      <Value property={row.property} value={row.value} />
      <span className={css.what}>{format.property(row.property)}</span>
      {Number.parseFloat(shown.replace(',', '.').replace('−', '-')) !== 0 && (
        <span className={css.change}>{change > 0 ? `+${shown}` : shown}</span>
      )}
    </FeedItem>
  )
}
