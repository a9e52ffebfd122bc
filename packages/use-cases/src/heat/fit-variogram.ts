import { distanceBetween, type Station } from './station.ts'
import { gamma, type Variogram } from './variogram.ts'

interface Lag {
  distanceM: number
  gamma: number
  pairs: number
}

/** Matheron's estimator: half the mean squared difference of pairs, by classes of distance up to half the longest. */
export function experimentalVariogram(stations: readonly Station[], classes = 8): Lag[] {
  const pairs = stations.flatMap((a, i) =>
    stations
      .slice(i + 1)
      .map((b) => ({ distanceM: distanceBetween(a, b), square: (a.value - b.value) ** 2 })),
  )
  const longest = pairs.reduce((most, { distanceM }) => Math.max(most, distanceM), 0)
  const width = longest / 2 / classes
  if (width === 0) return []
  return Array.from({ length: classes }, (_, i) =>
    pairs.filter(({ distanceM }) => distanceM > i * width && distanceM <= (i + 1) * width),
  ).flatMap((inside) =>
    inside.length === 0
      ? []
      : {
          distanceM: inside.reduce((sum, { distanceM }) => sum + distanceM, 0) / inside.length,
          gamma: inside.reduce((sum, { square }) => sum + square, 0) / inside.length / 2,
          pairs: inside.length,
        },
  )
}

export interface FittedVariogram {
  variogram: Variogram
  /** False: too few stations to see how they vary, so a cautious usual one stands in. */
  fitted: boolean
}

const fewest = 6
const fewestLags = 3
const models = ['exponential', 'spherical'] as const
const nuggetShares = [0, 0.1, 0.2, 0.3, 0.5, 0.8]

/**
 * Weighted least squares (Cressie 1985: pairs / model squared would chase zero; pairs over distance is steady), over a
 * grid of ranges and nuggets with the sill solved for each. Too few stations, or all alike: the fallback.
 */
export function fitVariogram(stations: readonly Station[]): FittedVariogram {
  const lags = experimentalVariogram(stations)
  const longest = Math.max(
    1,
    ...stations.flatMap((a, i) => stations.slice(i + 1).map((b) => distanceBetween(a, b))),
  )
  if (stations.length < fewest || lags.length < fewestLags || lags.every((lag) => lag.gamma === 0))
    return { variogram: usual(stations, longest), fitted: false }
  let best: { variogram: Variogram; misfit: number } | null = null
  for (const model of models)
    for (let step = 1; step <= 20; step++)
      for (const share of nuggetShares) {
        const shape = { model, nugget: share, sill: 1, practicalRangeM: (longest * step) / 20 }
        const sill = sillFor(shape, lags)
        const variogram = { ...shape, nugget: share * sill, sill }
        const misfit = lags.reduce(
          (sum, lag) =>
            sum + (lag.pairs / lag.distanceM) * (lag.gamma - gamma(variogram, lag.distanceM)) ** 2,
          0,
        )
        if (!best || misfit < best.misfit - 1e-12) best = { variogram, misfit }
      }
  return best && best.variogram.sill > 0
    ? { variogram: best.variogram, fitted: true }
    : { variogram: usual(stations, longest), fitted: false }
}

/** The height that brings this shape closest to what was seen. */
function sillFor(shape: Variogram, lags: readonly Lag[]): number {
  let seen = 0
  let own = 0
  for (const { distanceM, gamma: value, pairs } of lags) {
    const weight = pairs / distanceM
    const height = gamma(shape, distanceM)
    seen += weight * value * height
    own += weight * height ** 2
  }
  return own === 0 ? 0 : seen / own
}

function usual(stations: readonly Station[], longestM: number): Variogram {
  const mean = stations.reduce((sum, { value }) => sum + value, 0) / Math.max(1, stations.length)
  const variance =
    stations.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / Math.max(1, stations.length - 1)
  // Never flat: with no difference at all the system could not be solved, and the error would be said to be nothing.
  const sill = Math.max(variance, 0.01)
  return { model: 'exponential', nugget: 0.1 * sill, sill, practicalRangeM: Math.max(500, longestM / 2) }
}
