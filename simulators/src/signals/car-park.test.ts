import { expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '../world/local-time.ts'
import { createCarPark, nightCountSource } from './car-park.ts'

const options = { capacity: 200, missedIn: 0.003, missedOut: 0.005 }
const tuesday = Date.parse('2026-11-24T00:00:00+01:00')
const usual = () =>
  createCarPark(
    'parc-test',
    options,
    () => 1,
    () => 0,
  )

test('cars come and go by the hour; residents stay; nothing is above the capacity', () => {
  const park = usual()
  const at = (hour: number) => park.occupied(tuesday + hour * hourMs)
  expect(at(4)).toBeLessThan(20)
  expect(at(11)).toBeGreaterThan(100)
  for (let minute = 0; minute < 24 * 60; minute += 5)
    expect(park.occupied(tuesday + minute * minuteMs)).toBeLessThanOrEqual(200)
})

test('counters only grow within a week, asked in any order, and start over on Mondays', () => {
  const forwards = usual()
  const list = Array.from({ length: 48 }, (_, i) => tuesday + i * 2 * hourMs)
  const seen = list.map((at) => forwards.counters(at))
  for (const [index, { entries, exits }] of seen.entries()) {
    expect(entries).toBeGreaterThanOrEqual(seen[index - 1]?.entries ?? 0)
    expect(exits).toBeGreaterThanOrEqual(seen[index - 1]?.exits ?? 0)
  }
  const backwards = usual()
  expect(list.toReversed().map((at) => backwards.counters(at))).toEqual(seen.toReversed())
  expect(usual().counters(Date.parse('2026-11-30T00:10:00+01:00')).entries).toBeLessThan(5)
})

test('what the barriers count drifts from what is there, by little', () => {
  const park = usual()
  const [before, after] = [park.counters(tuesday), park.counters(tuesday + dayMs - minuteMs)]
  const counted = after.entries - before.entries - (after.exits - before.exits)
  const truly = park.occupied(tuesday + dayMs - minuteMs) - park.occupied(tuesday)
  expect(counted).not.toBe(truly)
  expect(Math.abs(counted - truly)).toBeLessThan(20)
})

test('a story that begins at noon leaves the morning as it was, and fills the place', () => {
  const noon = tuesday + 12 * hourMs
  let stories = 0
  const park = createCarPark(
    'parc-test',
    options,
    (at) => (stories > 0 && at >= noon ? 6 : 1),
    () => stories,
  )
  const morning = park.counters(noon)
  stories = 1
  expect(park.counters(noon)).toEqual(morning)
  expect(park.occupied(tuesday + 15 * hourMs)).toBeGreaterThanOrEqual(196)
  expect(park.refused(tuesday + 18 * hourMs)).toBeGreaterThan(100)
})

test('the night count comes once a night, also when clocks change', () => {
  const source = nightCountSource(7, usual())
  let at = Date.parse('2026-10-20T12:00:00+02:00')
  const nights = Array.from({ length: 10 }, () => {
    at = source.next(at)
    return new Date(at).toLocaleString('sv', { timeZone: 'Europe/Paris' }).slice(0, 13)
  })
  expect(nights[0]).toBe('2026-10-21 03')
  expect(new Set(nights.map((text) => text.slice(0, 10))).size).toBe(10)
  expect(nights.every((text) => text.endsWith('03') || text.endsWith('02') || text.endsWith('04'))).toBe(true)
})
