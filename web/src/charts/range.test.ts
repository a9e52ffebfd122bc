import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chosenWindow, grainFor, isoSecond, rangeMs, rangeNames, shifted, windowOf } from './range.ts'

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

describe('the period in the address', () => {
  const now = Date.UTC(2026, 10, 24, 12, 0, 30)
  test('two instants win over a range, a pair that makes no sense does not', () => {
    const zoomed = { from: '2026-11-20T08:00:00Z', to: '2026-11-20T09:30:00Z', range: '7d' as const }
    expect(chosenWindow(zoomed, '24h', now)).toEqual({
      from: Date.UTC(2026, 10, 20, 8),
      to: Date.UTC(2026, 10, 20, 9, 30),
      range: null,
      live: false,
    })
    expect(chosenWindow({ ...zoomed, to: zoomed.from }, '24h', now)).toMatchObject({
      range: '7d',
      live: true,
    })
    expect(chosenWindow({}, '30d', now)).toMatchObject({ range: '30d', live: true })
  })
  test('stepping back and forth comes home, and never passes now', () => {
    const zoomed = { from: '2026-11-24T10:00:00Z', to: '2026-11-24T11:00:00Z' }
    const back = shifted(chosenWindow(zoomed, '24h', now), zoomed, -1, now)
    expect(back).toEqual({ from: '2026-11-24T09:00:00Z', to: '2026-11-24T10:00:00Z' })
    expect(shifted(chosenWindow(back, '24h', now), back, 1, now)).toEqual(zoomed)
    const last = { from: isoSecond(now - 3_600_000), to: isoSecond(now) }
    const beyond = shifted(chosenWindow(last, '24h', now), last, 1, now)
    expect(Date.parse(beyond.to!)).toBe(Math.ceil(now / 60_000) * 60_000)
    expect(shifted(chosenWindow({}, '24h', now), {}, -1, now)).toMatchObject({ back: 1 })
    expect(shifted(chosenWindow({ back: 1 }, '24h', now), { back: 1 }, 1, now).back).toBeUndefined()
  })
})
