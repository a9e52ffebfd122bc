import { expect, test } from 'vitest'
import { metresBetween } from './metres-between.ts'

test('metres on a great circle, also where the earth is round', () => {
  const paris = [2.3522, 48.8566] as const
  expect(metresBetween(paris, paris)).toBe(0)
  // Published distance from Paris to Lyon: 391.5 km (within the thousandth of a sphere).
  expect(Math.abs(metresBetween([4.8357, 45.764], paris) - 391_500)).toBeLessThan(500)
  expect(metresBetween([179.999, 0], [-179.999, 0])).toBeCloseTo(222.4, 1)
  expect(Math.abs(metresBetween([-177.6478, -48.8566], paris) - Math.PI * 6_371_009)).toBeLessThan(20)
})
