import type { Point } from '../define-indicator.ts'
import { median } from '../nearest-rank.ts'
import { type CollectionRule, collectionRule, collections } from './collection.ts'
import { hampel } from './outliers.ts'

/** A container that was hardly used is emptied too: no collection to count, but the filling begins anew. */
export const restartRule: CollectionRule = { minDrop: 12, maxAfter: 10, confirm: 2 }

/**
 * Stretches between collections, oldest first, without false echoes; the last one is still filling. Collections come first,
 * since the first readings after one look like outliers; a false echo upwards and back is none, by the three readings before.
 */
export function cyclesOf(
  points: readonly Point[],
  rules: readonly CollectionRule[] = [collectionRule],
): Point[][] {
  const series = points.map(({ value }) => value)
  const starts = new Set(
    rules.flatMap((rule) =>
      collections({ series, ...rule })
        .filter(
          ({ index, after }) => median(series.slice(Math.max(0, index - 3), index))! - after >= rule.minDrop,
        )
        .map(({ index }) => index),
    ),
  )
  const bounds = [0, ...[...starts].sort((a, b) => a - b), points.length]
  return bounds
    .slice(1)
    .map((to, i) => withoutOutliers(points.slice(bounds[i], to)))
    .filter((cycle) => cycle.length > 0)
}

/** Domain reference 7.2: window of three to each side, three times the spread, floor of two points. */
function withoutOutliers(points: readonly Point[]): Point[] {
  const series = points.map(({ value }) => value)
  const wrong = new Set(hampel({ series, halfWindow: 3, k: 3, minScale: 2 }))
  return points.filter((_, i) => !wrong.has(i))
}
