import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grainFor, rangeMs, rangeNames, windowOf } from './range.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('the grain of a chart', () => {
  test.each([
    ['an hour of a device every 15 min', hour, 15 * minute, 'raw'],
    ['a week of a device every 15 min', 7 * day, 15 * minute, 'raw'],
    ['a week of a device every minute', 7 * day, minute, 'hour'],
    ['a month of a device every 15 min', 30 * day, 15 * minute, 'hour'],
    ['a month of a device that speaks once a day', 30 * day, day, 'raw'],
    ['two years', 730 * day, 15 * minute, 'day'],
    ['ten years', 3650 * day, 15 * minute, 'month'],
    ['a day of an unknown interval', day, null, 'raw'],
  ] as const)('%s', (_, span, interval, grain) => {
    expect(grainFor(span, interval)).toBe(grain)
  })
  test('never asks for more points than a screen shows, however long the range', () => {
    const size = { raw: 0, hour, day, month: 30 * day }
    fc.assert(
      fc.property(
        fc.integer({ min: minute, max: 20 * 365 * day }),
        fc.integer({ min: 1_000, max: day }),
        (span, interval) => {
          const grain = grainFor(span, interval)
          expect(span / (size[grain] || interval)).toBeLessThanOrEqual(1_500)
        },
      ),
    )
  })
})

test('windows follow one another without gap or overlap', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...rangeNames),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1.7e12, max: 1.9e12 }),
      (range, back, now) => {
        const newer = windowOf(range, back, now)
        const older = windowOf(range, back + 1, now)
        expect(older.to).toBe(newer.from)
        expect(newer.to - newer.from).toBe(rangeMs[range])
      },
    ),
  )
})
