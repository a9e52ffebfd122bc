import type { Point } from '../define-indicator.ts'

/** What a counter grew by between two instants; a span of readings that crosses an edge counts by its share. Null: unknown. */
export function increaseWithin(points: readonly Point[], from: number, to: number): number | null {
  let sum: number | null = null
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!]
    const overlap = Math.min(b.at, to) - Math.max(a.at, from)
    // A meter that was replaced begins again: what it counted in between is not known.
    if (overlap <= 0 || b.value < a.value) continue
    sum = (sum ?? 0) + ((b.value - a.value) * overlap) / (b.at - a.at)
  }
  return sum
}

/** Hours for which a state held, each value until the next one and for `longestMs` at most. */
export function hoursWhile(
  points: readonly Point[],
  { from, to }: { from: number; to: number },
  holds: (value: number) => boolean,
  longestMs = 2 * 3_600_000,
): number | null {
  let ms = 0
  let known = false
  for (const [i, { at, value }] of points.entries()) {
    const end = Math.min(points[i + 1]?.at ?? at, at + longestMs, to)
    const overlap = end - Math.max(at, from)
    if (overlap <= 0) continue
    known = true
    if (holds(value)) ms += overlap
  }
  return known ? ms / 3_600_000 : null
}

/** Hours that two spans have in common. */
export const sharedHours = (
  a: { from: number; to: number } | null,
  b: { from: number; to: number },
): number => (a === null ? 0 : Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from)) / 3_600_000)
