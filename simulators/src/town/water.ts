import { grow, intersect, subtract } from './clip.ts'
import { type Line, nearestOnLine, offsetLine, smooth } from './line.ts'
import { distance, type Point, point, toPoints } from './plane.ts'
import { contains, type Ring } from './ring.ts'

/** L'Orvaille comes from the west, widens round the island below the old town, and leaves to the south-east. */
export const riverLine: Line = smooth(
  toPoints(
    '-7000,900 -6100,1300 -4800,1400 -3400,700 -2400,560 -1550,300 -900,-60 -450,-330 -20,-440 420,-455 900,-640 1500,-1000 2150,-1170 2900,-1050 3700,-1480 4800,-2300 6100,-2480 7000,-2300',
  ),
  25,
)

const islandCentre = point(-20, -440)

export function riverHalfWidth(p: Point): number {
  const fromIsland = distance(p, islandCentre) / 170
  const breath = 4 * Math.sin(p.x / 310)
  return 34 + breath + 40 * Math.exp(-fromIsland * fromIsland)
}

const halfWidths = riverLine.map(riverHalfWidth)

/** The bank on one side (+1 left, that is north; -1 right), moved inland by `inland` metres. */
export const bank = (side: 1 | -1, inland: number): Line =>
  offsetLine(riverLine, (index) => side * (halfWidths[index]! + inland))

export const riverOutline: Ring = [...bank(-1, 0), ...bank(1, 0).reverse()]

export const brookLine: Line = smooth(
  toPoints('2950,5400 2500,3600 2080,2250 1930,1500 1830,900 1790,400 1930,-250 1790,-750 1800,-1100'),
  25,
)

const brookHalfWidth = 4.5
export const brookOutline: Ring = [
  ...offsetLine(brookLine, () => -brookHalfWidth),
  ...offsetLine(brookLine, () => brookHalfWidth).reverse(),
]

/** Île aux Moulins: a lens along the current. */
export const island: Ring = (() => {
  const at = nearestOnLine(islandCentre, riverLine)
  const side = { x: -at.direction.y, y: at.direction.x }
  const ring: Ring = []
  for (let k = 0; k < 44; k++) {
    const turn = (2 * Math.PI * k) / 44
    const u = 165 * Math.cos(turn)
    // The upstream end is blunt, the downstream end drawn out by the current.
    const v = 31 * Math.sin(turn) * (1 - 0.22 * Math.cos(turn))
    ring.push({
      x: islandCentre.x + at.direction.x * u + side.x * v,
      y: islandCentre.y + at.direction.y * u + side.y * v,
    })
  }
  return ring
})()

export const lake: Ring = smooth(
  toPoints(
    '2640,-1500 2830,-1395 3060,-1420 3270,-1560 3420,-1790 3330,-1990 3060,-2060 2840,-1960 2720,-1800 2560,-1690',
  ),
  20,
  true,
).slice(0, -1)

/** The public ground round the lake, reached from two sides. */
export const lakeGround: Line = smooth(
  toPoints(
    '2400,-1480 2720,-1275 3120,-1290 3450,-1510 3600,-1820 3440,-2140 3020,-2210 2720,-2080 2450,-1850',
  ),
  25,
  true,
)

/** A strip of sand on the north shore. */
export const beach: Ring = (() => {
  const strip = subtract(grow([lake], 22), [lake])
  const shore = [toPoints('2600,-1440 2830,-1330 3100,-1340 3290,-1530 3150,-1560 2830,-1480')]
  return intersect(strip, shore)[0] ?? []
})()

/** Squares of 50 m that may be wet, so that most questions end here. */
const wetSquares = new Set<number>()
const squareOf = (x: number, y: number) => Math.floor(x / 50) * 4096 + Math.floor(y / 50)
for (const [line, reach] of [
  [riverLine, 150],
  [brookLine, 50],
  [lake, 400],
] as const) {
  for (const p of line) {
    for (let x = -reach; x <= reach; x += 50) {
      for (let y = -reach; y <= reach; y += 50) wetSquares.add(squareOf(p.x + x, p.y + y))
    }
  }
}

export const isWater = (p: Point): boolean =>
  wetSquares.has(squareOf(p.x, p.y)) &&
  ((contains(riverOutline, p) && !contains(island, p)) || contains(brookOutline, p) || contains(lake, p))
