import type { Point } from '../define-indicator.ts'

const hourMs = 3_600_000
/** An index is read between two values no farther apart than this; beyond, nobody knows what ran when. */
const widestMs = 3 * hourMs

/** Index at an instant, by the straight line between the readings around it. null: none near, or another meter began. */
export function indexAt(points: readonly Point[], at: number): number | null {
  const after = points.findIndex((point) => point.at >= at)
  if (after < 0) return null
  const next = points[after]!
  if (next.at === at) return next.value
  const before = points[after - 1]
  if (!before || next.at - before.at > widestMs || next.value < before.value) return null
  return before.value + ((next.value - before.value) * (at - before.at)) / (next.at - before.at)
}

/** What ran through in a period, in the index's unit. null: an end is not known, or the meter was changed. */
export function usedIn(points: readonly Point[], from: number, to: number): number | null {
  const begin = indexAt(points, from)
  const end = indexAt(points, to) ?? lastOf(points, to)
  return begin === null || end === null || end < begin ? null : end - begin
}

/** A period that still runs ends with its newest reading. */
function lastOf(points: readonly Point[], to: number): number | null {
  const last = points.at(-1)
  return last && last.at < to && to - last.at <= widestMs ? last.value : null
}

/** At each full hour from `from` to `to`, both included; m3 in, litres out. */
export const hourlyLitres = (points: readonly Point[], from: number, to: number): (number | null)[] =>
  Array.from({ length: Math.floor((to - from) / hourMs) + 1 }, (_, hour) => {
    const index = indexAt(points, from + hour * hourMs)
    return index === null ? null : Math.round(index * 1e6) / 1e3
  })
