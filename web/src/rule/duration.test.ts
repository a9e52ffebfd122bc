import { expect, test } from 'vitest'
import { durationText, splitDuration } from './duration.ts'

test('a duration is written with its two largest units', () => {
  expect(durationText(600_000, 'fr')).toBe('10\u00a0min')
  expect(durationText(5_400_000, 'fr')).toBe('1\u00a0h\u00a030\u00a0min')
  expect(durationText(2 * 86_400_000, 'en')).toBe('2\u00a0d')
  expect(durationText(0, 'fr')).toBe('0\u00a0s')
})

test('a duration is edited in the largest whole unit', () => {
  expect(splitDuration(5_400_000)).toEqual({ count: 90, unit: 'minute' })
  expect(splitDuration(86_400_000)).toEqual({ count: 1, unit: 'day' })
  expect(splitDuration(0)).toEqual({ count: 0, unit: 'minute' })
})
