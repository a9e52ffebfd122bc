import { build } from './build.ts'
import { districtsOf } from './district-list.ts'
import { beachCarPark, beachHouse, islandMills, lakeWalk } from './extras.ts'
import {
  buildingFeature,
  landFeatures,
  lineFeature,
  pathsOf,
  polygon,
  polygonOf,
  railFeatures,
  roadFeatures,
  waterFeatures,
} from './features.ts'
import type { Footprint } from './footprint.ts'
import { graphOf } from './graph.ts'
import { districtNameOf, groundFinder } from './ground-finder.ts'
import { drawPlan, type Plan } from './ground-plan.ts'
import { labels } from './labels.ts'
import { landCoverOf } from './land-cover.ts'
import type { UsedBlock } from './land-use.ts'
import { lotsOf } from './lot.ts'
import { roomFor, shareOut } from './people.ts'
import { bridgeList, carParksOf, parksOf, poiOf, schoolsOf } from './place-list.ts'
import { centre, frame, type Point, point, toPosition } from './plane.ts'
import { areaOf, centroidOf, orientedBox, rectangle } from './ring.ts'
import { type DrawnStreet, listStreets } from './street-list.ts'
import type { Building, MapFeature, Street, Town } from './town.ts'
import { beach, riverLine } from './water.ts'
import { waterMainsOf } from './water-mains.ts'

/** Inhabitants of the commune and its near villages. */
export const census = 35214

type Built = { footprint: Footprint; block: UsedBlock | undefined; at: Point }

/** The demonstration town. One seed, one town, to the byte. */
export function generateTown(seed = 'valmeraie'): Town {
  const plan = drawPlan(seed)
  const find = groundFinder(plan)
  const { streets: drawn, net, nameOf } = listStreets(plan, seed, find)
  const built = buildAll(plan, seed)
  const residents = shareOut(
    built.map(({ footprint, block }) => roomFor(footprint, block)),
    census,
  )
  const buildings = built.map(
    ({ footprint, at }, index): Building => ({
      position: toPosition(at),
      class: footprint.class,
      floors: footprint.floors,
      footprintM2: Math.round(areaOf(footprint.ring)),
      district: find(at).district,
      residents: residents[index]!,
      ...(footprint.name ? { name: footprint.name } : {}),
    }),
  )
  const features: MapFeature[] = [
    ...landFeatures(plan),
    ...grounds(plan),
    ...waterFeatures(),
    ...footpaths(plan),
    ...railFeatures(),
    ...roadFeatures(drawn),
    ...built.map(({ footprint }) => buildingFeature(footprint)),
    ...labels(plan),
  ]
  const sw = toPosition(point(frame.west, frame.south))
  const ne = toPosition(point(frame.east, frame.north))
  return {
    seed,
    name: 'Valmeraie',
    agglomeration: 'Valmeraie Agglomération',
    centre,
    bounds: [...sw, ...ne],
    population: census,
    features,
    graph: graphOf(net, drawn, nameOf),
    districts: districtsOf(plan, buildings),
    streets: drawn.map(streetOf),
    buildings,
    parks: parksOf(plan),
    schools: schoolsOf(plan),
    carParks: carParksOf(plan),
    poi: poiOf(plan),
    bridges: bridgeList,
    waterMains: waterMainsOf(drawn, seed),
    river: { name: 'L’Orvaille', line: riverLine.map(toPosition), widthM: 68 },
    beach: { name: 'Plage des Sablons', polygon: polygonOf(beach), position: toPosition(centroidOf(beach)) },
    landCover: landCoverOf(plan, districtNameOf),
  }
}

function buildAll(plan: Plan, seed: string): Built[] {
  const built = plan.blocks.flatMap((block) => {
    const deadEnd = plan.deadEnds.get(block.id)
    return build(block, deadEnd ? [deadEnd] : [], seed).map((footprint) => ({
      footprint,
      block,
      at: centroidOf(footprint.ring),
    }))
  })
  const extras = [...islandMills(), beachHouse]
  return [
    ...built,
    ...extras.map((footprint) => ({ footprint, block: undefined, at: centroidOf(footprint.ring) })),
  ]
}

/** Playing fields in a sports ground, and the car park of the beach. */
function grounds(plan: Plan): MapFeature[] {
  const pitches = plan.blocks.flatMap((block) => {
    if (block.place?.kind !== 'pitch') return []
    const box = orientedBox(block.ring)
    const count = Math.max(1, Math.min(3, Math.floor((box.length - 40) / 90)))
    return Array.from({ length: count }, (_, k) => {
      const u = (k - (count - 1) / 2) * 84
      const middle = { x: box.centre.x + box.along.x * u, y: box.centre.y + box.along.y * u }
      const across = { x: -box.along.y, y: box.along.x }
      return polygon(
        { layer: 'land', class: 'pitch' },
        rectangle(middle, across, Math.min(104, box.width * 0.6), 66),
      )
    })
  })
  return [...pitches, polygon({ layer: 'land', class: 'square', name: 'Parking de la Plage' }, beachCarPark)]
}

function footpaths(plan: Plan): MapFeature[] {
  const path = { layer: 'road', class: 'path', bridge: false } as const
  const parks = plan.blocks.filter(({ place }) => place && ['park', 'cemetery'].includes(place.kind))
  const walks = parks.flatMap((block) =>
    lotsOf(block)
      .slice(0, 1)
      .flatMap((lot) => pathsOf(block, lot)),
  )
  return [
    ...walks.map((walk) => lineFeature(path, walk)),
    lineFeature({ ...path, name: 'Tour du Lac' }, lakeWalk),
  ]
}

const streetOf = (street: DrawnStreet): Street => ({
  id: street.id,
  name: street.name,
  class: street.class,
  district: street.district,
  lengthM: Math.round(street.lengthM),
  line: street.longest.map(toPosition),
  lines: street.lines.map((line) => line.map(toPosition)),
})
