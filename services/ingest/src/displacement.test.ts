import { expect, test } from 'vitest'
import { displacementOf } from './displacement.ts'

const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

test('metres on a great circle, also where the earth is round', () => {
  const paris = { longitude: 2.3522, latitude: 48.8566, ...always }
  expect(displacementOf(paris, [paris], 0)).toBe(0)
  // Published distance from Paris to Lyon: 391.5 km (within the thousandth of a sphere).
  const lyon = { longitude: 4.8357, latitude: 45.764 }
  expect(Math.abs(displacementOf(lyon, [paris], 0)! - 391_500)).toBeLessThan(500)
  const across = displacementOf(
    { longitude: 179.999, latitude: 0 },
    [{ longitude: -179.999, latitude: 0, ...always }],
    0,
  )
  expect(across).toBe(222)
  const antipode = { longitude: -177.6478, latitude: -48.8566 }
  expect(Math.abs(displacementOf(antipode, [paris], 0)! - Math.PI * 6_371_009)).toBeLessThan(20)
})

test('it is measured from where the asset stood then; without a place there is none', () => {
  const [summer, winter] = [
    { longitude: 0.38, latitude: 47.03, from: 0, to: 1_000 },
    { longitude: 0.38, latitude: 47.04, from: 1_000, to: 2_000 },
  ]
  const places = [summer!, winter!]
  expect(displacementOf(summer!, places, 999)).toBe(0)
  expect(displacementOf(summer!, places, 1_000)).toBe(1_112)
  expect(displacementOf(summer!, places, 2_000)).toBeUndefined()
  expect(displacementOf(summer!, [], 500)).toBeUndefined()
})
