import { toPosition } from './plane.ts'
import { between, randomFor } from './random.ts'
import type { RoadClass } from './roads.ts'
import type { DrawnStreet } from './street-list.ts'
import type { WaterMain } from './town.ts'

const diameters: Partial<Record<RoadClass, number>> = {
  ring: 300,
  avenue: 200,
  street: 125,
  lane: 80,
  pedestrian: 100,
}

/** One main under each street of the town; the older the quarter, the more cast iron. */
export function waterMainsOf(streets: readonly DrawnStreet[], seed: string): WaterMain[] {
  return streets
    .filter(({ district, class: kind }) => district !== 'Campagne' || kind !== 'lane')
    .map((street) => {
      const random = randomFor(seed, `main/${street.id}`)
      const diameterMm = diameters[street.class] ?? 80
      const old = street.district === 'Vieille Ville' || street.district.includes('Faubourg')
      const laid = Math.round(old ? between(random, 1932, 1994) : between(random, 1958, 2018))
      const material =
        laid < 1966 ? 'cast-iron' : diameterMm >= 150 ? 'ductile-iron' : laid < 1998 ? 'pvc' : 'hdpe'
      return {
        street: street.name,
        material,
        diameterMm,
        laid,
        lengthM: Math.round(street.lengthM),
        line: street.longest.map(toPosition),
      }
    })
}
