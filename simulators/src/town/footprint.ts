import { cross, minus, type Point, unit } from './plane.ts'
import { areaOf, boxOf, contains, isSimple, meet, type Ring } from './ring.ts'

export type BuildingClass = 'house' | 'block' | 'public' | 'industrial' | 'church'
export type Footprint = { ring: Ring; class: BuildingClass; floors: number; name?: string }

/** True when the whole outline of `inner` lies within `outer`. */
export function fits(inner: Ring, outer: Ring): boolean {
  if (!inner.every((p) => contains(outer, p))) return false
  for (let i = 0, j = inner.length - 1; i < inner.length; j = i++) {
    for (let k = 0, l = outer.length - 1; k < outer.length; l = k++) {
      if (meet(inner[j]!, inner[i]!, outer[l]!, outer[k]!)) return false
    }
  }
  return true
}

/** Convex outlines are apart when a side of one of them separates them by at least `gap`. */
export function apart(a: Ring, b: Ring, gap: number): boolean {
  const boxA = boxOf(a)
  const boxB = boxOf(b)
  if (boxA.east + gap < boxB.west || boxB.east + gap < boxA.west) return true
  if (boxA.north + gap < boxB.south || boxB.north + gap < boxA.south) return true
  return separates(a, b, gap) || separates(b, a, gap)
}

function separates(a: Ring, b: Ring, gap: number): boolean {
  for (let i = 0, j = a.length - 1; i < a.length; j = i++) {
    const origin = a[j]!
    const along = unit(minus(a[i]!, origin))
    // Counter-clockwise outlines have their outside on the right.
    if (b.every((p) => cross(along, minus(p, origin)) <= -gap)) return true
  }
  return false
}

export const isDecent = (ring: Ring, least: number): boolean => areaOf(ring) > least && isSimple(ring)

/** A drawing in a unit square, laid on the ground with its x along the given direction. */
export function placeShape(
  shape: readonly Point[],
  at: Point,
  along: Point,
  long: number,
  wide: number,
): Ring {
  return shape.map(({ x, y }) => ({
    x: at.x + along.x * x * long - along.y * y * wide,
    y: at.y + along.y * x * long + along.x * y * wide,
  }))
}

/** Shrinks a shape until it fits its lot. */
export function fitShape(
  shape: readonly Point[],
  lot: Ring,
  at: Point,
  along: Point,
  long: number,
  wide: number,
): Ring | undefined {
  for (let scale = 1; scale > 0.25; scale *= 0.9) {
    const ring = placeShape(shape, at, along, long * scale, wide * scale)
    if (fits(ring, lot)) return ring
  }
  return undefined
}
