import { expect, test } from 'vitest'
import { deltaOf } from './delta.ts'

test('a quantity changes by a share of its baseline, a share by points', () => {
  expect(deltaOf(163, 263, 'km', 'down')).toMatchObject({ points: false, good: true })
  expect(deltaOf(163, 263, 'km', 'down').amount).toBeCloseTo(-38.02, 2)
  expect(deltaOf(81, 54, '%', 'up')).toEqual({ amount: 27, points: true, good: true })
  expect(deltaOf(3, 2, 'kW.h', 'down').good).toBe(false)
})

test('nothing is good or bad by itself, nor without a change', () => {
  expect(deltaOf(3, 2, 'kW.h', undefined).good).toBeNull()
  expect(deltaOf(2, 2, 'kW.h', 'down')).toEqual({ amount: 0, points: false, good: null })
  expect(deltaOf(0, 0, 'kW.h', 'down').amount).toBe(0)
  expect(deltaOf(4, 0, 'kW.h', 'down').amount).toBe(Number.POSITIVE_INFINITY)
})
