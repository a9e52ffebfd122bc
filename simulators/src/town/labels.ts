import { label } from './features.ts'
import type { Plan } from './ground-plan.ts'
import { point } from './plane.ts'
import { centralQuarters, farQuarters, outerQuarters } from './quarters.ts'
import { areaOf } from './ring.ts'
import type { MapFeature } from './town.ts'

/** Rank 1 is read from afar, rank 5 only from close by. */
export function labels(plan: Plan): MapFeature[] {
  const seen = new Set<string>()
  const quarters = [
    ...Object.values(centralQuarters),
    ...outerQuarters,
    ...farQuarters.map(({ quarter }) => quarter),
  ]
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .map(({ name, at, level, fabric }) =>
      level === 'district'
        ? label(name, 'district', at, name === 'Vieille Ville' ? 1 : 2)
        : label(name, 'suburb', at, fabric === 'village' ? 2 : 3),
    )
  const found = plan.blocks.flatMap(({ place, at, ring }): MapFeature[] => {
    if (!place?.name) return []
    const large = areaOf(ring) > 20000
    switch (place.kind) {
      case 'park':
      case 'wood':
      case 'allotment':
      case 'cemetery':
      case 'pitch':
        return [label(place.name, 'park', at, large ? 3 : 4)]
      case 'square':
        return [label(place.name, 'square', at, place.name === 'Place du Marché' ? 2 : 4)]
      case 'station':
        return [label(place.name, 'square', { x: at.x, y: at.y - 8 }, 4)]
      case 'car-park':
        return [label(`Parking ${place.name}`, 'poi', at, 5)]
      case 'school':
        return [label(place.name, 'poi', at, 5)]
      default:
        return [label(place.name, 'poi', at, place.kind === 'hospital' || place.kind === 'town-hall' ? 3 : 4)]
    }
  })
  return [
    ...quarters,
    ...found,
    label('Gare de Valmeraie', 'station', point(112, 868), 2),
    label('Île aux Moulins', 'park', point(-105, -432), 3),
    label('Lac des Sablons', 'water', point(3010, -1720), 2),
    label('Plage des Sablons', 'poi', point(2930, -1370), 3),
  ]
}
