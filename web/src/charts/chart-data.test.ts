import type { ObservationList } from '@trame/domain'
import { expect, test } from 'vitest'
import { addsUp, bandsOf, lineOf, oddOf, summaryOf, totalOf } from './chart-data.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour)).toISOString()
const list = (part: Partial<ObservationList>): ObservationList => ({
  seriesId: 1,
  property: 'air.temperature',
  unit: 'Cel',
  grain: 'raw',
  from: at(0),
  to: at(23),
  timeZone: 'Europe/Paris',
  gaps: [],
  points: [],
  truncated: false,
  ...part,
})

test('a silent span breaks the line: it is neither bridged nor drawn as zero', () => {
  const line = lineOf(
    list({
      points: [
        { at: at(1), value: 5 },
        { at: at(8), value: 6 },
      ],
      gaps: [{ from: at(1), to: at(8) }],
    }),
  )
  expect(line.map(([, value]) => value)).toEqual([5, null, 6])
})

test('a point out of range is no part of the line and is still shown', () => {
  const given = list({
    points: [
      { at: at(1), value: 5, quality: 'ok' },
      { at: at(2), value: 900, quality: 'outOfRange' },
    ],
  })
  expect(lineOf(given)).toEqual([[Date.parse(at(1)), 5]])
  expect(oddOf(given)).toEqual([[Date.parse(at(2)), 900]])
  expect(summaryOf(given)).toEqual({ count: 1, min: 5, mean: 5, max: 5 })
})

test('the band of buckets stops at silent spans', () => {
  const points = [1, 2, 9].map((hour) => ({ at: at(hour), value: 5, count: 4, sum: 20, min: 4, max: 7 }))
  expect(
    bandsOf(list({ grain: 'hour', points, gaps: [{ from: at(3), to: at(9) }] })).map((piece) => piece.length),
  ).toEqual([2, 1])
})

test('the mean of buckets weighs them by their points', () => {
  const points = [
    { at: at(1), value: 10, count: 1, sum: 10, min: 10, max: 10 },
    { at: at(2), value: 20, count: 3, sum: 60, min: 18, max: 22 },
  ]
  expect(summaryOf(list({ grain: 'hour', points }))).toEqual({ count: 4, min: 10, mean: 17.5, max: 22 })
})

test('no points have no summary', () => {
  expect(summaryOf(list({}))).toBeNull()
})

test('the hours of a water meter add up, its raw readings do not', () => {
  const points = [1, 2, 3].map((hour) => ({ at: at(hour), value: 0.5, count: 4 }))
  const hours = list({ property: 'water.volume', unit: 'm3', grain: 'hour', points })
  expect(addsUp(hours)).toBe(true)
  expect(totalOf(hours)).toBe(1.5)
  expect(addsUp({ ...hours, grain: 'raw' })).toBe(false)
  expect(addsUp(list({ grain: 'hour', points }))).toBe(false)
})
