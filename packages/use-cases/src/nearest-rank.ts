/** Percentile by nearest rank: sorted[ceil(p/100 x n) - 1]. `sorted` ascending; null of an empty list. */
export function nearestRank(sorted: ArrayLike<number>, percent: number): number | null {
  if (sorted.length === 0) return null
  // 0.07 x 100 is 7.000000000000001: a rank is rounded before it is raised.
  const rank = Math.ceil(Math.round((percent / 100) * sorted.length * 1e9) / 1e9)
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!
}

export const ascending = (values: readonly number[]): Float64Array => new Float64Array(values).sort()

/** Mean of the two middle values where their number is even. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = ascending(values)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
