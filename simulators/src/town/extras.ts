import { grow } from './clip.ts'
import type { Footprint } from './footprint.ts'
import { fitShape, fits } from './footprint.ts'
import type { Line } from './line.ts'
import { smooth } from './line.ts'
import { add, point, times, toPoints } from './plane.ts'
import { orientedBox, type Ring, rectangle } from './ring.ts'
import { island } from './water.ts'

/** Things that stand where no block is: the mills, the beach house, the car park of the beach. */
const square = toPoints('-0.5,-0.5 0.5,-0.5 0.5,0.5 -0.5,0.5')

export function islandMills(): Footprint[] {
  const ground = grow([island], -5)[0]!
  const box = orientedBox(island)
  // Clear of the bridge that crosses the island near its middle.
  const found = [-104, -82, -60, -36, 40, 64, 92].flatMap((u, k): Footprint[] => {
    const at = add(box.centre, times(box.along, u))
    const ring = fitShape(square, ground, at, box.along, k % 2 === 0 ? 17 : 12, k % 3 === 0 ? 22 : 14)
    return ring
      ? [
          {
            ring,
            class: k === 3 ? 'public' : 'house',
            floors: 3,
            ...(k === 3 ? { name: 'Moulin de la Ville' } : {}),
          },
        ]
      : []
  })
  return found.filter(({ ring }) => fits(ring, ground))
}

export const beachCarPark: Ring = rectangle(point(2545, -1380), { x: 0.866, y: 0.5 }, 88, 48)
export const beachHouse: Footprint = {
  ring: rectangle(point(2960, -1330), { x: 0.98, y: -0.2 }, 34, 13),
  class: 'public',
  floors: 1,
  name: 'Pavillon de la Plage',
}

/** Walk round the lake. */
export const lakeWalk: Line = smooth(
  toPoints(
    '2480,-1330 2700,-1330 2840,-1300 3080,-1320 3350,-1500 3510,-1800 3390,-2060 3040,-2140 2770,-2020 2620,-1860 2490,-1690',
  ),
  25,
)
