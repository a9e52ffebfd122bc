import { localMs } from '@trame/domain'
import type { Point } from '../define-indicator.ts'

const dayMs = 86_400_000

/** Count of the civil day on which the night began: what stands at noon begins one. */
const nightOf = (timeZone: string, at: number) => Math.floor((localMs(timeZone, at) - dayMs / 2) / dayMs)

/**
 * One value a night, oldest first, null where one is missing; the last is the night that begins at `from`. Two values of one night:
 * the newer one.
 */
export function nightly(
  points: readonly Point[],
  { from, timeZone }: { from: number; timeZone: string },
  count: number,
): (number | null)[] {
  const last = nightOf(timeZone, from)
  const byNight = new Map(points.map(({ at, value }) => [nightOf(timeZone, at), value]))
  return Array.from({ length: count }, (_, i) => byNight.get(last - count + 1 + i) ?? null)
}
