import { grow } from './clip.ts'
import { apart, type Footprint, fits } from './footprint.ts'
import { houses } from './houses.ts'
import type { UsedBlock } from './land-use.ts'
import { landmark } from './landmarks.ts'
import { lotsOf } from './lot.ts'
import { add, leftOf, minus, mix, type Point, times, unit } from './plane.ts'
import type { Fabric } from './quarters.ts'
import { between, type Random, randomFor } from './random.ts'
import { areaOf, innerPoint, orientedBox, type Ring, rectangle } from './ring.ts'
import { sheds, slabs } from './sheds.ts'
import { type Terrace, terraces } from './terraces.ts'

const oldTown: Terrace = { class: 'block', front: [14, 25], depth: [9.5, 13], floors: [2.6, 4.4], gaps: 0.02 }
const boulevard: Terrace = {
  class: 'block',
  front: [22, 38],
  depth: [10.5, 13.5],
  floors: [2.6, 5],
  gaps: 0.12,
}
const faubourg: Terrace = { class: 'house', front: [16, 26], depth: [9, 11.5], floors: [1.6, 3], gaps: 0.2 }

/** What stands on a block. */
export function build(block: UsedBlock, deadEnds: readonly (readonly Point[])[], seed: string): Footprint[] {
  const random = randomFor(seed, `build/${block.id}`)
  if (block.place) {
    const open = ['park', 'wood', 'field', 'cemetery', 'pitch', 'square', 'allotment', 'car-park']
    if (block.place.name === 'Place du Marché' || open.includes(block.place.kind)) return []
    return lotsOf(block)
      .slice(0, 1)
      .flatMap((lot) => landmark(block.place!, lot, random))
  }
  const kinds = ['residential', 'commercial', 'industrial']
  if (block.ground.kind !== 'built') return block.land === 'field' ? farm(block, random) : []
  if (!kinds.includes(block.land)) return []
  const { fabric } = block.ground.quarter
  return lotsOf(block, deadEnds).flatMap((lot) => fill(lot, fabric, random))
}

function fill(lot: Ring, fabric: Fabric, random: Random): Footprint[] {
  switch (fabric) {
    case 'old':
      return terraces(lot, oldTown, random)
    case 'boulevard':
      return withYards(lot, terraces(lot, boulevard, random), random)
    case 'faubourg': {
      const [front] = grow([lot], -between(random, 0.6, 2.5))
      return front ? withYards(front, terraces(front, faubourg, random), random) : []
    }
    case 'houses':
      return houses(lot, { spacing: [27, 35], setback: [4, 7.5], skip: 0.1 }, random)
    case 'village':
      return houses(lot, { spacing: [27, 38], setback: [1, 5], skip: 0.2 }, random)
    case 'towers':
      return random() < 0.72
        ? slabs(lot, random)
        : houses(lot, { spacing: [23, 29], setback: [4, 7], skip: 0.05 }, random)
    case 'industry':
      return sheds(lot, 'industrial', between(random, 6500, 15000), random)
    case 'business':
      return sheds(lot, 'industrial', between(random, 4500, 9000), random)
  }
}

/** Workshops and sheds in the yard behind the houses. */
function withYards(lot: Ring, fronts: Footprint[], random: Random): Footprint[] {
  const [yard] = grow([lot], -17)
  if (!yard || areaOf(yard) < 250) return fronts
  const box = orientedBox(yard)
  const found: Footprint[] = []
  for (let attempt = Math.min(2, Math.floor(areaOf(yard) / 800)); attempt > 0; attempt--) {
    const at = {
      x:
        box.centre.x +
        box.along.x * box.length * between(random, -0.45, 0.45) -
        box.along.y * box.width * between(random, -0.4, 0.4),
      y:
        box.centre.y +
        box.along.y * box.length * between(random, -0.45, 0.45) +
        box.along.x * box.width * between(random, -0.4, 0.4),
    }
    const ring = rectangle(at, box.along, between(random, 7, 20), between(random, 6, 11))
    if (fits(ring, yard) && found.every((other) => apart(other.ring, ring, 3))) {
      found.push({ ring, class: 'house', floors: 1 })
    }
  }
  return [...fronts, ...found]
}

/** A farm now and then, close to the road that serves the field. */
function farm(block: UsedBlock, random: Random): Footprint[] {
  const roads = block.ring.map((_, i) => i).filter((i) => block.tags[i]!.class !== 'limit')
  if (block.ground.kind !== 'country' || roads.length === 0 || random() > 0.3) return []
  const i = roads[Math.floor(random() * roads.length)]!
  const a = block.ring[i]!
  const b = block.ring[(i + 1) % block.ring.length]!
  const along = unit(minus(b, a))
  const at = add(mix(a, b, 0.5), times(leftOf(along), between(random, 55, 80)))
  const [lot] = lotsOf(block)
  if (!lot) return []
  const yard: [number, number, number, number][] = [
    [0, -16, 17, 9],
    [-24, 4, 12, 30],
    [22, 8, 14, 26],
    [0, 26, 30, 13],
  ]
  return yard.flatMap(([u, v, long, wide], k): Footprint[] => {
    if (k > 0 && random() < 0.25) return []
    const ring = rectangle(add(add(at, times(along, u)), times(leftOf(along), v)), along, long, wide)
    return fits(ring, lot) ? [{ ring, class: k === 0 ? 'house' : 'industrial', floors: 1 }] : []
  })
}

/** A short street into a wide block, so that the houses behind have a way in. */
export function deadEndOf(block: UsedBlock, seed: string): Point[] | undefined {
  const built = block.ground.kind === 'built' && !block.place && block.land === 'residential'
  if (!built || block.ground.kind !== 'built' || block.ground.quarter.fabric !== 'houses') return undefined
  const box = orientedBox(block.ring)
  if (box.width < 92 || areaOf(block.ring) < 11000) return undefined
  const random = randomFor(seed, `dead-end/${block.id}`)
  const heart = innerPoint(block.ring)
  const doors = block.ring
    .map((a, i) => ({ a, b: block.ring[(i + 1) % block.ring.length]!, tag: block.tags[i]! }))
    .filter(
      ({ a, b, tag }) =>
        ['street', 'lane'].includes(tag.class) && Math.abs(a.x - b.x) + Math.abs(a.y - b.y) > 12,
    )
    .map(({ a, b }) => {
      const at = mix(a, b, between(random, 0.35, 0.65))
      const way = unit(minus(heart, at))
      const along = unit(minus(b, a))
      return { at, square: Math.abs(along.x * way.y - along.y * way.x) }
    })
    .sort((x, y) => y.square - x.square)
  const door = doors[0]
  if (!door || door.square < 0.75) return undefined
  const bend = add(
    mix(door.at, heart, 0.55),
    times(leftOf(unit(minus(heart, door.at))), between(random, -5, 5)),
  )
  return [door.at, bend, heart]
}
