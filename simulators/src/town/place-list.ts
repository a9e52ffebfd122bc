import { beachCarPark } from './extras.ts'
import { polygonOf } from './features.ts'
import { districtNameOf } from './ground-finder.ts'
import type { Plan } from './ground-plan.ts'
import type { UsedBlock } from './land-use.ts'
import { nearestOnLine } from './line.ts'
import { lotsOf } from './lot.ts'
import type { Place, PlaceKind } from './places.ts'
import { point, toPosition } from './plane.ts'
import { areaOf, centroidOf, type Ring } from './ring.ts'
import type { CarPark, Park, Poi, PoiKind, School, Town } from './town.ts'
import { beach, riverLine } from './water.ts'

type PlacedBlock = UsedBlock & { place: Place }
const placed = (plan: Plan, ...kinds: PlaceKind[]): PlacedBlock[] =>
  plan.blocks.filter(
    (block): block is PlacedBlock => block.place !== undefined && kinds.includes(block.place.kind),
  )
const groundOfBlock = (block: UsedBlock): Ring => lotsOf(block)[0] ?? block.ring

export const parksOf = (plan: Plan): Park[] =>
  placed(plan, 'park').map((block) => ({
    name: block.place.name,
    district: districtNameOf(block.ground),
    position: toPosition(block.at),
    areaM2: Math.round(areaOf(groundOfBlock(block))),
    polygon: polygonOf(groundOfBlock(block)),
  }))

export const schoolsOf = (plan: Plan): School[] =>
  placed(plan, 'school').map((block) => ({
    name: block.place.name,
    district: districtNameOf(block.ground),
    position: toPosition(block.at),
    rooms: block.place.size ?? 8,
  }))

export function carParksOf(plan: Plan): CarPark[] {
  const inTown = placed(plan, 'car-park').map((block): CarPark => {
    const ground = groundOfBlock(block)
    // Cars come in from the widest street on its edge.
    const sides = block.ring.map((a, i) => ({
      a,
      b: block.ring[(i + 1) % block.ring.length]!,
      half: block.tags[i]!.half,
    }))
    const [door] = sides.sort(
      (x, y) => y.half - x.half || areaOf([x.a, x.b, block.at]) - areaOf([y.a, y.b, block.at]),
    )
    const middle = point((door!.a.x + door!.b.x) / 2, (door!.a.y + door!.b.y) / 2)
    return {
      name: block.place.name,
      district: districtNameOf(block.ground),
      position: toPosition(block.at),
      capacity: block.place.size ?? 100,
      polygon: polygonOf(ground),
      entrances: [toPosition(nearestOnLine(middle, [...ground, ground[0]!]).point)],
    }
  })
  const beachPark: CarPark = {
    name: 'Plage des Sablons',
    district: 'Les Sablons',
    position: toPosition(centroidOf(beachCarPark)),
    capacity: 160,
    polygon: polygonOf(beachCarPark),
    entrances: [toPosition(beachCarPark[0]!)],
  }
  return [...inTown, beachPark]
}

const poiKinds: Partial<Record<PlaceKind, PoiKind>> = {
  'town-hall': 'town-hall',
  hall: 'hall',
  church: 'church',
  hospital: 'hospital',
  school: 'school',
  public: 'public',
  square: 'square',
  depot: 'depot',
  works: 'works',
  cemetery: 'cemetery',
  pitch: 'pitch',
  allotment: 'allotment',
}

export const bridgeList: Town['bridges'] = (
  [
    ['Pont Saint-Jean', -925, -80],
    ['Pont des Tanneries', -690, -190],
    ['Pont des Moulins', -24, -405],
    ['Pont Neuf', 440, -460],
    ['Pont des Abattoirs', 905, -640],
    ['Viaduc de la Prairie', -2490, 570],
    ['Pont des Sablons', 2390, -1130],
  ] as const
).map(([name, x, y]) => ({ name, position: toPosition(nearestOnLine(point(x, y), riverLine).point) }))

export function poiOf(plan: Plan): Poi[] {
  const blocks = plan.blocks.flatMap((block): Poi[] => {
    const kind = block.place && poiKinds[block.place.kind]
    if (!kind || !block.place) return []
    return [
      {
        name: block.place.name,
        kind,
        district: districtNameOf(block.ground),
        position: toPosition(block.at),
      },
    ]
  })
  return [
    ...blocks,
    {
      name: 'Gare de Valmeraie',
      kind: 'station',
      district: 'Quartier de la Gare',
      position: toPosition(point(112, 845)),
    },
    {
      name: 'Plage des Sablons',
      kind: 'beach',
      district: 'Les Sablons',
      position: toPosition(centroidOf(beach)),
    },
    ...bridgeList.map(
      ({ name, position }): Poi => ({ name, kind: 'bridge', district: 'L’Orvaille', position }),
    ),
  ]
}
