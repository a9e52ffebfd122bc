import type { WidgetOf } from '@trame/domain'
import type { AssetValuesAsked } from '../api/use-cases.ts'

/** What a ranking asks for: its own property first, then those that say why. */
export const rankingAsked = ({
  assetType,
  by,
  reasons,
  order,
  from,
}: WidgetOf<'ranking'>): AssetValuesAsked => ({
  type: assetType,
  properties: [...new Set([by, ...reasons])].join(','),
  sortBy: by,
  order,
  beyond: from,
})
