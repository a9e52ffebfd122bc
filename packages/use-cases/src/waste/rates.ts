import { localMs } from '@trame/domain'
import type { Point } from '../define-indicator.ts'

const hourMs = 3_600_000

/** How fast a container fills, by hour of the week in its own time zone (0 = Monday 0 h). */
export interface FillRates {
  /** 168 rates, percentage points an hour. */
  hourly: Float64Array
  /** What a day adds by chance, as a standard deviation over one hour: it grows with the square root of time. */
  spread: number
}

export const hourOfWeek = (timeZone: string, at: number): number => {
  // 1970-01-01 was a Thursday.
  const hours = Math.floor(localMs(timeZone, at) / hourMs) + 3 * 24
  return ((hours % 168) + 168) % 168
}

/** Above, waste is in the sensor's blind zone or beside the container. */
const saturatedFrom = 95
/** So many hours of the usual week stand behind each of its hours, since four weeks give only four values each. */
const priorHours = 4
const priorDayHours = 12

/** null without a day of filling. */
export function fillRates(history: readonly (readonly Point[])[], timeZone: string): FillRates | null {
  const sums = new Float64Array(168)
  const hours = new Float64Array(168)
  for (const cycle of history)
    for (let i = 1; i < cycle.length; i++) {
      const [before, after] = [cycle[i - 1]!, cycle[i]!]
      const span = (after.at - before.at) / hourMs
      // After a silence nobody knows in which hour it filled; a full container takes nothing more that a sensor sees.
      if (span <= 0 || span > 24 || after.value >= saturatedFrom) continue
      const perHour = (after.value - before.value) / span
      for (let at = before.at; at < after.at; ) {
        const until = Math.min(after.at, (Math.floor(at / hourMs) + 1) * hourMs)
        const share = (until - at) / hourMs
        const slot = hourOfWeek(timeZone, at)
        sums[slot]! += perHour * share
        hours[slot]! += share
        at = until
      }
    }
  const total = hours.reduce((sum, value) => sum + value, 0)
  if (total < 24) return null
  const mean = sums.reduce((sum, value) => sum + value, 0) / total
  if (!(mean > 0)) return { hourly: new Float64Array(168), spread: 0 }
  const usual = usualWeek(sums, hours, mean)
  const hourly = sums.map((sum, slot) =>
    Math.max(0, (sum + priorHours * usual[slot]!) / (hours[slot]! + priorHours)),
  )
  return { hourly, spread: spreadOf(history, hourly, timeZone) }
}

/** Its mean day, more or less of it by day of the week: that much can be known after two weeks. */
function usualWeek(sums: Float64Array, hours: Float64Array, mean: number): Float64Array {
  const ofHour = new Float64Array(24)
  for (let hour = 0; hour < 24; hour++) {
    let [sum, count] = [priorHours * mean, priorHours]
    for (let slot = hour; slot < 168; slot += 24) {
      sum += sums[slot]!
      count += hours[slot]!
    }
    ofHour[hour] = Math.max(0, sum / count)
  }
  const usual = new Float64Array(168)
  for (let day = 0; day < 7; day++) {
    let [seen, expected] = [priorDayHours * mean, priorDayHours * mean]
    for (let hour = 0; hour < 24; hour++) {
      seen += sums[day * 24 + hour]!
      expected += hours[day * 24 + hour]! * ofHour[hour]!
    }
    for (let hour = 0; hour < 24; hour++)
      usual[day * 24 + hour] = ofHour[hour]! * Math.max(0, seen / expected)
  }
  return usual
}

/** What adds up over a stretch if every hour is as usual. */
export function expectedBetween(hourly: Float64Array, timeZone: string, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; ) {
    const until = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs)
    sum += (hourly[hourOfWeek(timeZone, at)]! * (until - at)) / hourMs
    at = until
  }
  return sum
}

/** From whole days, so that what follows in the days of one cycle is in it. */
function spreadOf(history: readonly (readonly Point[])[], hourly: Float64Array, timeZone: string): number {
  let squares = 0
  let count = 0
  for (const cycle of history) {
    let from = cycle[0]
    let expected = 0
    for (const [i, point] of cycle.entries()) {
      expected += expectedBetween(hourly, timeZone, cycle[i - 1]?.at ?? point.at, point.at)
      const hours = (point.at - from!.at) / hourMs
      if (hours < 24 || point.value >= saturatedFrom) continue
      const off = point.value - from!.value - expected
      squares += off ** 2 / hours
      count++
      from = point
      expected = 0
    }
  }
  // Nothing known of its chance: as uneven as a day that brings twice or none of the usual.
  const mean = hourly.reduce((sum, value) => sum + value, 0) / 168
  return count < 3 ? mean * Math.sqrt(24) : Math.sqrt(squares / count)
}
