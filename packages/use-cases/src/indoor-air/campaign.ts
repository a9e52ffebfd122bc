import { mean } from '../nearest-rank.ts'

export interface Difference {
  /** After minus before. */
  difference: number
  /** 95 %, from Welch's standard error. */
  low: number
  high: number
  nBefore: number
  nAfter: number
}

/** One pair a room: its mean before and after. Rooms are compared with themselves, so big and small ones weigh the same. */
export interface Pair {
  before: number
  after: number
}

/**
 * Before and after of a campaign by the unrounded index. With controls (rooms without the signal, the same weeks) the season is
 * taken out: the difference of the differences. null: under two rooms there is no interval.
 */
export function campaignEffect(treated: readonly Pair[], controls: readonly Pair[] = []): Difference | null {
  const own = spreadOf(treated)
  if (own === null) return null
  const others = controls.length >= 2 ? spreadOf(controls) : null
  const difference = own.mean - (others?.mean ?? 0)
  const squared = own.variance / own.n + (others ? others.variance / others.n : 0)
  // Welch-Satterthwaite.
  const freedom =
    squared === 0
      ? Number.POSITIVE_INFINITY
      : squared ** 2 /
        ((own.variance / own.n) ** 2 / (own.n - 1) +
          (others ? (others.variance / others.n) ** 2 / (others.n - 1) : 0))
  const half = studentQuantile(freedom) * Math.sqrt(squared)
  return {
    difference,
    low: difference - half,
    high: difference + half,
    nBefore: treated.length,
    nAfter: treated.length,
  }
}

function spreadOf(pairs: readonly Pair[]) {
  const changes = pairs.map(({ before, after }) => after - before)
  const centre = mean(changes)
  if (centre === null || changes.length < 2) return null
  const variance = changes.reduce((sum, change) => sum + (change - centre) ** 2, 0) / (changes.length - 1)
  return { n: changes.length, mean: centre, variance }
}

/** 97.5 % quantile of Student's t, by the expansion of Cornish and Fisher: within 0.5 % from three degrees of freedom on. */
export function studentQuantile(freedom: number): number {
  const z = 1.959963984540054
  if (!Number.isFinite(freedom)) return z
  const exact = [12.706204736, 4.30265273, 3.182446305, 2.776445105]
  const whole = Math.round(freedom)
  if (whole >= 1 && whole <= exact.length) return exact[whole - 1]!
  const g1 = (z ** 3 + z) / 4
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + g1 / freedom + g2 / freedom ** 2 + g3 / freedom ** 3
}
