import { typicalCelerity } from '@trame/use-cases'
import { randomFor } from '../random.ts'
import type { DistrictOptions } from '../signals/water-district.ts'
import type { Town, WaterMain } from '../town/town.ts'
import { distanceM, type Position } from '../wire/position.ts'
import { type FleetContext, siteOfDistrict } from './context.ts'
import type { PlannedMember } from './member.ts'
import { middleOf, moved } from './placement.ts'
import { lorawanMember, mqttMember, type Placed } from './plan.ts'
import type { Family } from './shares.ts'

const number = (index: number) => String(index + 1).padStart(3, '0')
/** Loggers of one district hang about so far from each other along the streets. */
const spacingM = 140

interface Sector {
  options: DistrictOptions
  name: string
  district: string
  centre: Position
  /** With a logger each, the nearest to the middle first. */
  mains: readonly WaterMain[]
  lengthKm: number
}

/** Sectors around the middle of town: mains of metal with a logger every street or two. The leak of the story is in the first. */
export function sectorsOf(town: Town, shares: Record<Family, number>): Sector[] {
  const count = Math.max(1, shares.districtMeters)
  const districts = [...town.districts]
    .filter(({ level }) => level !== 'village')
    .sort((a, b) => distanceM(a.position, town.centre) - distanceM(b.position, town.centre))
    .slice(0, count)
  return districts.map((district, index) => {
    const loggers = Math.ceil((shares.leakLoggers - index) / districts.length)
    const near = town.waterMains
      .map((main) => ({ main, metres: distanceM(middleOf(main.line), district.position) }))
      .sort((a, b) => a.metres - b.metres)
    const mains: WaterMain[] = []
    for (const { main } of near) {
      if (mains.length >= loggers) break
      const apart = (other: WaterMain) => distanceM(middleOf(main.line), middleOf(other.line)) >= spacingM
      if (/iron/.test(main.material) && mains.every(apart)) mains.push(main)
    }
    const all = near.filter(({ metres }) => metres < 350).map(({ main }) => main)
    const lengthKm = all.reduce((sum, main) => sum + main.lengthM, 0) / 1000
    return {
      name: `Secteur ${district.name}`,
      district: district.name,
      centre: district.position,
      mains,
      lengthKm: Math.round(lengthKm * 10) / 10,
      options: {
        key: `secteur-${number(index)}`,
        properties: 500 + Math.round(500 * randomFor(district.name, 'homes')()),
        // Where there are others, the sector of the story is sound until then: for people to see its leak found.
        spots:
          index === 0 && shares.districtMeters > 1
            ? []
            : mains.map((main) => moved(middleOf(main.line), 35, 20)),
        ofStory: index === 0,
      },
    }
  })
}

/** A leak of the story: beside the first logger of the first sector. */
export const leakSceneOf = (town: Town, shares: Record<Family, number>): Position => {
  const main = sectorsOf(town, shares)[0]?.mains[0]
  return main ? middleOf(main.line) : town.centre
}

export function waterFamilies(context: FleetContext): PlannedMember[] {
  const { town, shares } = context
  const sectors = sectorsOf(town, shares)
  return [
    ...districtMeters(context, sectors.slice(0, shares.districtMeters)),
    ...loggers(context, sectors),
    ...pairs(context, sectors),
    ...customers(context, sectors),
  ]
}

const parentOf = ({ options }: Sector) => `ast_${options.key}`

function districtMeters({ town, stage, organisation }: FleetContext, sectors: readonly Sector[]) {
  return sectors.map(({ name, district, centre, options, lengthKm }) => {
    const placed: Placed = {
      key: options.key,
      name,
      position: centre,
      siteId: siteOfDistrict(town, district),
      type: 'waterDistrict',
      attributes: { properties: options.properties, mainsKm: lengthKm, nonHousehold: 0 },
      tags: ['eau'],
    }
    return mqttMember(stage, placed, organisation, { kind: 'districtMeter', district: options }, [
      'water.flow',
      'water.pressure',
      'battery.level',
    ])
  })
}

function loggers({ town, stage, organisation, shares }: FleetContext, sectors: readonly Sector[]) {
  const placed = sectors.flatMap((sector) => sector.mains.map((main) => ({ sector, main })))
  return placed.slice(0, shares.leakLoggers).map(({ sector, main }, index) => {
    const key = `ea-${number(index)}`
    const where: Placed = {
      key,
      name: `Enregistreur EA-${number(index)}, ${main.street}`,
      position: moved(middleOf(main.line), 3, 2),
      siteId: siteOfDistrict(town, sector.district),
      type: 'leakLogger',
      attributes: {
        parent: parentOf(sector),
        street: main.street,
        material: main.material,
        diameterMm: main.diameterMm,
        laid: main.laid,
      },
      tags: ['eau', main.material],
    }
    const play = { kind: 'leakLogger' as const, district: sector.options, material: main.material }
    return mqttMember(stage, where, organisation, play, [
      'leak.level',
      'leak.spread',
      'leak.tone',
      'leak.frequency',
      'battery.level',
    ])
  })
}

/** The two nearest loggers of each sector, the first of which hears the story. */
function pairs({ town, stage, organisation, shares }: FleetContext, sectors: readonly Sector[]) {
  const whole = sectors.filter(({ mains }) => mains.length >= 2).slice(0, shares.loggerPairs)
  return whole.map((sector, index) => {
    const [main, ...others] = sector.mains
    const first = moved(middleOf(main!.line), 3, 2)
    const other = others.reduce((best, one) =>
      distanceM(middleOf(one.line), first) < distanceM(middleOf(best.line), first) ? one : best,
    )
    const second = moved(middleOf(other.line), 3, 2)
    const lengthM = Math.round(distanceM(first, second) * 1.15)
    const key = `paire-${number(index)}`
    const material = /ductile/.test(main!.material) ? 'ductileIron' : 'greyIron'
    const placed: Placed = {
      key,
      name: `${main!.street} – ${other.street}`,
      position: moved(first, (second[0] - first[0]) * 38_000, (second[1] - first[1]) * 55_500),
      siteId: siteOfDistrict(town, sector.district),
      type: 'loggerPair',
      attributes: {
        parent: parentOf(sector),
        pipes: `${material} ${main!.diameterMm}: ${lengthM}`,
      },
      tags: ['eau'],
    }
    const celerityMs =
      typicalCelerity(material, main!.diameterMm) * (0.95 + 0.1 * randomFor(key, 'celerity')())
    const pair = { district: sector.options, first, second, lengthM, celerityMs, material: main!.material }
    return mqttMember(stage, placed, organisation, { kind: 'loggerPair', ...pair }, [
      'leak.delay',
      'leak.correlation',
      'battery.level',
    ])
  })
}

const meterModels = ['axioma-w1', 'adeunis-pulse', 'watteco-pulse']

/** Homes stand on no map of ours: their meters hang in the middle of the sector, under a number. */
function customers({ town, stage, shares }: FleetContext, sectors: readonly Sector[]) {
  return Array.from({ length: shares.customerMeters }, (_, index) => {
    const sector = sectors[index % sectors.length]!
    const key = `abonne-${number(index)}`
    const placed: Placed = {
      key,
      name: `Abonné ${number(index)}`,
      position: sector.centre,
      siteId: siteOfDistrict(town, sector.district),
      type: 'customerMeter',
      attributes: { parent: parentOf(sector) },
      tags: ['eau', 'abonné'],
    }
    return lorawanMember(
      stage,
      placed,
      meterModels[index % meterModels.length]!,
      { kind: 'customerMeter' },
      { conversions: [{ from: 'pulse.total', to: 'water.volume', scale: 0.001, offset: 0 }] },
    )
  })
}
