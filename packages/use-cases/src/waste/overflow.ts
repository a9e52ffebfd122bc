import type { Point } from '../define-indicator.ts'

const hourMs = 3_600_000

/** From this fill on waste is put beside the container: sensors lose the last points to their blind zone. */
export const overflowFrom = 96

/** Hours of the stretch in which a container stood over; a reading holds until the next one, three hours at most. */
export function overflowHours(points: readonly Point[], from: number, to: number): number {
  let sum = 0
  points.forEach(({ at, value }, i) => {
    if (value < overflowFrom) return
    const until = Math.min(points[i + 1]?.at ?? to, at + 3 * hourMs, to)
    sum += Math.max(0, until - Math.max(at, from))
  })
  return sum / hourMs
}
