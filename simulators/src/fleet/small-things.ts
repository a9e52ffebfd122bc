import { type FleetContext, siteOfDistrict } from './context.ts'
import type { PlannedMember } from './member.ts'
import { moved, spread } from './placement.ts'
import { lorawanMember, mqttMember, type Placed } from './plan.ts'

const number = (index: number) => String(index + 1).padStart(3, '0')

/** Buttons that people press where it is dirty, and locks of shared bicycles. */
export function smallThings({ town, stage, shares, organisation }: FleetContext): PlannedMember[] {
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
    return lorawanMember(stage, placed, 'milesight-ws101', { kind: 'button' })
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
    return mqttMember(stage, placed, organisation, { kind: 'bikeLock' }, ['lock.state', 'battery.level'])
  })
  return [...buttons, ...locks]
}
