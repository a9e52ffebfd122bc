import { hash32, randomFor } from '../random.ts'
import { irrigationSource, riverSource, soundSource, weatherMastSource } from '../signals/outdoors.ts'
import { type FleetContext, siteOfDistrict } from './context.ts'
import type { Member } from './member.ts'
import { moved, spread } from './placement.ts'
import { lorawanMember, type Placed } from './plan.ts'

const number = (index: number) => String(index + 1).padStart(3, '0')
const masts = ['milesight-wts506', 'watteco-tempo-outdoor', 'decentlab-atm41']
const roots = ['milesight-em500-smtc', 'decentlab-trs12']
const gauges = ['vegapuls-air', 'decentlab-mbx']

/** What is out of doors and away from the kerb: masts, ears, roots and river. */
export function openAirFamilies({ town, world, shares }: FleetContext): Member[] {
  const warm = (name: string) => (/ville|gare|centre/i.test(name) ? 4 : 2)
  const weather = spread(town.districts, shares.masts).map(({ item: district, round }, index) => {
    const key = `meteo-${number(index)}`
    const placed = placedAt(
      key,
      `Mât météo ${district.name}`,
      moved(district.position, 30 + 40 * round, 25),
      'weatherMast',
      district.name,
    )
    const heatK = district.level === 'village' ? 0.3 : warm(district.name)
    return lorawanMember(placed, masts[index % masts.length]!, weatherMastSource(hash32(key), world, heatK))
  })
  const sound = spread(town.districts, shares.sounds).map(({ item: district, round }, index) => {
    const key = `bruit-${number(index)}`
    const placed = placedAt(
      key,
      `Station de bruit ${district.name}`,
      moved(district.position, -40, -30 - 40 * round),
      'soundStation',
      district.name,
    )
    const offset = (warm(district.name) - 3) * 2 + 4 * randomFor(key)()
    return lorawanMember(placed, 'milesight-ws302', soundSource(hash32(key), world, offset))
  })
  const soil = spread(town.parks, shares.irrigation).map(({ item: park, round }, index) => {
    const key = `sol-${number(index)}`
    const placed = placedAt(
      key,
      `${park.name}, zone ${round + 1}`,
      moved(park.position, 10 + 15 * round, 5),
      'irrigationZone',
      park.district,
    )
    return lorawanMember(placed, roots[index % roots.length]!, irrigationSource(key, hash32(key), world))
  })
  const river = spread(town.bridges, shares.rivers).map(({ item: bridge, round }, index) => {
    const key = `riviere-${number(index)}`
    const placed = placedAt(
      key,
      `${town.river.name}, ${bridge.name}`,
      moved(bridge.position, 8 + 20 * round, 4),
      'riverGauge',
      '',
    )
    // The radar hangs eight metres above the bed.
    return lorawanMember(placed, gauges[index % gauges.length]!, riverSource(hash32(key), world, 1.4), {
      conversions: [{ from: 'distance', to: 'water.level', scale: -1, offset: 8 }],
    })
  })
  return [...weather, ...sound, ...soil, ...river]

  function placedAt(
    key: string,
    name: string,
    position: Placed['position'],
    type: string,
    district: string,
  ): Placed {
    return { key, name, position, siteId: siteOfDistrict(town, district), type, attributes: {}, tags: [] }
  }
}
