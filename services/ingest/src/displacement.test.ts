import { expect, test } from 'vitest'
import { displacementOf } from './displacement.ts'

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
