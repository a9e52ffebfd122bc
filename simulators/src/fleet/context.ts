import type { Town } from '../town/town.ts'
import type { Stage } from '../world/stage.ts'
import type { Family } from './shares.ts'
import { siteIdOf, territoryId } from './sites.ts'

export interface FleetContext {
  town: Town
  stage: Stage
  shares: Record<Family, number>
  organisation: string
}

/** The site of a district's name; what lies outside every district belongs to the territory. */
export const siteOfDistrict = (town: Town, name: string) =>
  town.districts.some((district) => district.name === name) ? siteIdOf(name) : territoryId
