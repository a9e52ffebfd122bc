import { randomFor } from '../random.ts'
import { type FleetContext, siteOfDistrict } from './context.ts'
import type { PlannedMember } from './member.ts'
import { moved, spread } from './placement.ts'
import { lorawanMember, type Placed } from './plan.ts'

const number = (index: number) => String(index + 1).padStart(3, '0')
const roots = ['milesight-em500-smtc', 'decentlab-trs12']
const valveModels = ['strega-smart-valve', 'milesight-uc511']
const gauges = ['vegapuls-air', 'decentlab-mbx']

/** What is out of doors and away from the kerb: ears, roots and river; masts are in `masts.ts`. */
export function openAirFamilies({ town, stage, shares }: FleetContext): PlannedMember[] {
  const warm = (name: string) => (/ville|gare|centre/i.test(name) ? 4 : 2)
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
    return lorawanMember(stage, placed, 'milesight-ws302', { kind: 'sound', offsetDb: offset })
  })
  const zones = spread(town.parks, shares.irrigation).map(({ item: park, round }, index) =>
    placedAt(
      `sol-${number(index)}`,
      `${park.name}, zone ${round + 1}`,
      moved(park.position, 10 + 15 * round, 5),
      'irrigationZone',
      park.district,
    ),
  )
  // Some zones have their own valve: two devices on one asset.
  const valves = zones.slice(0, shares.valves).map((zone, index) => {
    const placed = { ...zone, key: `vanne-${number(index)}`, asset: zone.key }
    return lorawanMember(stage, placed, valveModels[index % valveModels.length]!, { kind: 'valve' })
  })
  const soil = zones.map((placed, index) => {
    return lorawanMember(stage, placed, roots[index % roots.length]!, { kind: 'soil' })
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
    return lorawanMember(
      stage,
      placed,
      gauges[index % gauges.length]!,
      { kind: 'river', meanM: 1.4 },
      {
        conversions: [{ from: 'distance', to: 'water.level', scale: -1, offset: 8 }],
      },
    )
  })
  return [...sound, ...soil, ...valves, ...river]

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
