import { polygonOf } from './features.ts'
import { districtNameOf, outside } from './ground-finder.ts'
import type { Plan } from './ground-plan.ts'
import { toPosition } from './plane.ts'
import { centralQuarters, farQuarters, outerQuarters, type Quarter } from './quarters.ts'
import type { Building, District } from './town.ts'

const known: Quarter[] = [
  ...Object.values(centralQuarters),
  ...outerQuarters,
  ...farQuarters.map(({ quarter }) => quarter),
]

/** Districts with the people who live in them; the open country round the town is not one. */
export function districtsOf(plan: Plan, buildings: readonly Building[]): District[] {
  const byName = new Map<string, District>()
  for (const { ring, ground } of plan.faces) {
    const name = districtNameOf(ground)
    if (name === outside) continue
    const quarter = known.find((one) => one.name === name)!
    const level = quarter.fabric === 'village' ? 'village' : quarter.level
    const district: District = byName.get(name) ?? {
      name,
      level,
      position: toPosition(quarter.at),
      population: 0,
      buildings: 0,
      polygons: [],
    }
    district.polygons.push(polygonOf(ring))
    byName.set(name, district)
  }
  for (const building of buildings) {
    const district = byName.get(building.district)
    if (!district) continue
    district.population += building.residents
    district.buildings += 1
  }
  return [...byName.values()]
}
