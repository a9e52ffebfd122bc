import { expect, test } from 'vitest'
import { moved } from '../fleet/placement.ts'
import { gateway } from '../testing.ts'
import { receptions, spreadingFactorAt } from './radio.ts'

const [longitude, latitude] = gateway.position
const away = (metres: number) => moved([longitude, latitude], metres, 0)
const distances = [100, 400, 800, 1200, 1600, 2000, 2600, 3200]

test('the farther the device, the slower it speaks', () => {
  const factors = distances.map((metres) => spreadingFactorAt(away(metres), [gateway]))
  expect(factors).toEqual(factors.toSorted((a, b) => a - b))
  expect(factors[0]).toBe(7)
  expect(factors.at(-1)).toBe(12)
})

test('at one spreading factor losses grow with the distance', () => {
  const loss = (metres: number) => {
    const frames = Array.from({ length: 2_000 }, (_, i) => i)
    // One frame of each of many devices, so that no single one's shadow decides.
    const lost = frames.filter(
      (i) => receptions(away(metres), i * 7919, 1_800_000_000_000 + i * 1000, 9, [gateway]).length === 0,
    )
    return lost.length / frames.length
  }
  const losses = [500, 1500, 2500, 4000].map(loss)
  expect(losses).toEqual(losses.toSorted((a, b) => a - b))
  expect(losses[0]).toBeLessThan(0.05)
  expect(losses.at(-1)).toBeGreaterThan(0.5)
})

test('the best gateway comes first, and the same frame is heard the same way again', () => {
  const far = { id: 'b', name: 'far', position: away(1500) }
  const heard = () => receptions(away(200), 5, 1_800_000_000_000, 7, [far, gateway])
  expect(heard()).toEqual(heard())
  expect(heard()[0]?.gateway.id).toBe(gateway.id)
})
