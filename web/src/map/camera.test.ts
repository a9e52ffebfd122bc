import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCamera, parseCamera } from './camera.ts'

test('a camera survives the URL to about a metre', () => {
  const camera = fc.record({
    zoom: fc.double({ min: 0, max: 22, noNaN: true }),
    lat: fc.double({ min: -85, max: 85, noNaN: true }),
    lon: fc.double({ min: -179, max: 179, noNaN: true }),
  })
  fc.assert(
    fc.property(camera, (given) => {
      const back = parseCamera(formatCamera(given))!
      expect(back.zoom).toBeCloseTo(given.zoom, 1)
      expect(back.lat).toBeCloseTo(given.lat, 4)
      expect(back.lon).toBeCloseTo(given.lon, 4)
    }),
  )
})

test.each(['', '14', '14,47', '14,97,1', 'a,b,c', '14,47,1,2', '14,,1'])(
  '%j is no camera: the town is shown whole',
  (text) => {
    expect(parseCamera(text)).toBeNull()
  },
)
