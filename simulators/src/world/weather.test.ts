import { expect, test } from 'vitest'
import { dayMs, hourMs } from './local-time.ts'
import { createWeather } from './weather.ts'

const newYear = Date.parse('2026-01-01T00:00:00Z')
const hours = Array.from({ length: 365 * 24 }, (_, i) => newYear + i * hourMs)

test('a year of weather stays within what the region knows', () => {
  const weather = createWeather('valmeraie')
  const year = hours.map((at) => weather(at))
  const span = (key: 'temperature' | 'humidity' | 'pressure' | 'wind' | 'cloud' | 'rain') =>
    [Math.min(...year.map((one) => one[key])), Math.max(...year.map((one) => one[key]))] as const
  const within = (key: Parameters<typeof span>[0], low: number, high: number) => {
    const [least, most] = span(key)
    expect(least, key).toBeGreaterThanOrEqual(low)
    expect(most, key).toBeLessThanOrEqual(high)
  }
  within('temperature', -15, 42)
  within('humidity', 25, 100)
  within('pressure', 970, 1045)
  within('wind', 0, 25)
  within('cloud', 0, 1)
  within('rain', 0, 60)
  const mean = year.reduce((sum, { temperature }) => sum + temperature, 0) / year.length
  expect(mean).toBeGreaterThan(10)
  expect(mean).toBeLessThan(14)
})

test('no hour is torn from the one before', () => {
  const weather = createWeather('valmeraie')
  for (let i = 1; i < hours.length; i++) {
    const step = Math.abs(weather(hours[i]!).temperature - weather(hours[i - 1]!).temperature)
    expect(step, new Date(hours[i]!).toISOString()).toBeLessThan(5)
  }
})

test('asked in another order, the weather is the same', () => {
  const [forth, back] = [createWeather('valmeraie'), createWeather('valmeraie')]
  const some = hours.filter((_, i) => i % 97 === 0)
  const later = some.map((at) => forth(at))
  expect(
    some
      .toReversed()
      .map((at) => back(at))
      .reverse(),
  ).toEqual(later)
})

test('a heat wave has hot days and tropical nights, whatever the season', () => {
  const weather = createWeather('valmeraie', () => 1)
  const day = Array.from({ length: 24 }, (_, i) => weather(newYear + 10 * dayMs + i * hourMs).temperature)
  expect(Math.max(...day)).toBeGreaterThan(35)
  expect(Math.min(...day)).toBeGreaterThan(20)
})
