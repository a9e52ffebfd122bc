import { intersect } from './clip.ts'
import { type BuildingClass, type Footprint, isDecent } from './footprint.ts'
import { add, distance, leftOf, minus, mix, type Point, times, unit } from './plane.ts'
import { between, type Random } from './random.ts'
import { areaOf, contains, distanceToRing, orientedBox, perimeterOf, type Ring, rectangle } from './ring.ts'

export type Terrace = {
  class: BuildingClass
  /** Front of one house, and how far back it goes, in metres. */
  front: [number, number]
  depth: [number, number]
  floors: [number, number]
  /** Share of fronts left open. */
  gaps: number
}

/** Houses wall to wall along the streets of a block, with a yard behind. */
export function terraces(lot: Ring, style: Terrace, random: Random): Footprint[] {
  const thickness = (2 * areaOf(lot)) / perimeterOf(lot)
  if (thickness < style.depth[0] * 1.15) return solid(lot, style, random)
  const found: Footprint[] = []
  const backs = lot.map((_, i) => inward(lot, i))
  for (let i = 0; i < lot.length; i++) {
    const next = (i + 1) % lot.length
    const a = lot[i]!
    const b = lot[next]!
    const front = distance(a, b)
    if (front < 3) continue
    const houses = Math.max(1, Math.round(front / between(random, ...style.front)))
    let from = 0
    for (let k = 1; k <= houses; k++) {
      const to = k === houses ? 1 : (k + between(random, -0.18, 0.18)) / houses
      const depth = between(random, ...style.depth)
      const open = random() < style.gaps
      const floors = Math.round(between(random, ...style.floors))
      for (const share of open ? [] : [1, 0.7, 0.45]) {
        const back = (t: number) => add(mix(a, b, t), times(mix(backs[i]!, backs[next]!, t), depth * share))
        const ring = [mix(a, b, from), mix(a, b, to), back(to), back(from)]
        if (!isSoundHouse(ring, lot, depth * share)) continue
        found.push({ ring, class: style.class, floors })
        break
      }
      from = to
    }
  }
  return found
}

/** The way inwards from a corner that keeps both walls at depth one. */
function inward(ring: Ring, i: number): Point {
  const p = ring[i]!
  const before = leftOf(unit(minus(p, ring[(i + ring.length - 1) % ring.length]!)))
  const after = leftOf(unit(minus(ring[(i + 1) % ring.length]!, p)))
  const both = add(before, after)
  const open = 1 + before.x * after.x + before.y * after.y
  return open < 0.25 ? times(unit(both), 1.6) : times(both, 1 / open)
}

function isSoundHouse(ring: Ring, lot: Ring, depth: number): boolean {
  const [a, b, c, d] = ring as [Point, Point, Point, Point]
  if (!isDecent(ring, 18)) return false
  // The back wall must run the same way as the front, or the house is turned inside out.
  const front = minus(b, a)
  const back = minus(c, d)
  if (front.x * back.x + front.y * back.y <= 0) return false
  return [c, d, mix(c, d, 0.5)].every((p) => contains(lot, p) && distanceToRing(p, lot) > depth * 0.9)
}

/** A block too thin for yards is built over, in slices. */
function solid(lot: Ring, style: Terrace, random: Random): Footprint[] {
  const box = orientedBox(lot)
  const slices = Math.max(1, Math.round(box.length / (between(random, ...style.front) * 1.15)))
  const width = box.length / slices
  const found: Footprint[] = []
  for (let k = 0; k < slices; k++) {
    if (random() < style.gaps * 0.6) continue
    const u = -box.length / 2 + width * (k + 0.5)
    const middle = add(box.centre, times(box.along, u))
    const floors = Math.round(between(random, ...style.floors))
    for (const ring of intersect([lot], [rectangle(middle, box.along, width, box.width + 4)])) {
      if (isDecent(ring, 25)) found.push({ ring, class: style.class, floors })
    }
  }
  return found
}
