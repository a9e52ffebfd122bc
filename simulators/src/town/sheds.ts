import { grow, intersect } from './clip.ts'
import { apart, type BuildingClass, type Footprint, fitShape, fits } from './footprint.ts'
import { add, leftOf, type Point, times } from './plane.ts'
import { between, type Random } from './random.ts'
import { areaOf, orientedBox, type Ring, rectangle } from './ring.ts'

const square: Point[] = [
  { x: -0.5, y: -0.5 },
  { x: 0.5, y: -0.5 },
  { x: 0.5, y: 0.5 },
  { x: -0.5, y: 0.5 },
]
const stepped: Point[] = [
  { x: -0.5, y: -0.5 },
  { x: 0.5, y: -0.5 },
  { x: 0.5, y: 0.22 },
  { x: 0.12, y: 0.22 },
  { x: 0.12, y: 0.5 },
  { x: -0.5, y: 0.5 },
]

/** Halves a lot across its longer side until the plots have the wanted size. */
export function plotsOf(lot: Ring, size: number, random: Random): Ring[] {
  const area = areaOf(lot)
  if (area < size * between(random, 1.1, 1.9)) return [lot]
  const box = orientedBox(lot)
  const shift = between(random, -0.12, 0.12) * box.length
  const halves = [-1, 1].map((side) => {
    const middle = add(box.centre, times(box.along, shift + (side * box.length) / 2))
    return rectangle(middle, box.along, box.length, box.width * 2)
  })
  return halves.flatMap((half) =>
    intersect([lot], [half])
      .filter((ring) => areaOf(ring) > 200)
      .flatMap((ring) => plotsOf(ring, size, random)),
  )
}

/** One large building to a plot, with its yard round it. */
export function sheds(lot: Ring, kind: BuildingClass, size: number, random: Random): Footprint[] {
  const found: Footprint[] = []
  for (const plot of plotsOf(lot, size, random)) {
    const [yard] = grow([plot], -between(random, 7, 12))
    const empty = random() < 0.08
    const [long, wide] = [between(random, 0.62, 0.95), between(random, 0.6, 0.95)]
    const shape = random() < 0.3 ? stepped : square
    if (!yard || areaOf(yard) < 250 || empty) continue
    const box = orientedBox(yard)
    const ring = fitShape(shape, yard, box.centre, box.along, box.length * long, box.width * wide)
    if (ring && areaOf(ring) > 120) found.push({ ring, class: kind, floors: kind === 'industrial' ? 1 : 2 })
  }
  return found
}

/** Long slabs of flats, parallel, with lawns between. */
export function slabs(lot: Ring, random: Random): Footprint[] {
  const [ground] = grow([lot], -9)
  if (!ground) return []
  const box = orientedBox(ground)
  const across = leftOf(box.along)
  const found: Footprint[] = []
  const turned = random() < 0.4
  const rows = Math.max(1, Math.floor(box.width / 44))
  const columns = Math.max(1, Math.floor(box.length / (turned ? 46 : 78)))
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const u = ((column + 0.5) / columns - 0.5) * box.length + between(random, -4, 4)
      const v = ((row + 0.5) / rows - 0.5) * box.width + between(random, -5, 5)
      const at = add(add(box.centre, times(box.along, u)), times(across, v))
      const tower = random() < 0.12
      const long = tower ? 21 : between(random, 34, turned ? 36 : 62)
      const ring = rectangle(at, turned && row % 2 === 0 ? across : box.along, long, tower ? 21 : 13)
      const floors = tower ? 11 : Math.round(between(random, 4, 5.5))
      if (fits(ring, ground) && found.every((other) => apart(other.ring, ring, 10))) {
        found.push({ ring, class: 'block', floors })
      }
    }
  }
  return found
}
