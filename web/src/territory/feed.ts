import type { Asset, LiveValue } from '@trame/domain'
import { propertyOf } from '../format/value.ts'

/** One line of "Now": the last thing an asset said. */
export interface FeedRow {
  assetId: string
  property: string
  value: number
  observedAt: string
  /** The value before, when it was seen here. */
  before: number | null
}

const newestFirst = (a: FeedRow, b: FeedRow) => Date.parse(b.observedAt) - Date.parse(a.observedAt)

export const rowsOf = (assets: readonly Asset[]): FeedRow[] =>
  assets.flatMap(({ id, main }) =>
    main
      ? [
          {
            assetId: id,
            property: main.property,
            value: main.value,
            observedAt: main.observedAt,
            before: null,
          },
        ]
      : [],
  )

/**
 * The newest value of each asset, newest asset first. What is said of the device itself (battery, radio) is no news of
 * the place; late data does not push anything down.
 */
export function mergeFeed(rows: readonly FeedRow[], batch: readonly LiveValue[], most: number): FeedRow[] {
  const byAsset = new Map(rows.map((row) => [row.assetId, row]))
  for (const { assetId, property, value, observedAt } of batch) {
    if (!assetId || propertyOf(property).ofDevice) continue
    const before = byAsset.get(assetId)
    if (before && Date.parse(before.observedAt) > Date.parse(observedAt)) continue
    byAsset.set(assetId, {
      assetId,
      property,
      value,
      observedAt,
      before: before && before.property === property ? before.value : null,
    })
  }
  return [...byAsset.values()].sort(newestFirst).slice(0, most)
}
