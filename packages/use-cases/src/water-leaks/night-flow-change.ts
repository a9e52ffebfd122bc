import { median } from '../nearest-rank.ts'

export type NightFlowChange =
  | { kind: 'unknown' }
  | { kind: 'usual'; riseM3h: number }
  /** At once and much: people dig tonight. */
  | { kind: 'burst'; riseM3h: number }
  /** Little by little: to be looked for. */
  | { kind: 'slowLeak'; riseM3h: number }

const enoughNights = 10
const leastRiseM3h = 0.5
const leastRiseShare = 0.15

/**
 * Minimum night flows, oldest first, null = a night without one. Slow: the median of 7 nights stands over that of the 28 by
 * more than max(0.5 m3/h, 15 %). Burst: the last night alone stands over the week before it by twice that and five times its
 * usual swing, whatever the medians say.
 */
export function nightFlowChange(nights: readonly (number | null)[]): NightFlowChange {
  const known = (list: readonly (number | null)[]) => list.filter((flow) => flow !== null)
  const month = known(nights.slice(-28))
  const usual = median(month)
  if (usual === null || month.length < enoughNights) return { kind: 'unknown' }
  const limit = Math.max(leastRiseM3h, leastRiseShare * usual)
  const last = nights.at(-1) ?? null
  const before = known(nights.slice(-8, -1))
  const usualBefore = median(before)
  if (last !== null && usualBefore !== null && before.length >= 4) {
    const swing = 1.4826 * median(before.map((flow) => Math.abs(flow - usualBefore)))!
    const jump = last - usualBefore
    if (jump > Math.max(2 * limit, 5 * swing)) return { kind: 'burst', riseM3h: jump }
  }
  const week = median(known(nights.slice(-7)))
  if (week === null) return { kind: 'unknown' }
  const rise = week - usual
  return { kind: rise > limit ? 'slowLeak' : 'usual', riseM3h: rise }
}
