import { buildingFamilies } from './fleet/buildings.ts'
import type { Member } from './fleet/member.ts'
import { openAirFamilies } from './fleet/open-air.ts'
import { moved } from './fleet/placement.ts'
import { sharesOf } from './fleet/shares.ts'
import { sitesOf } from './fleet/sites.ts'
import { streetFamilies } from './fleet/streets.ts'
import { generateTown } from './town/generate-town.ts'
import type { Gateway } from './wire/radio.ts'
import { createWorld } from './world/world.ts'

export interface DemonstrationOptions {
  organisation: string
  devices: number
}

/** The town, what hangs in it, and who listens: the same at each start. */
export function demonstrationTerritory({ organisation, devices }: DemonstrationOptions) {
  const town = generateTown()
  const world = createWorld(town.seed, town.centre)
  const shares = sharesOf(devices)
  const context = { town, world, shares, organisation }
  const members: Member[] = [
    ...streetFamilies(context),
    ...buildingFamilies(context),
    ...openAirFamilies(context),
  ]
  const gateways: Gateway[] = [
    { id: '0016c001f1000001', name: 'Hôtel de ville', position: town.centre },
    { id: '0016c001f1000002', name: 'Gare', position: moved(town.centre, 300, 1600) },
    { id: '0016c001f1000003', name: 'Château d’eau', position: moved(town.centre, -1700, -900) },
    { id: '0016c001f1000004', name: 'Zone industrielle', position: moved(town.centre, 2100, -400) },
  ]
  return {
    baseMap: { type: 'FeatureCollection' as const, features: town.features },
    sites: sitesOf(town),
    members,
    gateways,
  }
}
