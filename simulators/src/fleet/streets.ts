import type { NewAsset } from '@trame/domain'
import { blindM } from '../signals/bin-probe.ts'
import { type LampFault, lampFaults } from '../signals/lamp-fault.ts'
import { beachReachM } from '../stories/stories.ts'
import type { Street, Town } from '../town/town.ts'
import { distanceM } from '../wire/position.ts'
import { type FleetContext, siteOfDistrict } from './context.ts'
import type { PlannedMember } from './member.ts'
import { middleOf, moved, placesAlong, spread, streetsOf } from './placement.ts'
import { lorawanMember, type Placed } from './plan.ts'
import { smallThings } from './small-things.ts'

const number = (index: number) => String(index + 1).padStart(3, '0')

/** What stands in the street: lamps, bins, counters, buttons and locks. */
export function streetFamilies(context: FleetContext): PlannedMember[] {
  return [...lamps(context), ...bins(context), ...counters(context), ...smallThings(context)]
}

function lamps({ town, stage, shares }: FleetContext): PlannedMember[] {
  const streets = [
    ...nearestFirst(town, 'ring', 'avenue').slice(0, 4),
    ...nearestFirst(town, 'street'),
    ...streetsOf(town, 'ring', 'avenue'),
  ]
  const places = [...new Set(streets)].flatMap((street) =>
    placesAlong(town, street, 32, 5, true)
      .slice(0, 24)
      .map((position) => ({ street, position })),
  )
  // Runs of lamps along one street, so that it can be dimmed as a street.
  return places.slice(0, shares.lamps).map(({ street, position }, index) => {
    const key = `lampe-${number(index)}`
    const avenue = street.class === 'avenue' || street.class === 'ring'
    const ratedW = avenue ? 103 : 69
    const level = avenue ? 50 : 40
    const placed: Placed = {
      key,
      name: `Lampadaire ${street.name} ${index + 1}`,
      position,
      siteId: siteOfDistrict(town, street.district),
      type: 'streetLamp',
      attributes: {
        street: street.name,
        roadClass: street.class,
        ratedW,
        // The sodium lamp that stood there: 250 W on avenues, 150 W elsewhere, and 15 % of ballast.
        referenceW: avenue ? 287.5 : 172.5,
        partNight: `${level}% ${avenue ? '01:00' : '23:00'}-06:00`,
        parent: cabinetIdOf(street.name),
        lamp: 'LED',
      },
      tags: ['éclairage', street.name],
    }
    return lorawanMember(stage, placed, index % 4 === 3 ? 'nasys-ul20xx-1.0' : 'nasys-ul20xx-1.1', {
      kind: 'lamp',
      ratedW,
      night: avenue ? { from: 1, to: 6, level } : { from: 23, to: 6, level },
      ...faultOf(index),
    })
  })
}

/** One of each in 72 lamps: enough to be found, too few to be the rule. */
function faultOf(index: number): { fault?: LampFault } {
  const fault = lampFaults[(index % 72) / 14 - 0.5]
  return fault ? { fault } : {}
}

const cabinetIdOf = (street: string) =>
  `ast_armoire-${street
    .normalize('NFD')
    .replaceAll(/[^\w]+/g, '-')
    .toLowerCase()}`

/** A cabinet feeds the lamps of its street; no device of its own tells of it. */
export function lightingCabinets(members: readonly PlannedMember[]): (NewAsset & { id: string })[] {
  const lampsOf = Map.groupBy(
    members.filter(({ asset }) => asset.type === 'streetLamp'),
    ({ asset }) => String(asset.attributes?.street),
  )
  return [...lampsOf].map(([street, lamps]) => ({
    id: cabinetIdOf(street),
    name: `Armoire ${street}`,
    type: 'lightingCabinet',
    siteId: lamps[0]!.asset.siteId ?? null,
    geometry: { type: 'Point', coordinates: [...moved(lamps[0]!.position, 4, 4)] },
    attributes: { street },
    tags: ['éclairage', street],
  }))
}

const wasteKinds = ['verre', 'emballages', 'papier', 'ordures'] as const

function bins({ town, stage, shares }: FleetContext): PlannedMember[] {
  const streets = streetsOf(town, 'street', 'avenue', 'lane').filter(
    (street) => street.name !== '' && street.lengthM > 80,
  )
  const beach = (street: Street) => distanceM(middleOf(street.line), town.beach.position)
  const atBeach = streets.filter((street) => beach(street) < beachReachM)
  const places = spread(streets, shares.bins)
  // Up to four stand by the lake, in front of the beach.
  const lakeside = Math.min(4, Math.ceil(shares.bins / 10))
  return places.map(({ item, round }, index) => {
    const byLake = index >= shares.bins - lakeside
    const street = byLake && atBeach.length > 0 ? atBeach[index % atBeach.length]! : item
    const key = `pav-${number(index)}`
    const kind = wasteKinds[index % wasteKinds.length]!
    const along = placesAlong(town, street, 60, 6)
    const position = byLake
      ? moved(town.beach.position, 60 * (shares.bins - index) - 150, 70)
      : along[(Math.floor(along.length / 2) + round) % along.length]!
    const big = index % 2 === 0
    const geometry = big ? { emptyM: 1.6, fullM: 0.3 } : { emptyM: 1.2, fullM: 0.2 }
    const rounds = index % 3 === 0 ? [2, 5] : [1, 4]
    const placed: Placed = {
      key,
      name: `Point d’apport ${kind}, ${byLake ? `${town.beach.name} ${shares.bins - index}` : street.name}`,
      position,
      siteId: siteOfDistrict(town, street.district),
      type: 'wasteContainer',
      attributes: { kind, capacityM3: big ? 4 : 2, ...geometry, blindM, rounds: rounds.join('') },
      tags: ['déchets', kind],
    }
    const play = {
      kind: 'bin' as const,
      ...geometry,
      rounds,
      roundHour: 6 + (index % 5) / 2,
      falseEchoes: 0.02,
      ...(byLake && { seasonal: true }),
    }
    const perMetre = -100 / (geometry.emptyM - geometry.fullM)
    const bin = lorawanMember(stage, placed, big ? 'pf-wilsen-sonic' : 'milesight-em400-mud', play, {
      conversions: [
        { from: 'distance', to: 'bin.fill', scale: perMetre, offset: -perMetre * geometry.emptyM },
      ],
    })
    // In winter nobody bathes: they stand by the road behind the beach.
    return byLake ? { ...bin, wintersAt: moved(position, 40, 260) } : bin
  })
}

function counters({ town, stage, shares }: FleetContext): PlannedMember[] {
  const busy = streetsOf(town, 'ring', 'avenue').filter((street) => street.name !== '')
  return spread(busy, shares.traffic).map(({ item: street, round }, index) => {
    const key = `comptage-${number(index)}`
    const people = index % 3 === 2
    const places = placesAlong(town, street, 90, 7)
    const placed: Placed = {
      key,
      name: `Comptage ${street.name}`,
      position: places[(Math.floor(places.length / 3) + round) % places.length]!,
      siteId: siteOfDistrict(town, street.district),
      type: people ? 'peopleCounter' : 'trafficCounter',
      attributes: { street: street.name },
      tags: ['mobilités'],
    }
    if (people)
      return lorawanMember(stage, placed, index % 2 === 0 ? 'milesight-vs350' : 'terabee-pc', {
        kind: 'people',
        size: 0.3,
      })
    return lorawanMember(stage, placed, 'parametric-tcr', {
      kind: 'traffic',
      size: street.class === 'ring' ? 1.2 : 0.8,
    })
  })
}

/** Named streets, the one that comes closest to the market place first. */
export function nearestFirst(town: Town, ...classes: Street['class'][]): Street[] {
  const away = (street: Street) =>
    Math.min(...street.line.map((position) => distanceM(position, town.centre)))
  return streetsOf(town, ...classes)
    .filter((street) => street.name !== '' && street.lengthM > 60)
    .map((street) => ({ street, metres: away(street) }))
    .sort((a, b) => a.metres - b.metres)
    .map(({ street }) => street)
}
