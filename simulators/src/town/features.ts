import { intersect, simplify } from './clip.ts'
import { bridgesOf, splitAtBridges } from './crossings-over.ts'
import type { Footprint } from './footprint.ts'
import type { Plan } from './ground-plan.ts'
import type { UsedBlock } from './land-use.ts'
import type { Line } from './line.ts'
import { lotsOf } from './lot.ts'
import { frame, type Point, type Position, toPosition } from './plane.ts'
import { motorwayInFrame, tracks } from './rail.ts'
import { areaOf, contains, innerPoint, type Ring } from './ring.ts'
import { ceintureRing, rocadeRing } from './skeleton.ts'
import type { DrawnStreet } from './street-list.ts'
import type { LabelClass, MapFeature, MapProperties, PolygonCoordinates } from './town.ts'
import { beach, brookLine, brookOutline, island, isWater, lake, riverLine, riverOutline } from './water.ts'

const turned = (ring: Ring, positive: boolean): Ring =>
  areaOf(ring) > 0 === positive ? ring : [...ring].reverse()

/** RFC 7946: outer rings counter-clockwise, holes clockwise, first position repeated. */
export function polygonOf(outer: Ring, holes: readonly Ring[] = []): PolygonCoordinates {
  const close = (ring: Ring): Position[] => {
    const positions: Position[] = []
    for (const p of ring) {
      const position = toPosition(p)
      const last = positions.at(-1)
      if (!last || last[0] !== position[0] || last[1] !== position[1]) positions.push(position)
    }
    const [first] = positions
    const last = positions.at(-1)!
    if (last[0] !== first![0] || last[1] !== first![1]) positions.push(first!)
    return positions
  }
  return [close(turned(outer, true)), ...holes.map((hole) => close(turned(hole, false)))]
}

export const polygon = (properties: MapProperties, outer: Ring, holes: readonly Ring[] = []): MapFeature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: polygonOf(outer, holes) },
})

export const lineFeature = (properties: MapProperties, line: readonly Point[]): MapFeature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates: line.map(toPosition) },
})

export const label = (name: string, kind: LabelClass, at: Point, rank: 1 | 2 | 3 | 4 | 5): MapFeature => ({
  type: 'Feature',
  properties: { layer: 'label', class: kind, name, rank },
  geometry: { type: 'Point', coordinates: toPosition(at) },
})

const frameRing: Ring = [
  { x: frame.west, y: frame.south },
  { x: frame.east, y: frame.south },
  { x: frame.east, y: frame.north },
  { x: frame.west, y: frame.north },
]
const inside = (p: Point) => contains(frameRing, p)

export function landFeatures(plan: Plan): MapFeature[] {
  const found: MapFeature[] = []
  for (const { ring, ground } of plan.faces) {
    if (ground.kind === 'built') {
      const { fabric } = ground.quarter
      const kind = fabric === 'industry' ? 'industrial' : fabric === 'business' ? 'commercial' : 'residential'
      found.push(polygon({ layer: 'land', class: kind }, simplify(ring, 0.4)))
    } else if (ground.kind === 'island' || ground.kind === 'leisure') {
      found.push(polygon({ layer: 'land', class: 'park' }, simplify(ring, 0.4)))
    } else if (ground.kind === 'water' && contains(ceintureRing, innerPoint(ring))) {
      // The quays and their slopes belong to the town; the river is drawn over it.
      found.push(polygon({ layer: 'land', class: 'residential' }, simplify(ring, 0.4)))
    } else if (ground.kind === 'rail' && contains(rocadeRing, innerPoint(ring))) {
      found.push(polygon({ layer: 'land', class: 'industrial' }, simplify(ring, 0.4)))
    } else if (ground.kind === 'bank' || ground.kind === 'verge') {
      found.push(polygon({ layer: 'land', class: 'field' }, simplify(ring, 0.4)))
    }
  }
  for (const block of plan.blocks) {
    const { kind } = block.ground
    if (
      kind === 'water' ||
      kind === 'bank' ||
      kind === 'verge' ||
      kind === 'island' ||
      kind === 'leisure' ||
      kind === 'rail'
    )
      continue
    const plain = block.land === 'residential' || block.land === 'commercial' || block.land === 'industrial'
    if (plain && !block.place) continue
    const name = block.place?.name
    const properties: MapProperties = { layer: 'land', class: block.land, ...(name ? { name } : {}) }
    // In town the ground of a park stops at its pavement; in the country hedges touch.
    const rings = kind === 'built' ? lotsOf(block) : [simplify(block.ring, 0.8)]
    for (const ring of rings) found.push(polygon(properties, ring))
  }
  found.push(polygon({ layer: 'land', class: 'beach', name: 'Plage des Sablons' }, beach))
  return found
}

export function waterFeatures(): MapFeature[] {
  const river = intersect([riverOutline], [frameRing])[0]!
  const brook = intersect([brookOutline], [frameRing])[0]!
  return [
    polygon({ layer: 'water', class: 'river', name: 'L’Orvaille' }, river, [island]),
    polygon({ layer: 'water', class: 'river', name: 'La Bourdaine' }, brook),
    polygon({ layer: 'water', class: 'lake', name: 'Lac des Sablons' }, lake),
    lineFeature({ layer: 'waterway', class: 'river', name: 'L’Orvaille' }, riverLine.filter(inside)),
    lineFeature({ layer: 'waterway', class: 'river', name: 'La Bourdaine' }, brookLine.filter(inside)),
  ]
}

export function roadFeatures(streets: readonly DrawnStreet[]): MapFeature[] {
  const features = streets.flatMap((street) =>
    street.lines.flatMap((line) =>
      bridgesOf(line).map(({ points, bridge }) =>
        lineFeature(
          {
            layer: 'road',
            class: street.class,
            name: street.name,
            bridge,
            ...(street.name === 'Boulevard des Remparts' ? { oneWay: true as const } : {}),
          },
          points,
        ),
      ),
    ),
  )
  const motorway = splitAtBridges(motorwayInFrame, isWater).map(({ points, bridge }) =>
    lineFeature({ layer: 'road', class: 'motorway', name: 'A 851', bridge }, points),
  )
  return [...features, ...motorway]
}

export const railFeatures = (): MapFeature[] =>
  tracks().flatMap((track: Line) =>
    splitAtBridges(track, isWater).map(({ points, bridge }) =>
      lineFeature({ layer: 'rail', class: 'rail', bridge }, points),
    ),
  )

export const buildingFeature = (building: Footprint): MapFeature =>
  polygon(
    { layer: 'building', class: building.class, ...(building.name ? { name: building.name } : {}) },
    building.ring,
  )

/** Footpaths of a park: from its corners to its heart, gently bent. */
export function pathsOf(block: UsedBlock, lot: Ring): Line[] {
  const heart = block.at
  const doors = [0.08, 0.41, 0.72].map((t) => lot[Math.floor(t * lot.length)]!)
  return doors.map((door, k) => {
    const bend = {
      x: (door.x + heart.x) / 2 + (door.y - heart.y) * 0.16 * (k - 1 || 1),
      y: (door.y + heart.y) / 2 - (door.x - heart.x) * 0.16 * (k - 1 || 1),
    }
    return Array.from({ length: 9 }, (_, i) => {
      const t = i / 8
      return {
        x: door.x * (1 - t) * (1 - t) + 2 * bend.x * t * (1 - t) + heart.x * t * t,
        y: door.y * (1 - t) * (1 - t) + 2 * bend.y * t * (1 - t) + heart.y * t * t,
      }
    })
  })
}
