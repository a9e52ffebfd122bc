import { type ClimateZone, climateZones } from './land-cover.ts'
import type { SurfaceProperty } from './surface-frames.ts'
import type { DrawnFrame, Ground } from './surface-grid.ts'

export interface Exposure {
  mean: number
  max: number
  population: number
  exposed: number
  areaM2: number
  unknown: number
}

/** From when on people count as exposed. */
const limits: Record<SurfaceProperty, number> = {
  'heat.intensity': 2,
  'air.temperature': 25,
  'heat.tropicalNight': 0.5,
}

/** Crossed with land cover: by district and by climate zone, means by area, people where they live. */
export function exposureOf(frame: DrawnFrame, ground: readonly Ground[], property: SurfaceProperty) {
  const patches = ground.map((patch) => ({ ...patch, ...frame.at(patch) }))
  const share = (list: readonly (Ground & { value: number; masked: boolean })[]): Exposure | null => {
    const known = list.filter(({ masked }) => !masked)
    const area = (some: readonly Ground[]) => some.reduce((sum, { areaM2 }) => sum + areaM2, 0)
    if (known.length === 0) return null
    const people = (some: readonly Ground[]) => some.reduce((sum, { population }) => sum + population, 0)
    return {
      mean: known.reduce((sum, { value, areaM2 }) => sum + value * areaM2, 0) / area(known),
      max: known.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY),
      population: people(list),
      exposed: people(known.filter(({ value }) => value >= limits[property])),
      areaM2: area(list),
      unknown: 1 - area(known) / area(list),
    }
  }
  const districts = [...Map.groupBy(patches, ({ siteId }) => siteId)].flatMap(([siteId, list]) => {
    const found = share(list)
    return found && siteId !== null ? { siteId, name: list[0]!.siteName ?? siteId, ...found } : []
  })
  const zones = [...Map.groupBy(patches, ({ zone }) => zone)].flatMap(([zone, list]) => {
    const found = share(list)
    const { fr, en } = climateZones[zone as ClimateZone]
    return found ? { zone, fr, en, ...found } : []
  })
  const byMean = (a: Exposure, b: Exposure) => b.mean - a.mean
  return { districts: districts.sort(byMean), zones: zones.sort(byMean) }
}
