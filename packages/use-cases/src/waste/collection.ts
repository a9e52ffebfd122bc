export interface CollectionRule {
  /** Percentage points between a value and the next. */
  minDrop: number
  maxAfter: number
  /** So many values in a row stay low: the first is the collection's. */
  confirm: number
}

/** Domain reference 7.2. A compaction of 10 to 20 points is no collection, a single low echo neither. */
export const collectionRule: CollectionRule = { minDrop: 40, maxAfter: 25, confirm: 2 }

export interface Collection {
  index: number
  before: number
  after: number
}

export function collections({
  series,
  minDrop,
  maxAfter,
  confirm,
}: CollectionRule & { series: readonly number[] }): Collection[] {
  return series.flatMap((after, index) => {
    const before = series[index - 1]
    if (before === undefined || before - after < minDrop) return []
    const low = series.slice(index, index + confirm)
    return low.length === confirm && low.every((value) => value <= maxAfter) ? [{ index, before, after }] : []
  })
}
