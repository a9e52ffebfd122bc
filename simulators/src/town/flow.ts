import type { Block, Touch } from './block.ts'
import { distance, dot, minus, mix, type Point, times, unit } from './plane.ts'
import { noiseField } from './random.ts'
import { meet } from './ring.ts'

/** The direction streets want to take at a place: one of two, a quarter turn apart. */
export type Flow = (p: Point) => Point

/**
 * Streets run along or square to the roads that bound their quarter, the nearer the road the more. Directions are
 * averaged with four times the angle, so that "along" and "across" are the same answer.
 */
export function flowOf(block: Block, seed: string, wander: number, scale: number): Flow {
  // Long outlines are read in stretches: what matters is the lie of a road, not each of its bends.
  const stretch = Math.max(1, Math.floor(block.ring.length / 90))
  const sides = block.ring.flatMap((a, i) => {
    if (i % stretch !== 0) return []
    const b = block.ring[Math.min(i + stretch, block.ring.length) % block.ring.length]!
    const along = unit(minus(b, a))
    const two = { x: along.x * along.x - along.y * along.y, y: 2 * along.x * along.y }
    const importance = block.tags[i]!.class === 'limit' ? 0.3 : 1
    return [
      {
        at: mix(a, b, 0.5),
        size: distance(a, b) * importance,
        x: two.x * two.x - two.y * two.y,
        y: 2 * two.x * two.y,
      },
    ]
  })
  const noise = noiseField(seed, scale)
  return (p) => {
    let x = 0
    let y = 0
    for (const side of sides) {
      const dx = side.at.x - p.x
      const dy = side.at.y - p.y
      const weight = side.size / (dx * dx + dy * dy + 1600)
      x += side.x * weight
      y += side.y * weight
    }
    const angle = Math.atan2(y, x) / 4 + wander * noise(p.x, p.y)
    return { x: Math.cos(angle), y: Math.sin(angle) }
  }
}

const turnTowards = (axis: Point, heading: Point): Point => {
  const along = dot(axis, heading)
  const side = { x: -axis.y, y: axis.x }
  const across = dot(side, heading)
  if (Math.abs(along) >= Math.abs(across)) return times(axis, along < 0 ? -1 : 1)
  return times(side, across < 0 ? -1 : 1)
}

export type Trace = { points: Point[]; touch: Touch; heading: Point }

/** Follows the flow from inside a block until it meets the outline. */
export function trace(
  block: Block,
  flow: Flow,
  from: Point,
  heading: Point,
  step: number,
): Trace | undefined {
  const points: Point[] = [from]
  let direction = heading
  let here = from
  for (let k = 0; k < 200; k++) {
    direction = turnTowards(flow(here), direction)
    const there = { x: here.x + direction.x * step, y: here.y + direction.y * step }
    const hit = firstHit(block, here, there)
    if (hit) return { points, touch: hit, heading: direction }
    points.push(there)
    here = there
  }
  return undefined
}

function firstHit(block: Block, a: Point, b: Point): Touch | undefined {
  let best: Touch | undefined
  let bestAt = Infinity
  const west = Math.min(a.x, b.x)
  const east = Math.max(a.x, b.x)
  const south = Math.min(a.y, b.y)
  const north = Math.max(a.y, b.y)
  for (let side = 0; side < block.ring.length; side++) {
    const c = block.ring[side]!
    const d = block.ring[(side + 1) % block.ring.length]!
    if ((c.x < west && d.x < west) || (c.x > east && d.x > east)) continue
    if ((c.y < south && d.y < south) || (c.y > north && d.y > north)) continue
    const crossing = meet(a, b, c, d)
    if (crossing && crossing.t < bestAt) {
      bestAt = crossing.t
      best = { side, at: mix(a, b, crossing.t) }
    }
  }
  return best
}
