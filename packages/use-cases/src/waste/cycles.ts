import type { Point } from '../define-indicator.ts'
import { median } from '../nearest-rank.ts'
import { collectionRule, collections } from './collection.ts'
import { hampel } from './outliers.ts'

/**
 * Stretches between collections, oldest first, without false echoes; the last one is still filling. Collections come first,
 * since the first readings after one look like outliers; a false echo upwards and back is none, by the three readings before.
 */
export function cyclesOf(points: readonly Point[]): Point[][] {
  const series = points.map(({ value }) => value)
  const starts = collections({ series, ...collectionRule })
    .filter(
      ({ index, after }) =>
        median(series.slice(Math.max(0, index - 3), index))! - after >= collectionRule.minDrop,
    )
    .map(({ index }) => index)
  return [0, ...starts]
    .map((from, i) => withoutOutliers(points.slice(from, starts[i] ?? points.length)))
    .filter((cycle) => cycle.length > 0)
}

/** Domain reference 7.2: window of three to each side, three times the spread, floor of two points. */
function withoutOutliers(points: readonly Point[]): Point[] {
  const series = points.map(({ value }) => value)
  const wrong = new Set(hampel({ series, halfWindow: 3, k: 3, minScale: 2 }))
  return points.filter((_, i) => !wrong.has(i))
}
