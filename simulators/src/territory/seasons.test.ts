import { expect, test } from 'vitest'
import { movesOf } from './seasons.ts'

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
