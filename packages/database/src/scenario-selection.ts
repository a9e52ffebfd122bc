import { type AssetSelection, metresBetween, type RuleScope } from '@trame/domain'
import { inScope, type WatchedAsset } from './rule-territory.ts'

/** The assets that a selection means, for a run about `subject` (null: about none in particular). */
export function selectAssets(
  selection: AssetSelection,
  subject: WatchedAsset | null,
  assets: ReadonlyMap<string, WatchedAsset>,
): WatchedAsset[] {
  if (selection.select === 'subject') return subject ? [subject] : []
  if (selection.select === 'scope') return scoped(selection.scope, assets)
  if (!subject) return []
  const others = scoped(selection.scope, assets).filter(({ id }) => id !== subject.id)
  if (selection.select === 'parts') return others.filter(({ attributes }) => attributes.parent === subject.id)
  if (selection.select === 'sameSite') {
    const [site] = subject.siteIds
    return site === undefined ? [] : others.filter((asset) => asset.siteIds[0] === site)
  }
  const { metres } = selection
  return others.filter(
    ({ position }) => position && subject.position && metresBetween(position, subject.position) <= metres,
  )
}

const scoped = (scope: RuleScope, assets: ReadonlyMap<string, WatchedAsset>): WatchedAsset[] =>
  scope.assetIds
    ? scope.assetIds.flatMap((id) => assets.get(id) ?? []).filter((asset) => inScope(scope, asset))
    : [...assets.values()].filter((asset) => inScope(scope, asset))
