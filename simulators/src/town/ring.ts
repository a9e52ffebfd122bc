import { cross, distance, dot, minus, mix, type Point, unit } from './plane.ts'

/** A ring is a closed outline without its repeated last point. */
export type Ring = Point[]

export function areaOf(ring: readonly Point[]): number {
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) twice += cross(ring[j]!, ring[i]!)
  return twice / 2
}

export function perimeterOf(ring: readonly Point[]): number {
  let sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += distance(ring[j]!, ring[i]!)
  return sum
}

export function centroidOf(ring: readonly Point[]): Point {
  const origin = ring[0]!
  let twice = 0
  let x = 0
  let y = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = minus(ring[j]!, origin)
    const b = minus(ring[i]!, origin)
    const part = cross(a, b)
    twice += part
    x += (a.x + b.x) * part
    y += (a.y + b.y) * part
  }
  if (Math.abs(twice) < 1e-9) return origin
  return { x: origin.x + x / (3 * twice), y: origin.y + y / (3 * twice) }
}

export function contains(ring: readonly Point[], p: Point): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!
    const b = ring[j]!
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

export type Box = { west: number; south: number; east: number; north: number }

export function boxOf(points: readonly Point[]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const p of points) {
    if (p.x < box.west) box.west = p.x
    if (p.x > box.east) box.east = p.x
    if (p.y < box.south) box.south = p.y
    if (p.y > box.north) box.north = p.y
  }
  return box
}

/** Where along a-b (0..1) and c-d the two segments meet, if they do. */
export function meet(a: Point, b: Point, c: Point, d: Point): { t: number; u: number } | undefined {
  const r = minus(b, a)
  const s = minus(d, c)
  const denominator = cross(r, s)
  if (Math.abs(denominator) < 1e-12) return undefined
  const t = cross(minus(c, a), s) / denominator
  const u = cross(minus(c, a), r) / denominator
  return t < 0 || t > 1 || u < 0 || u > 1 ? undefined : { t, u }
}

export function nearestOnSegment(
  p: Point,
  a: Point,
  b: Point,
): { point: Point; t: number; distance: number } {
  const along = minus(b, a)
  const size = dot(along, along)
  const t = size === 0 ? 0 : Math.max(0, Math.min(1, dot(minus(p, a), along) / size))
  const point = mix(a, b, t)
  return { point, t, distance: distance(p, point) }
}

export function distanceToRing(p: Point, ring: readonly Point[]): number {
  let best = Infinity
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    best = Math.min(best, nearestOnSegment(p, ring[j]!, ring[i]!).distance)
  }
  return best
}

/** True when no two sides of the ring cross: the check each cut block must pass. */
export function isSimple(ring: readonly Point[]): boolean {
  const count = ring.length
  if (count < 3) return false
  for (let i = 0; i < count; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % count]!
    const box = boxOf([a, b])
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue
      const c = ring[j]!
      const d = ring[(j + 1) % count]!
      if ((c.x < box.west && d.x < box.west) || (c.x > box.east && d.x > box.east)) continue
      if (meet(a, b, c, d)) return false
    }
  }
  return true
}

export type OrientedBox = { centre: Point; along: Point; length: number; width: number }

/** The tightest rectangle whose side follows one side of the ring; `along` is its long direction. */
export function orientedBox(ring: readonly Point[]): OrientedBox {
  let best: OrientedBox | undefined
  let bestArea = Infinity
  // A few dozen directions are plenty, however finely the outline is drawn.
  const stride = Math.ceil(ring.length / 28)
  for (let i = 0; i < ring.length; i += stride) {
    const a = ring[i]!
    const b = ring[(i + stride) % ring.length]!
    if (distance(a, b) < 1) continue
    const axis = unit(minus(b, a))
    const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
    for (const p of ring) {
      const u = dot(p, axis)
      const v = cross(axis, p)
      if (u < box.west) box.west = u
      if (u > box.east) box.east = u
      if (v < box.south) box.south = v
      if (v > box.north) box.north = v
    }
    const wide = box.east - box.west
    const high = box.north - box.south
    if (wide * high >= bestArea) continue
    bestArea = wide * high
    const u = (box.east + box.west) / 2
    const v = (box.north + box.south) / 2
    const centre = { x: axis.x * u - axis.y * v, y: axis.y * u + axis.x * v }
    best =
      wide >= high
        ? { centre, along: axis, length: wide, width: high }
        : { centre, along: { x: -axis.y, y: axis.x }, length: high, width: wide }
  }
  return best ?? { centre: ring[0]!, along: { x: 1, y: 0 }, length: 0, width: 0 }
}

/** A point well inside: the best of a small grid, for labels and for asking where a block lies. */
export function innerPoint(ring: readonly Point[]): Point {
  const middle = centroidOf(ring)
  const box = boxOf(ring)
  let best = middle
  let bestDepth = contains(ring, middle) ? distanceToRing(middle, ring) : -1
  for (let row = 1; row < 10; row++) {
    for (let column = 1; column < 10; column++) {
      const p = {
        x: box.west + ((box.east - box.west) * column) / 10,
        y: box.south + ((box.north - box.south) * row) / 10,
      }
      if (!contains(ring, p)) continue
      const depth = distanceToRing(p, ring)
      if (depth > bestDepth * 1.05) {
        best = p
        bestDepth = depth
      }
    }
  }
  return best
}

export function rectangle(middle: Point, along: Point, length: number, width: number): Ring {
  const u = { x: (along.x * length) / 2, y: (along.y * length) / 2 }
  const v = { x: (-along.y * width) / 2, y: (along.x * width) / 2 }
  return [
    { x: middle.x - u.x - v.x, y: middle.y - u.y - v.y },
    { x: middle.x + u.x - v.x, y: middle.y + u.y - v.y },
    { x: middle.x + u.x + v.x, y: middle.y + u.y + v.y },
    { x: middle.x - u.x + v.x, y: middle.y - u.y + v.y },
  ]
}
