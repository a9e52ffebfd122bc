import type { NewSite } from '@trame/domain'
import type { Town } from '../town/town.ts'

export const slugOf = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

export const territoryId = 'sit_territoire'
export const siteIdOf = (name: string) => `sit_${slugOf(name)}`

/** The territory, its districts, and the schools in them. */
export function sitesOf(town: Town): (NewSite & { id: string })[] {
  const [west, south, east, north] = town.bounds
  const frame = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const districts = town.districts.map((district) => ({
    id: siteIdOf(district.name),
    name: district.name,
    kind: 'district' as const,
    parentId: territoryId,
    geometry: { type: 'MultiPolygon' as const, coordinates: district.polygons },
  }))
  const known = new Set(districts.map((district) => district.id))
  const schools = town.schools.map((school) => ({
    id: siteIdOf(school.name),
    name: school.name,
    kind: 'building' as const,
    parentId: known.has(siteIdOf(school.district)) ? siteIdOf(school.district) : territoryId,
    geometry: { type: 'Point' as const, coordinates: [...school.position] },
  }))
  return [
    {
      id: territoryId,
      name: town.agglomeration,
      kind: 'territory',
      parentId: null,
      geometry: { type: 'Polygon', coordinates: [frame] },
    },
    ...districts,
    ...schools,
  ]
}
