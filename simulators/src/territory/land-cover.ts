import { siteOfDistrict } from '../fleet/context.ts'
import { toPoint } from '../town/plane.ts'
import { contains } from '../town/ring.ts'
import type { Town } from '../town/town.ts'

const cellM = 400

/** Blocks by climate zone, with the people who live in their buildings: what a town knows of its ground. */
export function landCoverPatches(town: Town) {
  const patches = town.landCover.map(({ zone, district, areaM2, polygon }) => ({
    zone: String(zone),
    siteId: siteOfDistrict(town, district),
    areaM2: Math.max(1, areaM2),
    population: 0,
    geometry: { type: 'Polygon' as const, coordinates: polygon },
  }))
  const rings = town.landCover.map(({ polygon }) => polygon[0]!.map(toPoint))
  const byCell = new Map<string, number[]>()
  for (const [index, ring] of rings.entries()) {
    const xs = ring.map(({ x }) => Math.floor(x / cellM))
    const ys = ring.map(({ y }) => Math.floor(y / cellM))
    for (let i = Math.min(...xs); i <= Math.max(...xs); i++)
      for (let j = Math.min(...ys); j <= Math.max(...ys); j++)
        byCell.set(`${i} ${j}`, [...(byCell.get(`${i} ${j}`) ?? []), index])
  }
  for (const { position, residents } of town.buildings) {
    if (residents === 0) continue
    const place = toPoint(position)
    const near = byCell.get(`${Math.floor(place.x / cellM)} ${Math.floor(place.y / cellM)}`) ?? []
    const index = near.find((one) => contains(rings[one]!, place))
    if (index !== undefined) patches[index]!.population += residents
  }
  return patches
}
