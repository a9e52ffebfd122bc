import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCamera, parseCamera, townCamera } from './camera.ts'

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

test('the town fills the view, and its middle is in the middle', () => {
  // 0.02 degrees wide at zoom 14 on tiles of 512 px are 466 px.
  const camera = townCamera([1.61, 47.305, 1.63, 47.306], { width: 466, height: 800 }, 0)
  expect(camera.zoom).toBeCloseTo(14, 2)
  expect(camera.lon).toBeCloseTo(1.62, 6)
  expect(camera.lat).toBeCloseTo(47.3055, 4)
})

test('without a drawn town the map shows the country', () => {
  const camera = townCamera(null, { width: 1200, height: 800 })
  expect(camera.zoom).toBeGreaterThan(4)
  expect(camera.zoom).toBeLessThan(7)
})
