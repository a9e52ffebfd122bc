import { nearestOnLine, pointAlong } from './line.ts'
import { leftOf, type Point, type Position, toPoint, toPosition } from './plane.ts'
import { type Box, boxOf, contains } from './ring.ts'
import type { Street, Town } from './town.ts'

export type Spot = {
  position: Position
  street: Street
  /** Degrees clockwise from north: the way the street runs there. */
  bearing: number
  district: string
}

const roundDegrees = (direction: Point): number =>
  (Math.round((Math.atan2(direction.x, direction.y) * 180) / Math.PI) + 360) % 360

/**
 * Spots at even distances along streets, `offsetM` to the right of the way they are drawn; with `alternate`, on either
 * side in turn, as lamps stand in wide streets. Country roads are left out unless asked for by `accept`.
 */
export function alongStreet(
  town: Town,
  spacingM: number,
  offsetM: number,
  options: { accept?: (street: Street) => boolean; alternate?: boolean } = {},
): Spot[] {
  const accept = options.accept ?? ((street) => street.district !== 'Campagne')
  return town.streets.filter(accept).flatMap((street) =>
    street.lines.flatMap((line) => {
      const points = line.map(toPoint)
      const total = points.reduce(
        (sum, p, i) => sum + (i === 0 ? 0 : Math.hypot(p.x - points[i - 1]!.x, p.y - points[i - 1]!.y)),
        0,
      )
      const count = Math.floor(total / spacingM)
      return Array.from({ length: count }, (_, k): Spot => {
        const { point, direction } = pointAlong(points, ((k + 0.5) * total) / count)
        const side = options.alternate && k % 2 === 1 ? offsetM : -offsetM
        const left = leftOf(direction)
        const position = toPosition({ x: point.x + left.x * side, y: point.y + left.y * side })
        return { position, street, bearing: roundDegrees(direction), district: street.district }
      })
    }),
  )
}

export type NearestStreet = { street: Street; position: Position; distanceM: number }

const streetIndex = new WeakMap<Town, { street: Street; points: Point[]; box: Box }[]>()

/** The street closest to a place, and the point on it. */
export function nearestStreet(town: Town, position: Position): NearestStreet {
  let index = streetIndex.get(town)
  if (!index) {
    index = town.streets.flatMap((street) =>
      street.lines.map((line) => {
        const points = line.map(toPoint)
        return { street, points, box: boxOf(points) }
      }),
    )
    streetIndex.set(town, index)
  }
  const p = toPoint(position)
  let best: NearestStreet | undefined
  for (const { street, points, box } of index) {
    const reach = best?.distanceM ?? Infinity
    if (
      p.x < box.west - reach ||
      p.x > box.east + reach ||
      p.y < box.south - reach ||
      p.y > box.north + reach
    )
      continue
    const hit = nearestOnLine(p, points)
    if (hit.distance < reach) best = { street, position: toPosition(hit.point), distanceM: hit.distance }
  }
  return best!
}

/** The name of the district a place lies in, or nothing in the open country. */
export function districtAt(town: Town, position: Position): string | undefined {
  const inRing = (ring: Position[]) =>
    contains(
      ring.map(([x, y]) => ({ x, y })),
      { x: position[0], y: position[1] },
    )
  return town.districts.find(({ polygons }) =>
    polygons.some(([outer, ...holes]) => inRing(outer!) && !holes.some(inRing)),
  )?.name
}
