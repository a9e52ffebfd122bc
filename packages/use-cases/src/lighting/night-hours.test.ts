import { expect, test } from 'vitest'
import { hoursWhile, increaseWithin, sharedHours } from './night-hours.ts'

const hour = 3_600_000
const points = (...pairs: [hours: number, value: number][]) =>
  pairs.map(([hours, value]) => ({ at: hours * hour, value }))

test('a counter’s rise is shared out over the edges of a period; a new meter adds nothing of its first reading', () => {
  expect(increaseWithin(points([0, 10], [2, 14], [4, 15]), hour, 3 * hour)).toBe(2.5)
  expect(increaseWithin(points([0, 10], [1, 2], [2, 3]), 0, 2 * hour)).toBe(1)
  expect(increaseWithin(points([0, 10]), 0, hour)).toBeNull()
  expect(increaseWithin(points([0, 10], [1, 10]), 0, hour)).toBe(0)
})

test('a state holds until the next report, and not for ever', () => {
  const lit = (value: number) => value > 0
  expect(hoursWhile(points([0, 100], [1, 0], [2, 40], [9, 0]), { from: 0, to: 9 * hour }, lit)).toBe(3)
  expect(hoursWhile(points([0, 100], [1, 0]), { from: hour / 2, to: 9 * hour }, lit)).toBe(0.5)
  expect(hoursWhile(points([0, 100]), { from: 0, to: hour }, lit)).toBeNull()
  expect(sharedHours(null, { from: 0, to: hour })).toBe(0)
})
