import { expect, test } from 'vitest'
import { moved } from '../fleet/placement.ts'
import { gateway } from '../testing.ts'
import { type Radio, radioOf, receptions } from './radio.ts'

const [longitude, latitude] = gateway.position
const away = (metres: number) => moved([longitude, latitude], metres, 0)
const distances = [100, 400, 800, 1200, 1600, 2000, 2600, 3200]
const begin = 1_800_000_000_000
const seeds = Array.from({ length: 200 }, (_, i) => i * 7919)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
/** Share of a thousand frames that nobody hears. */
const lossOf = (radio: Radio) => {
  const frames = Array.from({ length: 1_000 }, (_, i) => receptions(radio, begin + i * 600_000, [gateway]))
  return frames.filter((heard) => heard.length === 0).length / frames.length
}

test('the farther devices are, the slower they speak', () => {
  const factors = distances.map((metres) =>
    mean(seeds.map((seed) => radioOf(away(metres), seed, [gateway]).spreadingFactor)),
  )
  expect(factors).toEqual(factors.toSorted((a, b) => a - b))
  expect(factors[0]).toBeLessThan(7.2)
  expect(factors.at(-1)).toBeGreaterThan(11.5)
})

test('at one spreading factor losses grow with the distance', () => {
  // One frame of each of many devices, so that no single one's shadow decides.
  const loss = (metres: number) =>
    mean(
      Array.from({ length: 2_000 }, (_, i) => {
        const radio = { position: away(metres), seed: i * 7919, spreadingFactor: 9, antennaDb: 0 }
        return Number(receptions(radio, begin + i * 1000, [gateway]).length === 0)
      }),
    )
  const losses = [500, 1500, 2500, 4000].map(loss)
  expect(losses).toEqual(losses.toSorted((a, b) => a - b))
  expect(losses[0]).toBeLessThan(0.05)
  expect(losses.at(-1)).toBeGreaterThan(0.5)
})

test('nobody is installed where nobody hears it: losses are of 1 to 8 %, and a little more at the edge', () => {
  const losses = [200, 2000, 6000].flatMap((metres) =>
    seeds.slice(0, 20).map((seed) => lossOf(radioOf(away(metres), seed, [gateway]))),
  )
  expect(Math.max(...losses)).toBeLessThan(0.13)
  expect(Math.min(...losses)).toBeGreaterThan(0)
})

test('what stands between a device and a gateway does not change when another gateway falls silent', () => {
  const near = { id: 'b', name: 'near', position: away(300) }
  const radio = radioOf(away(200), 5, [near, gateway])
  const both = receptions(radio, begin, [near, gateway]).find((heard) => heard.gateway === gateway)
  expect(receptions(radio, begin, [gateway])).toEqual([both])
})

test('the best gateway comes first, and the same frame is heard the same way again', () => {
  const far = { id: 'b', name: 'far', position: away(1500) }
  const radio = radioOf(away(200), 5, [far, gateway])
  const heard = () => receptions(radio, begin, [far, gateway])
  expect(heard()).toEqual(heard())
  expect(heard()[0]?.gateway.id).toBe(gateway.id)
})
