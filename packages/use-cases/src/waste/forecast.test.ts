import { expect, test } from 'vitest'
import { walkBin } from '../../bench/bin-walk.ts'
import { fillAt, forecastFill, hoursTo } from './forecast.ts'

const hourMs = 3_600_000
const start = Date.parse('2026-03-02T00:00:00Z')
const timeZone = 'UTC'

test('without a usual week the trend since the collection goes on', () => {
  const points = [10, 13, 18, 21, 26, 29].map((value, i) => ({ at: start + 4 * i * hourMs, value }))
  const forecast = forecastFill({ points, now: start + 20 * hourMs, timeZone })!
  const { p10, p50, p90 } = hoursTo(forecast, 80)
  expect(p50).toBeGreaterThan(45)
  expect(p50).toBeLessThan(60)
  expect(p10).toBeLessThan(p50!)
  expect(p90).toBeGreaterThan(p50!)
})

test('right after a collection the usual week speaks, and the hour of the week is heard', () => {
  const { readings } = walkBin(3, start, 42)
  // Thursday 6:00 it was emptied; 8:00, two readings later.
  const now = start + (38 * 24 - 24 * 7 + 8) * hourMs
  const forecast = forecastFill({ points: readings.filter(({ at }) => at <= now), now, timeZone })!
  const rate = (from: number, hours: number) =>
    (fillAt(forecast, from + hours * hourMs)!.mean - fillAt(forecast, from)!.mean) / hours
  const evening = rate(now + 10 * hourMs, 2)
  const night = rate(now + 17 * hourMs, 4)
  expect(evening).toBeGreaterThan(5 * night)
})

test('in four of five cases what comes lies between P10 and P90', () => {
  let within = 0
  let asked = 0
  for (let seed = 1; seed <= 40; seed++) {
    const { readings, truth } = walkBin(seed, start, 42)
    const now = start + (36 * 24 + 18) * hourMs
    const forecast = forecastFill({ points: readings.filter(({ at }) => at <= now), now, timeZone })!
    const { mean, spread } = fillAt(forecast, now + 24 * hourMs)!
    asked++
    if (Math.abs(truth(now + 24 * hourMs) - mean) <= 1.2816 * spread) within++
  }
  expect(within / asked).toBeGreaterThan(0.65)
  expect(within / asked).toBeLessThan(0.97)
}, 60_000)

test('nothing known, or silent for two days: no forecast, which is not "never"', () => {
  expect(forecastFill({ points: [], now: start, timeZone })).toBeNull()
  const points = Array.from({ length: 60 }, (_, i) => ({ at: start + i * hourMs, value: i }))
  expect(forecastFill({ points, now: start + 60 * hourMs, timeZone })).not.toBeNull()
  expect(forecastFill({ points, now: start + 110 * hourMs, timeZone })).toBeNull()
})

test('a container that does not fill is not full within the horizon', () => {
  const points = Array.from({ length: 200 }, (_, i) => ({ at: start + i * hourMs, value: 20 }))
  const forecast = forecastFill({ points, now: start + 200 * hourMs, timeZone })!
  expect(hoursTo(forecast, 100)).toEqual({ p10: null, p50: null, p90: null })
  expect(fillAt(forecast, start + 1000 * hourMs)).toBeNull()
})
