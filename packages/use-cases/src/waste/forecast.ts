import type { Point } from '../define-indicator.ts'
import { median } from '../nearest-rank.ts'
import { collectionRule } from './collection.ts'
import { cyclesOf, restartRule } from './cycles.ts'
import { expectedBetween, type FillRates, fillRates, hourOfWeek } from './rates.ts'
import { timeToFull } from './time-to-full.ts'

const hourMs = 3_600_000
/** A forecast is refused beyond so many hours. */
export const horizonHours = 14 * 24
/** 10 % of a normal distribution lies above so many standard deviations. */
const tenth = 1.2816
/** Of one echo, percentage points. */
const echoSpread = 1.5
/** Share by which the rate itself may be wrong. */
const rateError = 0.15
/** Fewer values since the last collection than this say nothing of their own about the rate. */
const valuesEnough = 4
/** The usual rate counts as much as so many points of filling seen in this cycle. */
const usualPoints = 15

/** The fill to come, hour by hour from `from` on: mean and standard deviation, percentage points; above 100 it overflows. */
export interface FillForecast {
  from: number
  mean: Float64Array
  spread: Float64Array
}

export interface ForecastRequest {
  /** Readings of some weeks, in order of time; false echoes and all. */
  points: readonly Point[]
  now: number
  timeZone: string
}

/**
 * From the readings since the last collection and the container's usual week. null where neither says anything. The rate of
 * this cycle is the usual week stretched to fit (Theil and Sen over the filling that was to be expected, instead of over hours).
 */
export function forecastFill({ points, now, timeZone }: ForecastRequest): FillForecast | null {
  const history = cyclesOf(
    points.filter(({ at }) => at <= now),
    [collectionRule, restartRule],
  )
  const cycle = history.at(-1)
  const newest = cycle?.at(-1)
  if (!cycle || !newest || now - newest.at > 48 * hourMs) return null
  const rates = fillRates(history, timeZone) ?? ownRates(cycle)
  if (!rates) return null
  const expected: number[] = []
  cycle.forEach(({ at }, i) => {
    const before = cycle[i - 1]?.at ?? at
    expected.push((expected[i - 1] ?? 0) + expectedBetween(rates.hourly, timeZone, before, at))
  })
  const stretch = stretchOf(cycle, expected)
  const recent = cycle.slice(-3).map(({ value }, i, some) => {
    const later = expected.at(-1)! - expected[cycle.length - some.length + i]!
    return value + stretch * later
  })
  const level = median(recent)! + stretch * expectedBetween(rates.hourly, timeZone, newest.at, now)
  const mean = new Float64Array(horizonHours + 1)
  const spread = new Float64Array(horizonHours + 1)
  mean[0] = level
  spread[0] = echoSpread
  for (let h = 1; h <= horizonHours; h++) {
    const rate = rates.hourly[hourOfWeek(timeZone, now + (h - 1) * hourMs)]!
    mean[h] = mean[h - 1]! + stretch * rate
    spread[h] = Math.hypot(echoSpread, rates.spread * Math.sqrt(h), rateError * (mean[h]! - level))
  }
  return { from: now, mean, spread }
}

/** All pairs of so many values are looked at; of more, evenly spaced ones, the newest among them. */
const valuesLooked = 150
const thinned = <T>(values: readonly T[]): T[] => {
  const step = Math.ceil(values.length / valuesLooked)
  return values.filter((_, i) => (values.length - 1 - i) % step === 0)
}

/** Without a usual week: the trend of this cycle, the same at every hour. */
function ownRates(cycle: readonly Point[]): FillRates | null {
  if (cycle.length < valuesEnough) return null
  const looked = thinned(cycle)
  const hours = looked.map(({ at }) => (at - cycle[0]!.at) / hourMs)
  const trend = timeToFull({
    hours,
    fill: looked.map(({ value }) => value),
    nowH: hours.at(-1)!,
    target: 100,
  })
  if (!trend) return null
  const rate = Math.max(0, trend.slopePerHour)
  return { hourly: new Float64Array(168).fill(rate), spread: rate * Math.sqrt(24) }
}

function stretchOf(cycle: readonly Point[], expected: readonly number[]): number {
  const seen = expected.at(-1)!
  if (cycle.length < valuesEnough || seen <= 0) return 1
  const trend = timeToFull({
    hours: thinned(expected),
    fill: thinned(cycle).map(({ value }) => value),
    nowH: seen,
    target: 100,
  })
  if (!trend) return 1
  const stretch = (trend.slopePerHour * seen + usualPoints) / (seen + usualPoints)
  return Math.min(4, Math.max(0.25, stretch))
}

export interface FillAt {
  mean: number
  spread: number
}

/** Between whole hours on a straight line; null beyond the horizon. */
export function fillAt({ from, mean, spread }: FillForecast, at: number): FillAt | null {
  const hours = Math.max(0, (at - from) / hourMs)
  const h = Math.floor(hours)
  if (h >= horizonHours) return null
  const share = hours - h
  return {
    mean: mean[h]! + share * (mean[h + 1]! - mean[h]!),
    spread: spread[h]! + share * (spread[h + 1]! - spread[h]!),
  }
}

export interface HoursToFull {
  /** Early: one time in ten it is full before. */
  p10: number | null
  p50: number | null
  /** Late: one time in ten it is not yet full then. */
  p90: number | null
}

/** null: not within the horizon. */
export function hoursTo(forecast: FillForecast, target: number): HoursToFull {
  return {
    p10: crossing(forecast, target, tenth),
    p50: crossing(forecast, target, 0),
    p90: crossing(forecast, target, -tenth),
  }
}

function crossing({ mean, spread }: FillForecast, target: number, deviations: number): number | null {
  let below = Number.NaN
  for (let h = 0; h <= horizonHours; h++) {
    const level = mean[h]! + deviations * spread[h]!
    if (level >= target) return h === 0 ? 0 : h - 1 + (target - below) / (level - below)
    below = level
  }
  return null
}
