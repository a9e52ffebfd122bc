import type { Asset, AssetType } from '@trame/domain'
import type { ReactNode } from 'react'
import { AssetGlyph } from '../map/AssetGlyph.tsx'
import css from './NowPanel.module.css'

interface Props {
  asset: Asset
  type: AssetType | undefined
  stale?: boolean
  fresh?: boolean
  selected: boolean
  age: ReactNode
  children: ReactNode
  onSelect: (assetId: string) => void
}

/** One asset in a panel: sign, name and age on the first line, what it says on the second. */
export function FeedItem({
  asset,
  type,
  stale = false,
  fresh = false,
  selected,
  age,
  children,
  onSelect,
}: Props) {
  return (
    <button
      type="button"
      className={fresh ? `${css.item} ${css.fresh}` : css.item}
      data-selected={selected}
      onClick={() => onSelect(asset.id)}
    >
      <AssetGlyph icon={type?.icon ?? 'MapPin'} fn={type?.function ?? 'map'} stale={stale} />
      <span className={css.first}>
        <span className={css.name} title={asset.name}>
          {asset.name}
        </span>
        <span className={css.age}>{age}</span>
      </span>
      <span className={css.second}>{children}</span>
    </button>
  )
}
