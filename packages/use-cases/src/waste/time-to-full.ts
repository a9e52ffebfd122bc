import { median } from '../nearest-rank.ts'

export interface FillTrend {
  /** Percentage points an hour: the median of the slopes between all pairs of values (Theil and Sen). */
  slopePerHour: number
  interceptPercent: number
  /** On the trend, not the last echo. */
  levelNow: number
  /** null: it does not fill. 0: it is there already. */
  hoursToTarget: number | null
  hoursTo100: number | null
}

/** Domain reference 7.3, on the values since the last collection. null for fewer than two instants. */
export function timeToFull({
  hours,
  fill,
  nowH,
  target,
}: {
  hours: readonly number[]
  fill: readonly number[]
  nowH: number
  target: number
}): FillTrend | null {
  const slopes = pairSlopes(hours, fill)
  if (slopes.length === 0) return null
  const slopePerHour = median(slopes)!
  const interceptPercent = median(fill.map((value, i) => value - slopePerHour * hours[i]!))!
  const levelNow = interceptPercent + slopePerHour * nowH
  const until = (level: number) =>
    levelNow >= level ? 0 : slopePerHour > 0 ? (level - levelNow) / slopePerHour : null
  return { slopePerHour, interceptPercent, levelNow, hoursToTarget: until(target), hoursTo100: until(100) }
}

function pairSlopes(hours: readonly number[], fill: readonly number[]): number[] {
  const slopes: number[] = []
  for (let i = 0; i < hours.length; i++)
    for (let j = i + 1; j < hours.length; j++) {
      const apart = hours[j]! - hours[i]!
      if (apart !== 0) slopes.push((fill[j]! - fill[i]!) / apart)
    }
  return slopes
}
