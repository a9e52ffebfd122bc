import type { Plan } from './ground-plan.ts'
import type { Point } from './plane.ts'
import type { Ground } from './quarters.ts'
import { boxOf, contains } from './ring.ts'
import type { WhereIs } from './street-list.ts'

export const outside = 'Campagne'

export const districtNameOf = (ground: Ground): string =>
  ground.kind === 'built'
    ? ground.quarter.name
    : ground.kind === 'island'
      ? 'Vieille Ville'
      : ground.kind === 'leisure'
        ? 'Les Sablons'
        : outside

/** Asks the faces of the plan, boxes first. */
export function groundFinder(plan: Plan): WhereIs {
  const faces = plan.faces.map(({ ring, ground }) => ({ ring, ground, box: boxOf(ring) }))
  return (p: Point) => {
    const face = faces.find(
      ({ ring, box }) =>
        p.x >= box.west && p.x <= box.east && p.y >= box.south && p.y <= box.north && contains(ring, p),
    )
    if (!face) return { district: outside, fabric: 'country' }
    const fabric = face.ground.kind === 'built' ? face.ground.quarter.fabric : 'country'
    return { district: districtNameOf(face.ground), fabric }
  }
}
