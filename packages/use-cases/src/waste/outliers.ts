import { median } from '../nearest-rank.ts'

export interface Hampel {
  halfWindow: number
  /** Times the spread. */
  k: number
  /** The spread is never taken for smaller than this, in the unit of the series. */
  minScale: number
}

/** From the median absolute deviation to a standard deviation, for values spread normally. */
const toSigma = 1.4826

/** Indexes of values that stand far from the median of their neighbours (themselves among them; cut at both ends). */
export function hampel({
  series,
  halfWindow,
  k,
  minScale,
}: Hampel & { series: readonly number[] }): number[] {
  return series.flatMap((value, i) => {
    const window = series.slice(Math.max(0, i - halfWindow), i + halfWindow + 1)
    const middle = median(window)!
    const spread = Math.max(minScale, toSigma * median(window.map((other) => Math.abs(other - middle)))!)
    return Math.abs(value - middle) > k * spread ? [i] : []
  })
}
