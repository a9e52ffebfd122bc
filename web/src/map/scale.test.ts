import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metresPerPixel, scaleOf } from './scale.ts'

test('the bar is a round length, never wider than its place and never shorter than a third of it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 9, max: 19, noNaN: true }),
      fc.double({ min: -60, max: 60, noNaN: true }),
      (zoom, lat) => {
        const { metres, pixels } = scaleOf(metresPerPixel(zoom, lat), 120)
        expect(pixels).toBeLessThanOrEqual(120.001)
        expect(pixels).toBeGreaterThanOrEqual(40)
        expect(String(metres)).toMatch(/^0?\.?0*[125]0*$/)
      },
    ),
  )
})
