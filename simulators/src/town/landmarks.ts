import { grow } from './clip.ts'
import { type Footprint, fitShape } from './footprint.ts'
import { nearestOnLine } from './line.ts'
import type { Place } from './places.ts'
import { add, leftOf, type Point, times, toPoints } from './plane.ts'
import type { Random } from './random.ts'
import { innerPoint, orientedBox, type Ring } from './ring.ts'
import { sheds } from './sheds.ts'
import { railLine } from './skeleton.ts'

// Outlines in a unit square, turned with the block they stand on.
const shapes = {
  cross: toPoints(
    '-0.5,-0.16 0.1,-0.16 0.1,-0.42 0.28,-0.42 0.28,-0.16 0.42,-0.16 0.5,-0.08 0.5,0.08 0.42,0.16 0.28,0.16 0.28,0.42 0.1,0.42 0.1,0.16 -0.5,0.16',
  ),
  court: toPoints('-0.5,-0.5 0.5,-0.5 0.5,0.5 0.24,0.5 0.24,-0.12 -0.24,-0.12 -0.24,0.5 -0.5,0.5'),
  comb: toPoints(
    '-0.5,-0.5 0.5,-0.5 0.5,-0.22 0.42,-0.22 0.42,0.5 0.22,0.5 0.22,-0.22 0.1,-0.22 0.1,0.5 -0.1,0.5 -0.1,-0.22 -0.22,-0.22 -0.22,0.5 -0.42,0.5 -0.42,-0.22 -0.5,-0.22',
  ),
  angle: toPoints('-0.5,-0.5 0.5,-0.5 0.5,-0.1 -0.1,-0.1 -0.1,0.5 -0.5,0.5'),
  halt: toPoints('-0.5,-0.3 -0.16,-0.3 -0.16,-0.5 0.16,-0.5 0.16,-0.3 0.5,-0.3 0.5,0.5 -0.5,0.5'),
  hall: toPoints('-0.5,-0.5 0.5,-0.5 0.5,0.5 -0.5,0.5'),
}

const sizes: Partial<
  Record<Place['kind'], { shape: keyof typeof shapes; long: number; wide: number; floors: number }>
> = {
  church: { shape: 'cross', long: 54, wide: 40, floors: 3 },
  'town-hall': { shape: 'court', long: 52, wide: 36, floors: 3 },
  hall: { shape: 'hall', long: 46, wide: 26, floors: 1 },
  school: { shape: 'court', long: 72, wide: 46, floors: 2 },
  hospital: { shape: 'comb', long: 170, wide: 110, floors: 4 },
  public: { shape: 'angle', long: 56, wide: 38, floors: 2 },
}

/** What stands on a block that was given to one purpose. */
export function landmark(place: Place, lot: Ring, random: Random): Footprint[] {
  if (place.kind === 'depot') return sheds(lot, 'industrial', 9000, random)
  if (place.kind === 'works') return basins(lot)
  if (place.kind === 'station') return station(place, lot)
  const size = sizes[place.kind]
  const [ground] = grow([lot], -2.5)
  if (!size || !ground) return []
  const box = orientedBox(ground)
  const at = innerPoint(ground)
  // A church points east whatever its street does; 12 degrees off, as many do.
  const along = place.kind === 'church' ? { x: 0.978, y: 0.208 } : box.along
  const factor = place.kind === 'school' && (place.size ?? 0) > 20 ? 1.5 : 1
  const ring = fitShape(shapes[size.shape], ground, at, along, size.long * factor, size.wide * factor)
  return ring
    ? [{ ring, class: place.kind === 'church' ? 'church' : 'public', floors: size.floors, name: place.name }]
    : []
}

/** The station stands along the tracks, its square before it. */
function station(place: Place, lot: Ring): Footprint[] {
  const rail = nearestOnLine(place.at, railLine)
  const at = add(rail.point, times(leftOf(rail.direction), -46))
  const ring = fitShape(shapes.halt, lot, at, rail.direction, 96, 17)
  return ring ? [{ ring, class: 'public', floors: 2, name: 'Gare de Valmeraie' }] : []
}

/** Round tanks in a row and a small house for the pumps. */
function basins(lot: Ring): Footprint[] {
  const box = orientedBox(lot)
  const disc: Point[] = Array.from({ length: 16 }, (_, k) => {
    const turn = (2 * Math.PI * k) / 16
    return { x: Math.cos(turn) / 2, y: Math.sin(turn) / 2 }
  })
  return [-60, -15, 30, 75].flatMap((u, k): Footprint[] => {
    const shape = k === 3 ? shapes.hall : disc
    const ring = fitShape(shape, lot, add(box.centre, times(box.along, u)), box.along, 34, k === 3 ? 20 : 34)
    return ring ? [{ ring, class: 'industrial', floors: 1 }] : []
  })
}
