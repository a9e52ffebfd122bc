import { createOrders } from './downlink/orders.ts'
import { buildingFamilies } from './fleet/buildings.ts'
import { collectionOf, streetsForTrucks } from './fleet/collection.ts'
import { climateNetwork, mastFamily } from './fleet/masts.ts'
import type { PlannedMember } from './fleet/member.ts'
import { openAirFamilies } from './fleet/open-air.ts'
import { parkingAssets, parkingFamilies } from './fleet/parking.ts'
import { moved } from './fleet/placement.ts'
import { sharesOf } from './fleet/shares.ts'
import { sitesOf } from './fleet/sites.ts'
import { lightingCabinets, streetFamilies } from './fleet/streets.ts'
import { leakSceneOf, waterFamilies } from './fleet/water.ts'
import { createStories, type Scenes } from './stories/stories.ts'
import { landCoverPatches } from './territory/land-cover.ts'
import { generateTown } from './town/generate-town.ts'
import type { Town } from './town/town.ts'
import { distanceM, type Position } from './wire/position.ts'
import type { Gateway } from './wire/radio.ts'
import { createWorld } from './world/world.ts'

export interface DemonstrationOptions {
  organisation: string
  devices: number
}

/** The town, what hangs in it, and who listens: the same at each start. */
export function demonstrationTerritory(
  { organisation, devices }: DemonstrationOptions,
  town = generateTown(),
) {
  const shares = sharesOf(devices)
  const gateways = gatewaysOf(town)
  const scenes: Scenes = {
    beach: town.beach.position,
    leak: leakSceneOf(town, shares),
    gateway: gateways[0]!.id,
    // Until the bins stand: nothing burns while the town is planned.
    fire: town.centre,
  }
  // Only asked how often each device speaks: nothing was ordered yet and nothing happens.
  const stage = {
    world: createWorld(town.seed, town.centre),
    orders: createOrders(),
    stories: createStories(scenes),
    scenes,
  }
  const context = { town, stage, shares, organisation }
  const members: PlannedMember[] = [
    ...streetFamilies(context),
    ...buildingFamilies(context),
    ...openAirFamilies(context),
    ...mastFamily(context),
    ...parkingFamilies(context),
    ...waterFamilies(context),
  ]
  return {
    baseMap: { type: 'FeatureCollection' as const, features: town.features },
    streets: streetsForTrucks(town),
    collection: collectionOf(town),
    sites: sitesOf(town),
    landCover: landCoverPatches(town),
    assets: [...parkingAssets(context, members), ...lightingCabinets(members), ...climateNetwork(context)],
    members,
    gateways,
    scenes: { ...scenes, fire: nearestBin(members, town.centre) },
    seed: town.seed,
    centre: town.centre,
  }
}

/** The bin of the fire; the middle of town when there is none. */
const nearestBin = (members: readonly PlannedMember[], centre: Position): Position =>
  members
    .filter(({ play }) => play.kind === 'bin')
    .map(({ position }) => ({ position, away: distanceM(position, centre) }))
    .sort((a, b) => a.away - b.away)[0]?.position ?? centre

const gatewaysOf = (town: Town): Gateway[] => [
  { id: '0016c001f1000001', name: 'Hôtel de ville', position: town.centre },
  { id: '0016c001f1000002', name: 'Gare', position: moved(town.centre, 300, 1600) },
  { id: '0016c001f1000003', name: 'Château d’eau', position: moved(town.centre, -1700, -900) },
  { id: '0016c001f1000004', name: 'Zone industrielle', position: moved(town.centre, 2100, -400) },
  { id: '0016c001f1000005', name: 'Lac', position: moved(town.beach.position, 150, 120) },
]
