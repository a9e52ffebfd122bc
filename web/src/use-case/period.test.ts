import { expect, test } from 'vitest'
import { chartGrain, periodsFor } from './period.ts'

const day = 86_400_000
const iso = ({ from, to }: { from: number; to: number }) => [from, to].map((at) => new Date(at).toISOString())

test('a figure of the day whose indicator is of nights is of the night', () => {
  const now = Date.parse('2026-11-24T08:30:00Z')
  const night = periodsFor('day', 'night', 'Europe/Paris', now)
  expect(iso(night.current)).toEqual(['2026-11-23T11:00:00.000Z', '2026-11-24T11:00:00.000Z'])
  expect(iso(night.before)).toEqual(['2026-11-22T11:00:00.000Z', '2026-11-23T11:00:00.000Z'])
  expect(iso(periodsFor('day', 'day', 'Europe/Paris', now).current)).toEqual([
    '2026-11-23T23:00:00.000Z',
    '2026-11-24T23:00:00.000Z',
  ])
})

test('the week before starts on its Monday, over the change of clocks too', () => {
  const { current, before } = periodsFor('week', 'day', 'Europe/Paris', Date.parse('2026-10-27T12:00:00Z'))
  expect(iso(before)).toEqual(['2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z'])
  expect(before.to).toBe(current.from)
})

test('buckets follow the indicator, then the span', () => {
  expect(chartGrain('hour', undefined, day)).toBe('hour')
  expect(chartGrain('day', 'hour', day)).toBe('hour')
  expect(chartGrain('hour', 'hour', 90 * day)).toBe('day')
  expect(chartGrain('hour', 'night', day)).toBe('day')
  expect(chartGrain('day', 'week', 30 * day)).toBe('day')
  expect(chartGrain('day', 'month', 30 * day)).toBe('month')
  expect(chartGrain('day', 'day', 900 * day)).toBe('month')
})
