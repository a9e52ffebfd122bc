import { mean } from '../nearest-rank.ts'

/**
 * "Loi Warsmann" (L2224-12-4 CGCT): the service warns a household whose volume since the last reading is over twice the mean
 * of the same period of the three years before. Fewer years count as they are; without any nothing can be said (null).
 */
export function abnormalUse(
  volumeM3: number,
  previousYearsM3: readonly number[],
): { meanM3: number | null; abnormal: boolean | null } {
  const usual = mean(previousYearsM3.slice(-3))
  return { meanM3: usual, abnormal: usual === null ? null : volumeM3 > 2 * usual }
}
