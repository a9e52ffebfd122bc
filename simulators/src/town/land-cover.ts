import { polygonOf } from './features.ts'
import type { Plan } from './ground-plan.ts'
import type { UsedBlock } from './land-use.ts'
import type { Fabric, Ground } from './quarters.ts'
import { areaOf } from './ring.ts'
import type { LandCover, LocalClimateZone } from './town.ts'

const zoneOfFabric: Record<Fabric, LocalClimateZone> = {
  old: 2,
  boulevard: 2,
  faubourg: 3,
  towers: 5,
  houses: 6,
  village: 9,
  industry: 8,
  business: 8,
}

function zoneOf({ land, place, ground }: UsedBlock): LocalClimateZone {
  if (ground.kind === 'water') return 'G'
  if (ground.kind === 'rail' || ground.kind === 'verge') return 'E'
  if (
    place?.kind === 'car-park' ||
    place?.kind === 'square' ||
    place?.kind === 'hall' ||
    place?.kind === 'station'
  )
    return 'E'
  if (land === 'wood') return 'A'
  if (land === 'park' || land === 'cemetery' || land === 'allotment' || land === 'pitch') return 'B'
  if (land === 'field') return 'D'
  return ground.kind === 'built' ? zoneOfFabric[ground.quarter.fabric] : 'D'
}

export const landCoverOf = (plan: Plan, districtNameOf: (ground: Ground) => string): LandCover[] =>
  plan.blocks.map((block) => ({
    zone: zoneOf(block),
    district: districtNameOf(block.ground),
    areaM2: Math.round(areaOf(block.ring)),
    polygon: polygonOf(block.ring),
  }))
