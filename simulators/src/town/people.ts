import type { Footprint } from './footprint.ts'
import type { UsedBlock } from './land-use.ts'
import { areaOf } from './ring.ts'

/** How many could live there: floor space for flats, a household for a house. Scaled to the census afterwards. */
export function roomFor(building: Footprint, block: UsedBlock | undefined): number {
  if (block?.ground.kind !== 'built' || block.place || building.class === 'public') return 0
  const { fabric } = block.ground.quarter
  const floorSpace = areaOf(building.ring) * building.floors
  if (fabric === 'industry' || fabric === 'business') return 0
  if (fabric === 'houses' || fabric === 'village') return 2.5
  if (building.floors === 1 && fabric !== 'towers') return 0
  return floorSpace / (fabric === 'faubourg' ? 95 : building.floors > 9 ? 52 : 105)
}

/** Whole people, summing to the census exactly (largest remainder). */
export function shareOut(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (weight / sum) * total)
  const shares = exact.map(Math.floor)
  const missing = total - shares.reduce((a, b) => a + b, 0)
  const order = exact.map((value, index) => ({ rest: value - shares[index]!, index }))
  order.sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of order.slice(0, missing)) shares[index]!++
  return shares
}
