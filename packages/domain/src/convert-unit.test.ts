import { expect, test } from 'vitest'
import { convertUnit } from './convert-unit.ts'

test.each([
  [68, '[degF]', 'Cel', 20],
  [293.15, 'K', 'Cel', 20],
  [1500, 'mm', 'm', 1.5],
  [0.42, '1', '%', 42],
  [1013.25, 'mbar', 'hPa', 1013.25],
  [36, 'km/h', 'm/s', 10],
  [2, 'L/s', 'm3/h', 7.2],
])('%d %s is %d %s', (value, from, to, expected) => {
  expect(convertUnit(value, from, to)).toBeCloseTo(expected, 9)
})

test('refuses units of another kind and units nobody knows', () => {
  expect(convertUnit(1, 'm', 's')).toBeUndefined()
  expect(convertUnit(1, 'furlong', 'm')).toBeUndefined()
  expect(convertUnit(1, '__proto__', 'm')).toBeUndefined()
})
