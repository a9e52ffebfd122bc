import type { NewAsset } from '@trame/domain'
import type { CarParkOptions } from '../signals/car-park.ts'
import type { CarPark, Town } from '../town/town.ts'
import { distanceM } from '../wire/position.ts'
import { type FleetContext, siteOfDistrict } from './context.ts'
import type { PlannedMember } from './member.ts'
import { moved, placesAlong, spread } from './placement.ts'
import { lorawanMember, mqttMember, type Placed } from './plan.ts'
import { slugOf, territoryId } from './sites.ts'
import { nearestFirst } from './streets.ts'

/** Of a commune that does not exist, as its INSEE code; the check digits are right. */
const siretOfTown = '21379000900012'

const number = (index: number) => String(index + 1).padStart(3, '0')
/** Signs at their own entrance, and some minutes away on the boulevards. */
const trips = [0, 4, 0, 6, 0, 3, 5]

interface Rules {
  opens?: string
  closes?: string
  structure?: 'ouvrage' | 'enclos_en_surface'
  tariff1h?: number
  freeOfCharge?: boolean
  maxHeightCm?: number
}
const rulesOf: Record<string, Rules> = {
  Halles: { structure: 'ouvrage', tariff1h: 1.8, maxHeightCm: 190 },
  Tanneries: { opens: '07:00', closes: '22:00', tariff1h: 1.4 },
  Gare: { structure: 'ouvrage', tariff1h: 1.6, maxHeightCm: 200 },
  Ormeaux: { structure: 'ouvrage', tariff1h: 1.2, maxHeightCm: 190 },
  'Quai Rive-Gauche': { tariff1h: 1 },
  Abattoirs: { opens: '06:00', closes: '23:00', freeOfCharge: true },
}
/** The loop of one barrier is worn out: its drift is worth an alert. */
const wornLoop = 'Gare'

const optionsOf = (park: CarPark): CarParkOptions => {
  const { opens, closes } = rulesOf[park.name] ?? {}
  const hour = (text: string) => Number(text.slice(0, 2))
  return {
    capacity: park.capacity,
    ...(opens && closes && { open: [hour(opens), hour(closes)] as const }),
    missedIn: park.name === wornLoop ? 0.02 : 0.003,
    missedOut: 0.005,
  }
}

/** Whoever comes to bathe is not sent into the old town. */
const sectors = { centre: 'secteur-centre', lake: 'secteur-lac' }
const sectorOf = (town: Town, park: CarPark) =>
  park.name === town.beach.name ? sectors.lake : sectors.centre

const assetKeyOf = (park: CarPark) => `parc-${slugOf(park.name)}`

function carParkPlaced(town: Town, park: CarPark, index: number, key: string): Placed {
  const {
    structure = 'enclos_en_surface',
    freeOfCharge = park.name === town.beach.name,
    ...rules
  } = rulesOf[park.name] ?? {}
  return {
    key,
    asset: assetKeyOf(park),
    name: `Parking ${park.name}`,
    position: park.position,
    siteId: siteOfDistrict(town, park.district),
    type: 'carPark',
    attributes: {
      parent: `ast_${sectorOf(town, park)}`,
      number: index + 1,
      capacity: park.capacity,
      countedBy: 'barriers',
      nightCount: 'known',
      insee: '37900',
      siret: siretOfTown,
      accessible: Math.max(2, Math.round(park.capacity * 0.02)),
      charging: Math.round(park.capacity * 0.05),
      structure,
      freeOfCharge,
      ...rules,
    },
    tags: ['stationnement'],
  }
}

/** Barriers, night counts and signs of the car parks, and sensors in the bays of the streets. */
export function parkingFamilies(context: FleetContext): PlannedMember[] {
  const { town, stage, shares, organisation } = context
  const parks = (count: number) => spread(town.carParks, Math.min(count, town.carParks.length))
  const indexOf = (park: CarPark) => town.carParks.indexOf(park)
  const barriers = parks(shares.barriers).map(({ item: park }) =>
    lorawanMember(
      stage,
      carParkPlaced(town, park, indexOf(park), `barriere-${slugOf(park.name)}`),
      'adeunis-pulse',
      { kind: 'barrier', park: assetKeyOf(park), options: optionsOf(park) },
      { wiring: { pulsesA: 'parking.entries', pulsesB: 'parking.exits', batteryLow: 'battery.low' } },
    ),
  )
  const nightCounts = parks(shares.barriers)
    .slice(0, shares.nightCounts)
    .map(({ item: park }) =>
      mqttMember(
        stage,
        carParkPlaced(town, park, indexOf(park), `releve-${slugOf(park.name)}`),
        organisation,
        { kind: 'nightCount', park: assetKeyOf(park), options: optionsOf(park) },
        ['parking.known'],
      ),
    )
  const signs = parks(shares.signs).map(({ item: park }, index) => {
    const trip = trips[index % trips.length]!
    const placed: Placed = {
      key: `panneau-${slugOf(park.name)}`,
      name: `Panneau ${park.name}${trip > 0 ? `, à ${trip} min` : ''}`,
      position: moved(park.entrances[0] ?? park.position, trip * 40, trip * 30),
      siteId: siteOfDistrict(town, park.district),
      type: 'parkingSign',
      attributes: {
        parent: `ast_${sectorOf(town, park)}`,
        announces: `ast_${assetKeyOf(park)}`,
        tripMin: trip,
        redirects: true,
      },
      tags: ['stationnement', 'jalonnement'],
    }
    return mqttMember(stage, placed, organisation, { kind: 'sign' }, ['sign.shown'])
  })
  const atCarParks = [...barriers, ...nightCounts, ...signs]
  // A town has only so many car parks: what a larger fleet has left stands in the bays of the streets.
  const left = shares.barriers + shares.nightCounts + shares.signs - atCarParks.length
  return [...atCarParks, ...bays(context, shares.bays + left)]
}

const streetZone = 'parc-voirie-centre'

function bays({ town, stage }: FleetContext, count: number): PlannedMember[] {
  const central = nearestFirst(town, 'street', 'avenue', 'pedestrian')
  const places = central.flatMap((street) =>
    placesAlong(town, street, 7, 3.4).map((position) => ({ street, position })),
  )
  const lakeside = Math.min(6, Math.floor(count / 5))
  const carPark = town.carParks.find(({ name }) => name === town.beach.name)
  return places.slice(0, count).map((place, index) => {
    const byLake = carPark !== undefined && index >= count - lakeside
    const street = byLake ? { name: `Parking ${carPark.name}`, district: carPark.district } : place.street
    const position = byLake ? moved(carPark.position, 2.6 * (count - index) - 10, 0) : place.position
    const key = `place-${number(index)}`
    const placed: Placed = {
      key,
      name: `Place ${index + 1}, ${street.name}`,
      position,
      siteId: siteOfDistrict(town, street.district),
      type: 'parkingBay',
      attributes: {
        street: street.name,
        maxStayMin: 120,
        accessible: byLake,
        parent: byLake ? `ast_${assetKeyOf(carPark)}` : `ast_${streetZone}`,
      },
      tags: ['stationnement', street.name],
    }
    return lorawanMember(stage, placed, index % 3 === 2 ? 'bosch-tps110' : 'nwave-nps', { kind: 'bay' })
  })
}

/** Assets that have no device of their own: the bays along the streets, as one place to look for. */
export function parkingAssets(
  { town, shares }: FleetContext,
  members: readonly PlannedMember[],
): (NewAsset & { id: string })[] {
  const inStreet = members.filter(({ asset }) => asset.attributes?.parent === `ast_${streetZone}`)
  const known = new Set(members.map(({ asset }) => asset.id))
  // A small fleet has no barrier at the lake: its bays still belong to a car park.
  const unwatched = town.carParks
    .map((park, index) => carParkPlaced(town, park, index, assetKeyOf(park)))
    .filter(({ key }) => !known.has(`ast_${key}`) && shares.barriers > 0)
    .map((placed) => assetOf(placed))
  const sectorsOf = [
    { key: sectors.centre, name: 'Secteur centre', position: town.centre },
    { key: sectors.lake, name: 'Secteur du lac', position: moved(town.beach.position, 0, 60) },
  ].map((one) => assetOf({ ...one, siteId: territoryId, type: 'parkingZone', tags: ['stationnement'] }))
  if (shares.barriers + inStreet.length === 0) return []
  if (inStreet.length === 0) return [...sectorsOf, ...unwatched]
  const middle = inStreet.reduce((best, one) =>
    distanceM(one.position, town.centre) < distanceM(best.position, town.centre) ? one : best,
  )
  return [
    ...sectorsOf,
    ...unwatched,
    assetOf({
      key: streetZone,
      name: 'Voirie, centre',
      position: middle.position,
      siteId: middle.asset.siteId ?? null,
      type: 'carPark',
      attributes: {
        parent: `ast_${sectors.centre}`,
        number: town.carParks.length + 1,
        capacity: inStreet.length,
        countedBy: 'bays',
        maxStayMin: 120,
        structure: 'voirie',
        insee: '37900',
        tariff1h: 1.5,
        freeOfCharge: false,
      },
      tags: ['stationnement'],
    }),
  ]
}

const assetOf = ({ key, name, type, siteId, position, attributes = {}, tags = [] }: Placed) => ({
  id: `ast_${key}`,
  name,
  type,
  siteId,
  geometry: { type: 'Point' as const, coordinates: [...position] },
  attributes,
  tags,
})
