import type { WatchedAsset } from '@trame/database'
import type { RuleScope } from '@trame/domain'

/** Every list that is given must match; within a list, any. */
export function inScope({ assetTypes, siteIds, tags, assetIds }: RuleScope, asset: WatchedAsset): boolean {
  return (
    (!assetTypes || assetTypes.includes(asset.type)) &&
    (!siteIds || siteIds.some((id) => asset.siteIds.includes(id))) &&
    (!tags || tags.some((tag) => asset.tags.includes(tag))) &&
    (!assetIds || assetIds.includes(asset.id))
  )
}
