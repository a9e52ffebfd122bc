import { expect, test } from 'vitest'
import { durationText, nextTimeOfDay, timeOfDay } from './until.ts'

const paris = 'Europe/Paris'
const at = (iso: string) => Date.parse(iso)

test('the next time that the clock shows it, today or tomorrow', () => {
  expect(nextTimeOfDay('22:30', at('2026-11-28T20:00:00Z'), paris)?.toISOString()).toBe(
    '2026-11-28T21:30:00.000Z',
  )
  expect(nextTimeOfDay('06:00', at('2026-11-28T20:00:00Z'), paris)?.toISOString()).toBe(
    '2026-11-29T05:00:00.000Z',
  )
  expect(nextTimeOfDay('21:00', at('2026-11-28T20:00:00Z'), paris)?.toISOString()).toBe(
    '2026-11-29T20:00:00.000Z',
  )
})

test('through a change of the clock, and for a time that does not exist that night', () => {
  expect(nextTimeOfDay('06:00', at('2027-03-27T22:00:00Z'), paris)?.toISOString()).toBe(
    '2027-03-28T04:00:00.000Z',
  )
  expect(nextTimeOfDay('02:30', at('2027-03-28T00:30:00Z'), paris)?.toISOString()).toBe(
    '2027-03-29T00:30:00.000Z',
  )
  expect(nextTimeOfDay('6:00', 0, paris)).toBeNull()
})

test('a start for the field, rounded up to five minutes', () => {
  expect(timeOfDay(at('2026-11-28T20:01:00Z'), paris)).toBe('21:05')
})

test('a duration is told to the minute', () => {
  expect([59, 60, 125].map((minutes) => durationText(minutes * 60_000 + 9_000))).toEqual([
    '59\u00a0min',
    '1\u00a0h',
    '2\u00a0h\u00a005',
  ])
})
