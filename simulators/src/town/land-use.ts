import type { Block } from './block.ts'
import { nearestOnLine } from './line.ts'
import type { Place } from './places.ts'
import { distance, type Point, point } from './plane.ts'
import type { Ground } from './quarters.ts'
import { noiseField, randomFor } from './random.ts'
import { areaOf, centroidOf, innerPoint, type Ring } from './ring.ts'
import { rocadeRing } from './skeleton.ts'

export type LandClass =
  | 'residential'
  | 'commercial'
  | 'industrial'
  | 'park'
  | 'wood'
  | 'field'
  | 'cemetery'
  | 'pitch'
  | 'square'
  | 'allotment'
  | 'beach'

export type UsedBlock = Block & { id: number; at: Point; ground: Ground; land: LandClass; place?: Place }

const landOfPlace: Record<Place['kind'], LandClass> = {
  park: 'park',
  wood: 'wood',
  field: 'field',
  cemetery: 'cemetery',
  pitch: 'park',
  square: 'square',
  allotment: 'allotment',
  school: 'residential',
  hospital: 'commercial',
  church: 'square',
  'town-hall': 'square',
  hall: 'square',
  public: 'residential',
  'car-park': 'commercial',
  station: 'square',
  depot: 'industrial',
  works: 'industrial',
}

const forests: { at: Point; reach: number }[] = [
  { at: point(-400, 3700), reach: 1150 },
  { at: point(-4700, 4200), reach: 1100 },
  { at: point(-3900, -700), reach: 700 },
  { at: point(1700, -3900), reach: 900 },
  { at: point(5300, -3900), reach: 1000 },
  { at: point(2900, 3100), reach: 700 },
  { at: point(-2700, -3900), reach: 650 },
]

/**
 * Open ground between the outer quarters: deep where the noise is high along the ring road, here and there further
 * in. A whole block must lie in it.
 */
export function pockets(seed: string): (ring: Ring, ground: Ground) => boolean {
  const noise = noiseField(`${seed}/pockets`, 620)
  const edge = [...rocadeRing.filter((_, i) => i % 6 === 0), rocadeRing[0]!]
  const open = (p: Point) => {
    const n = noise(p.x, p.y)
    const depth = Math.max(0, 210 + 760 * n)
    return n > 0.36 || (depth > 0 && nearestOnLine(p, edge).distance < depth)
  }
  return (ring, ground) => {
    if (ground.kind !== 'built' || ground.quarter.fabric !== 'houses') return false
    const step = Math.max(1, Math.floor(ring.length / 8))
    const corners = ring.filter((_, i) => i % step === 0)
    return open(centroidOf(ring)) && corners.filter(open).length >= corners.length * 0.75
  }
}

/** Gives each block what covers it. */
export function landUse(
  seed: string,
): (block: Block, id: number, ground: Ground, place?: Place) => UsedBlock {
  const woods = noiseField(`${seed}/woods`, 900)
  const isPocket = pockets(seed)
  return (block, id, ground, place) => {
    const at = innerPoint(block.ring)
    const base = { ...block, id, at, ground }
    if (place) return { ...base, place, land: landOfPlace[place.kind] }
    const dice = randomFor(seed, `land/${id}`)()
    if (ground.kind === 'built') {
      const { fabric } = ground.quarter
      if (fabric === 'industry') return { ...base, land: dice < 0.1 ? 'field' : 'industrial' }
      if (fabric === 'business') return { ...base, land: dice < 0.3 ? 'field' : 'commercial' }
      if (isPocket(block.ring, ground)) return { ...base, land: dice < 0.16 ? 'wood' : 'field' }
      if (fabric === 'houses' && dice > 0.98) return { ...base, land: 'park' }
      return { ...base, land: 'residential' }
    }
    if (ground.kind === 'country' || ground.kind === 'brook') {
      const forest = forests.some((one) => distance(one.at, at) < one.reach * (1 + 0.25 * woods(at.x, at.y)))
      const copse = woods(at.x + 5000, at.y) > 0.62 || (dice < 0.05 && areaOf(block.ring) < 120000)
      return { ...base, land: forest || copse || ground.kind === 'brook' ? 'wood' : 'field' }
    }
    return { ...base, land: ground.kind === 'rail' ? 'industrial' : 'park' }
  }
}
