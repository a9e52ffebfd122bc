import { expect, test } from 'vitest'
import { movesOf, winters } from './seasons.ts'

const places = { summer: [0.38, 47.03] as const, winter: [0.381, 47.032] as const }

test.each([
  ['2026-11-28T09:00:00Z', places.winter],
  ['2026-03-01T09:00:00Z', places.winter],
  ['2026-07-14T09:00:00Z', places.summer],
])('a point of the beach stands on %s where the season wants it', (now, position) => {
  const moves = movesOf(places, new Date(now))
  expect(moves.at(-1)).toEqual({ from: new Date(now).toISOString(), position })
  // Six changes of season, in order of time: the next one is planned, the last one is known.
  const seasons = moves.slice(0, -1).map(({ from }) => Date.parse(from))
  expect(seasons).toEqual(seasons.toSorted((a, b) => a - b))
  expect(seasons.some((at) => at > Date.parse(now))).toBe(true)
  expect(seasons.some((at) => at < Date.parse(now))).toBe(true)
})

test.each([
  ['2026-05-01T05:59:59Z', true],
  ['2026-05-01T06:00:00Z', false],
  ['2026-10-01T05:59:59Z', false],
  ['2026-10-01T06:00:00Z', true],
  ['2027-01-01T03:00:00Z', true],
])('at %s it is in its winter place: %s', (at, isInWinterPlace) => {
  expect(winters(Date.parse(at))).toBe(isInWinterPlace)
})
