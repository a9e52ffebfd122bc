import { median } from '../nearest-rank.ts'

const nightsBefore = 14
const leastNights = 7
const leastRiseM3h = 0.4
const leastShare = 0.1

/**
 * Rise of the minimum night flow since a night: the median of the nights since then against the two weeks before. `share`: of
 * the rise that is worth a dig, max(0.4 m3/h, 10 %); 1 and more = it supports a leak, under 0 it speaks against a big one.
 */
export function districtRise(
  flows: readonly (number | null)[],
  began: number,
): { riseM3h: number; share: number } | null {
  const known = (from: number, to: number) =>
    flows.slice(Math.max(0, from), to).filter((flow) => flow !== null)
  const before = known(began - nightsBefore, began)
  const since = known(began, flows.length)
  const usual = median(before)
  const now = median(since)
  if (usual === null || now === null || before.length < leastNights) return null
  const riseM3h = now - usual
  return { riseM3h, share: riseM3h / Math.max(leastRiseM3h, leastShare * usual) }
}
