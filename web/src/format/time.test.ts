import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAge, formatDuration, formatSpan, formatTime } from './time.ts'

const now = Date.parse('2026-11-24T14:32:08+01:00')
const nb = '\u00a0'

describe('ages', () => {
  test.each([
    [0, 'à l’instant'],
    [-60_000, 'à l’instant'],
    [42_000, `il y a 42${nb}s`],
    [4 * 60_000, `il y a 4${nb}min`],
    [3 * 3_600_000, `il y a 3${nb}h`],
    [47 * 3_600_000, `il y a 47${nb}h`],
    [72 * 3_600_000, `il y a 3${nb}j`],
  ])('%i ms ago is said in one unit', (age, said) => {
    expect(formatAge(now - age, now, 'fr')).toBe(said)
  })
  test('never end with a rounding that a larger unit should carry', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 86_400_000 }), (ms) => {
        const [, count, unit] = /^(\d+)\u00a0(s|min|h|j)$/.exec(formatSpan(ms, 'fr'))!
        expect(Number(count)).toBeLessThan({ s: 60, min: 60, h: 48, j: 401 }[unit as 's'])
      }),
    )
  })
})

test.each([
  [38 * 60_000, `38${nb}min`],
  [59.6 * 60_000, `1${nb}h${nb}00`],
  [3 * 3_600_000 + 5 * 60_000, `3${nb}h${nb}05`],
  [63.4 * 3_600_000, `63${nb}h`],
])('%i ms of work keep their minutes within a day', (ms, said) => {
  expect(formatDuration(ms)).toBe(said)
})

test('instants are shown in the time zone of the organisation', () => {
  expect(formatTime('2026-11-24T13:32:00Z', 'time', 'fr', 'Europe/Paris')).toBe('14:32')
  expect(formatTime('2026-11-24T13:32:00Z', 'time', 'fr', 'Indian/Reunion')).toBe('17:32')
})

test('a date of another year names it', () => {
  expect(formatTime('2024-03-12T10:00:00Z', 'short', 'fr', 'Europe/Paris', now)).toContain('2024')
  expect(formatTime('2026-03-12T10:00:00Z', 'short', 'fr', 'Europe/Paris', now)).not.toContain('2026')
})
