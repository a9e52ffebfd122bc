import { type Point, toPoint } from './plane.ts'
import type { LocalClimateZone, Town } from './town.ts'

/** Night offsets against low plants, K, on a calm clear night (domain.md 11.3, for simulation). */
export const nightOffsets: Record<LocalClimateZone, number> = {
  2: 4,
  3: 3.5,
  5: 2.5,
  6: 1.5,
  8: 2,
  9: 0.7,
  A: -0.5,
  B: 0,
  D: 0,
  E: 2,
  F: 0,
  G: 1,
}

interface Cell {
  at: Point
  areaM2: number
  offset: number
}
const cells = new WeakMap<Town, Cell[]>()

/** Mean offset of the ground around a place, by area: what a mast there feels of the town. Open fields are 0. */
export function offsetAround(town: Town, position: readonly [number, number], radiusM: number): number {
  let known = cells.get(town)
  if (!known) {
    known = town.landCover.map(({ zone, areaM2, polygon }) => ({
      at: middleOf(polygon[0]!.map(toPoint)),
      areaM2,
      offset: nightOffsets[zone],
    }))
    cells.set(town, known)
  }
  const centre = toPoint(position)
  const near = known.filter(({ at }) => Math.hypot(at.x - centre.x, at.y - centre.y) <= radiusM)
  const ground = Math.PI * radiusM ** 2
  const covered = near.reduce((sum, { areaM2 }) => sum + areaM2, 0)
  const felt = near.reduce((sum, { areaM2, offset }) => sum + areaM2 * offset, 0)
  return felt / Math.max(covered, ground * 0.6)
}

const middleOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
})
