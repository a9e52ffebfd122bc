import { distance, leftOf, minus, mix, type Point, unit } from './plane.ts'
import { nearestOnSegment } from './ring.ts'

export type Line = Point[]

export function lengthOf(line: readonly Point[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1]!, line[i]!)
  return sum
}

/** A smooth line through the control points (centripetal Catmull-Rom: no loops at sharp turns), one point per `step`. */
export function smooth(control: readonly Point[], step: number, closed = false): Line {
  const count = control.length
  const at = (i: number): Point => {
    if (closed) return control[(i + count) % count]!
    if (i < 0) return { x: 2 * control[0]!.x - control[1]!.x, y: 2 * control[0]!.y - control[1]!.y }
    if (i >= count) {
      const last = control[count - 1]!
      const before = control[count - 2]!
      return { x: 2 * last.x - before.x, y: 2 * last.y - before.y }
    }
    return control[i]!
  }
  const line: Line = []
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const t1 = Math.sqrt(distance(a, b))
    const t2 = t1 + Math.sqrt(distance(b, c))
    const t3 = t2 + Math.sqrt(distance(c, d))
    const pieces = Math.max(1, Math.round(distance(b, c) / step))
    for (let k = 0; k < pieces; k++) {
      const t = t1 + ((t2 - t1) * k) / pieces
      const ab = mix(a, b, t / t1)
      const bc = mix(b, c, (t - t1) / (t2 - t1))
      const cd = mix(c, d, (t - t2) / (t3 - t2))
      const abc = mix(ab, bc, t / t2)
      const bcd = mix(bc, cd, (t - t1) / (t3 - t1))
      line.push(mix(abc, bcd, (t - t1) / (t2 - t1)))
    }
  }
  line.push(closed ? control[0]! : control[count - 1]!)
  return line
}

export function directionAt(line: readonly Point[], index: number): Point {
  return unit(minus(line[Math.min(index + 1, line.length - 1)]!, line[Math.max(index - 1, 0)]!))
}

/** The line moved sideways; positive is to the left. The width may change along the way. */
export function offsetLine(line: readonly Point[], by: (index: number) => number): Line {
  return line.map((p, index) => {
    const side = leftOf(directionAt(line, index))
    return { x: p.x + side.x * by(index), y: p.y + side.y * by(index) }
  })
}

export type Nearest = { point: Point; along: number; distance: number; direction: Point }

export function nearestOnLine(p: Point, line: readonly Point[]): Nearest {
  let best: Nearest = { point: line[0]!, along: 0, distance: Infinity, direction: { x: 1, y: 0 } }
  let walked = 0
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const size = distance(a, b)
    // Too far for this piece to be nearer, wherever on it the nearest point is.
    if (Math.abs(p.x - a.x) - size >= best.distance || Math.abs(p.y - a.y) - size >= best.distance) {
      walked += size
      continue
    }
    const hit = nearestOnSegment(p, a, b)
    if (hit.distance < best.distance) {
      best = {
        point: hit.point,
        along: walked + size * hit.t,
        distance: hit.distance,
        direction: unit(minus(b, a)),
      }
    }
    walked += size
  }
  return best
}

export function pointAlong(line: readonly Point[], metres: number): { point: Point; direction: Point } {
  let left = Math.max(0, metres)
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const size = distance(a, b)
    if (left <= size || i === line.length - 1) {
      return { point: mix(a, b, size === 0 ? 0 : Math.min(1, left / size)), direction: unit(minus(b, a)) }
    }
    left -= size
  }
  return { point: line[0]!, direction: { x: 1, y: 0 } }
}

/** The piece between two distances from the start. */
export function sliceLine(line: readonly Point[], from: number, to: number): Line {
  const piece: Line = [pointAlong(line, from).point]
  let walked = 0
  for (let i = 1; i < line.length; i++) {
    walked += distance(line[i - 1]!, line[i]!)
    if (walked > from + 0.01 && walked < to - 0.01) piece.push(line[i]!)
  }
  piece.push(pointAlong(line, to).point)
  return piece
}
