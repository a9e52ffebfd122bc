import { expect, test } from 'vitest'
import { localTime, startOfDay } from './local-time.ts'

const at = (iso: string) => Date.parse(iso)

test('clocks go forward: the hour after two is missing', () => {
  expect(localTime(at('2026-03-29T00:59:00Z'))).toMatchObject({ day: '2026-03-29', weekday: 0 })
  expect(localTime(at('2026-03-29T00:30:00Z')).hour).toBe(1.5)
  expect(localTime(at('2026-03-29T01:00:00Z')).hour).toBe(3)
})

test('clocks go back: the hour after two comes twice', () => {
  expect(localTime(at('2026-10-25T00:30:00Z')).hour).toBe(2.5)
  expect(localTime(at('2026-10-25T01:30:00Z')).hour).toBe(2.5)
  expect(localTime(at('2026-10-25T02:00:00Z')).hour).toBe(3)
})

test('a local date begins at its own midnight, and the year counts its days', () => {
  expect(localTime(at('2026-06-30T22:00:00Z'))).toMatchObject({ day: '2026-07-01', hour: 0, dayOfYear: 182 })
  expect(localTime(at('2026-12-31T22:30:00Z'))).toMatchObject({ day: '2026-12-31', dayOfYear: 365 })
})

test('midnight is found, also from behind a change of clocks', () => {
  expect(startOfDay(at('2026-03-29T10:00:00Z'))).toBe(at('2026-03-28T23:00:00Z'))
  expect(startOfDay(at('2026-03-29T00:30:00Z'))).toBe(at('2026-03-28T23:00:00Z'))
  expect(startOfDay(at('2026-10-25T10:00:00Z'))).toBe(at('2026-10-24T22:00:00Z'))
  expect(startOfDay(at('2026-10-25T00:30:00Z'))).toBe(at('2026-10-24T22:00:00Z'))
  expect(startOfDay(at('2026-07-14T10:00:00Z'))).toBe(at('2026-07-13T22:00:00Z'))
  expect(startOfDay(at('2026-01-14T10:00:00Z'))).toBe(at('2026-01-13T23:00:00Z'))
})
