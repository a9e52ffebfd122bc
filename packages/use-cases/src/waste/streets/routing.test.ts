import { metresBetween } from '@trame/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LonLat, nearestStreet, type StreetEdge, type StreetNetwork } from './network.ts'
import { crowFactor, routeAsTheCrowFlies, routeOnStreets } from './routing.ts'

// A grid of 5 by 5 crossings, 111 m apart; its first row is one way, eastwards.
const step = 0.001
const at = (x: number, y: number): LonLat => [x * step, y * step]
const grid = (oneWay = true): StreetNetwork => {
  const nodes = Array.from({ length: 25 }, (_, i) => at(i % 5, Math.floor(i / 5)))
  const edges: StreetEdge[] = []
  for (let y = 0; y < 5; y++)
    for (let x = 0; x < 5; x++)
      for (const [dx, dy] of [
        [1, 0],
        [0, 1],
      ] as const) {
        if (x + dx > 4 || y + dy > 4) continue
        const [a, b] = [y * 5 + x, (y + dy) * 5 + x + dx]
        edges.push({
          from: a,
          to: b,
          lengthM: metresBetween(nodes[a]!, nodes[b]!),
          kmh: 30,
          oneWay: oneWay && y === 0 && dx === 1,
          line: [nodes[a]!, nodes[b]!],
        })
      }
  return { nodes, edges }
}
const block = metresBetween(at(0, 0), at(1, 0))

test('a place is put on its nearest street, with its way along it', () => {
  const spot = nearestStreet(grid(), [1.3 * step, 0.1 * step])!
  expect(spot.share).toBeCloseTo(0.3, 3)
  expect(spot.offM).toBeCloseTo(0.1 * block, 0)
  expect(nearestStreet({ nodes: [], edges: [] }, at(0, 0))).toBeNull()
})

test('there straight, back around the one-way street', () => {
  const places = [at(0.5, 0), at(2.5, 0)]
  const { metres, seconds, guessed } = routeOnStreets(grid(), places).matrix()
  expect(metres[1]! / block).toBeCloseTo(2, 2)
  // On to the next crossing, a row up, four blocks back, down again and on to the place.
  expect(metres[2]! / block).toBeCloseTo(6, 2)
  expect(seconds[1]! / (metres[1]! / (30 / 3.6))).toBeCloseTo(1, 9)
  expect(guessed).toBe(0)
})

test('two places of one street reach each other along it', () => {
  const { metres } = routeOnStreets(grid(false), [at(0.2, 2), at(0.9, 2)]).matrix()
  expect(metres[1]! / block).toBeCloseTo(0.7, 2)
  expect(metres[2]! / block).toBeCloseTo(0.7, 2)
})

test('the line of a way is as long as the way, begins and ends at the places', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 0, max: 4, noNaN: true }), fc.integer({ min: 0, max: 4 })), {
        minLength: 2,
        maxLength: 6,
      }),
      (spots) => {
        const places = spots.map(([x, y]) => at(x, y))
        const routing = routeOnStreets(grid(), places)
        const { metres, guessed } = routing.matrix()
        expect(guessed).toBe(0)
        for (let a = 0; a < places.length; a++)
          for (let b = 0; b < places.length; b++) {
            if (a === b) continue
            const line = routing.line(a, b)
            const length = line.slice(1).reduce((sum, point, i) => sum + metresBetween(line[i]!, point), 0)
            expect(Math.abs(length - metres[a * places.length + b]!)).toBeLessThan(1)
            expect(metresBetween(line[0]!, places[a]!)).toBeLessThan(1)
            expect(metresBetween(line.at(-1)!, places[b]!)).toBeLessThan(1)
          }
      },
    ),
    { numRuns: 30 },
  )
})

test('where no way leads, and where there are no streets: as the crow flies, times 1.3, and said', () => {
  const places = [at(0, 0), at(3, 4)]
  const { metres, guessed } = routeAsTheCrowFlies(places).matrix()
  expect(metres[1]).toBeCloseTo(crowFactor * metresBetween(places[0]!, places[1]!), 6)
  expect(guessed).toBe(2)
  expect(routeAsTheCrowFlies(places).line(0, 1)).toEqual(places)
})
