export interface Delta {
  /** Percent of the baseline; of shares, percentage points. Infinite when the baseline is zero. */
  amount: number
  points: boolean
  /** Null when nothing says which way is better, or when nothing changed. */
  good: boolean | null
}

/** The change against a baseline. */
export function deltaOf(
  value: number,
  baseline: number,
  unit: string,
  better: 'up' | 'down' | undefined,
): Delta {
  const change = value - baseline
  const points = unit === '%'
  const amount = points || change === 0 ? change : (change / Math.abs(baseline)) * 100
  const good = better === undefined || change === 0 ? null : change > 0 === (better === 'up')
  return { amount, points, good }
}
