import { hash32 } from '../random.ts'
import { binSource } from '../signals/bin.ts'
import { lampSource } from '../signals/lamp.ts'
import { parkingBaySource } from '../signals/parking-bay.ts'
import {
  bikeLockSource,
  buttonSource,
  leakLoggerSource,
  peopleSource,
  trafficSource,
} from '../signals/street-life.ts'
import type { Street, Town } from '../town/town.ts'
import { distanceM } from '../wire/position.ts'
import { type FleetContext, siteOfDistrict } from './context.ts'
import type { Member } from './member.ts'
import { alongStreet, moved, spread, streetsOf } from './placement.ts'
import { lorawanMember, mqttMember, type Placed } from './plan.ts'

const number = (index: number) => String(index + 1).padStart(3, '0')

/** What stands in the street: lamps, bins, bays, counters, loggers on the mains, buttons and locks. */
export function streetFamilies(context: FleetContext): Member[] {
  return [
    ...lamps(context),
    ...bins(context),
    ...bays(context),
    ...counters(context),
    ...loggers(context),
    ...smallThings(context),
  ]
}

function lamps({ town, world, shares }: FleetContext): Member[] {
  const streets = [
    ...nearestFirst(town, 'ring', 'avenue').slice(0, 4),
    ...nearestFirst(town, 'street'),
    ...streetsOf(town, 'ring', 'avenue'),
  ]
  const places = [...new Set(streets)].flatMap((street) =>
    alongStreet(street, 32, 5, true)
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
      attributes: { street: street.name, roadClass: street.class, ratedW, lamp: 'LED' },
      tags: ['éclairage', street.name],
    }
    const source = lampSource(hash32(key), world, {
      ratedW,
      night: avenue ? { from: 1, to: 6, level } : { from: 23, to: 6, level },
    })
    return lorawanMember(placed, index % 4 === 3 ? 'nasys-ul20xx-1.0' : 'nasys-ul20xx-1.1', source)
  })
}

const wasteKinds = ['verre', 'emballages', 'papier', 'ordures'] as const

function bins({ town, world, shares }: FleetContext): Member[] {
  const streets = streetsOf(town, 'street', 'avenue', 'lane').filter(
    (street) => street.name !== '' && street.lengthM > 80,
  )
  return spread(streets, shares.bins).map(({ item: street, round }, index) => {
    const key = `pav-${number(index)}`
    const kind = wasteKinds[index % wasteKinds.length]!
    const places = alongStreet(street, 60, 6)
    const position = places[(Math.floor(places.length / 2) + round) % places.length]!
    const big = index % 2 === 0
    const geometry = big ? { emptyM: 1.6, fullM: 0.3 } : { emptyM: 1.2, fullM: 0.2 }
    const placed: Placed = {
      key,
      name: `Point d’apport ${kind}, ${street.name}`,
      position,
      siteId: siteOfDistrict(town, street.district),
      type: 'wasteContainer',
      attributes: { kind, capacityM3: big ? 4 : 2, ...geometry },
      tags: ['déchets', kind],
    }
    const source = binSource(key, hash32(key), world, {
      ...geometry,
      rounds: index % 3 === 0 ? [2, 5] : [1, 4],
      roundHour: 6 + (index % 5) / 2,
    })
    const perMetre = -100 / (geometry.emptyM - geometry.fullM)
    return lorawanMember(placed, big ? 'pf-wilsen-sonic' : 'milesight-em400-mud', source, {
      conversions: [
        { from: 'distance', to: 'bin.fill', scale: perMetre, offset: -perMetre * geometry.emptyM },
      ],
    })
  })
}

function bays({ town, shares }: FleetContext): Member[] {
  const central = nearestFirst(town, 'street', 'avenue', 'pedestrian')
  const places = central.flatMap((street) =>
    alongStreet(street, 7, 3.4).map((position) => ({ street, position })),
  )
  return places.slice(0, shares.bays).map(({ street, position }, index) => {
    const key = `place-${number(index)}`
    const placed: Placed = {
      key,
      name: `Place ${index + 1}, ${street.name}`,
      position,
      siteId: siteOfDistrict(town, street.district),
      type: 'parkingBay',
      attributes: { street: street.name, maxStayMin: 120 },
      tags: ['stationnement', street.name],
    }
    return lorawanMember(
      placed,
      index % 3 === 2 ? 'bosch-tps110' : 'nwave-nps',
      parkingBaySource(key, hash32(key)),
    )
  })
}

function counters({ town, shares }: FleetContext): Member[] {
  const busy = streetsOf(town, 'ring', 'avenue').filter((street) => street.name !== '')
  return spread(busy, shares.traffic).map(({ item: street, round }, index) => {
    const key = `comptage-${number(index)}`
    const people = index % 3 === 2
    const places = alongStreet(street, 90, 7)
    const placed: Placed = {
      key,
      name: `Comptage ${street.name}`,
      position: places[(Math.floor(places.length / 3) + round) % places.length]!,
      siteId: siteOfDistrict(town, street.district),
      type: people ? 'peopleCounter' : 'trafficCounter',
      attributes: { street: street.name },
      tags: ['mobilités'],
    }
    const seed = hash32(key)
    if (people)
      return lorawanMember(
        placed,
        index % 2 === 0 ? 'milesight-vs350' : 'terabee-pc',
        peopleSource(seed, 0.3),
      )
    return lorawanMember(placed, 'parametric-tcr', trafficSource(seed, street.class === 'ring' ? 1.2 : 0.8))
  })
}

function loggers({ town, shares, organisation }: FleetContext): Member[] {
  return spread(town.waterMains, shares.leakLoggers).map(({ item: main, round }, index) => {
    const key = `ea-${number(index)}`
    const placed: Placed = {
      key,
      name: `Enregistreur EA-${number(index)}, ${main.street}`,
      position: moved(main.line[Math.floor(main.line.length / 2)]!, 3 + round, 2),
      siteId: null,
      type: 'leakLogger',
      attributes: {
        street: main.street,
        material: main.material,
        diameterMm: main.diameterMm,
        laid: main.laid,
      },
      tags: ['eau', main.material],
    }
    return mqttMember(placed, organisation, leakLoggerSource(hash32(key), null), [
      'leak.level',
      'leak.spread',
      'leak.frequency',
      'battery.level',
    ])
  })
}

function smallThings({ town, shares, organisation }: FleetContext): Member[] {
  const squares = town.poi.filter((poi) =>
    ['square', 'station', 'hall', 'town-hall', 'beach', 'public'].includes(poi.kind),
  )
  const buttons = spread(squares, shares.buttons).map(({ item: poi, round }, index) => {
    const key = `bouton-${number(index)}`
    const placed: Placed = {
      key,
      name: `Bouton propreté, ${poi.name}`,
      position: moved(poi.position, 12, -8 - 3 * round),
      siteId: siteOfDistrict(town, poi.district),
      type: 'callButton',
      tags: ['propreté'],
    }
    return lorawanMember(placed, 'milesight-ws101', buttonSource(key, hash32(key)))
  })
  const locks = spread(squares, shares.bikeLocks).map(({ item: poi, round }, index) => {
    const key = `velo-${number(index)}`
    const placed: Placed = {
      key,
      name: `Cadenas ${index + 1}, ${poi.name}`,
      position: moved(poi.position, -14, 6 + 3 * round),
      siteId: siteOfDistrict(town, poi.district),
      type: 'bikeLock',
      tags: ['vélo'],
    }
    return mqttMember(placed, organisation, bikeLockSource(key, hash32(key)), ['lock.state', 'battery.level'])
  })
  return [...buttons, ...locks]
}

/** Named streets, the one that comes closest to the market place first. */
function nearestFirst(town: Town, ...classes: Street['class'][]): Street[] {
  const away = (street: Street) =>
    Math.min(...street.line.map((position) => distanceM(position, town.centre)))
  return streetsOf(town, ...classes)
    .filter((street) => street.name !== '' && street.lengthM > 60)
    .map((street) => ({ street, metres: away(street) }))
    .sort((a, b) => a.metres - b.metres)
    .map(({ street }) => street)
}
