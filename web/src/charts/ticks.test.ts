import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatTime } from '../format/time.ts'
import { ticksOf } from './ticks.ts'

const hour = 3_600_000
const day = 24 * hour
const paris = 'Europe/Paris'

test('a week is marked at each local midnight, also the week in which clocks change', () => {
  const from = Date.parse('2026-10-22T10:00:00Z')
  const ticks = ticksOf(from, from + 7 * day, paris, 700)
  expect(ticks).toHaveLength(7)
  expect(new Set(ticks.map((at) => formatTime(at, 'time', 'fr', paris)))).toEqual(new Set(['00:00']))
})

test('a day is marked at round hours of the place', () => {
  const from = Date.parse('2026-11-23T13:20:00Z')
  expect(ticksOf(from, from + day, paris, 760).map((at) => formatTime(at, 'time', 'fr', paris))).toEqual([
    '15:00',
    '18:00',
    '21:00',
    '00:00',
    '03:00',
    '06:00',
    '09:00',
    '12:00',
  ])
})

test('marks lie inside, in order, with room for their words, in any place and width', () => {
  const zone = fc.constantFrom(paris, 'Indian/Reunion', 'America/Cayenne', 'Pacific/Noumea', 'Asia/Kolkata')
  const span = fc.integer({ min: hour, max: 400 * day })
  fc.assert(
    fc.property(
      zone,
      fc.integer({ min: 1.6e12, max: 1.9e12 }),
      span,
      fc.integer({ min: 300, max: 1600 }),
      (place, from, length, width) => {
        const ticks = ticksOf(from, from + length, place, width)
        const room = (length / width) * 60
        for (const [i, at] of ticks.entries()) {
          expect(at).toBeGreaterThanOrEqual(from)
          expect(at).toBeLessThanOrEqual(from + length)
          if (i > 0) expect(at - ticks[i - 1]!).toBeGreaterThanOrEqual(room)
        }
      },
    ),
  )
})
