import { distance, keyOf, mix, type Point, rounded } from './plane.ts'
import { areaOf, boxOf, meet, nearestOnSegment, type Ring } from './ring.ts'

/** Lines of any kind, cut where they meet: the net that streets, blocks and the graph are read from. */
export type TaggedLine<T> = { points: readonly Point[]; tag: T }
export type NetEdge<T> = { from: string; to: string; tag: T }
export type Net<T> = { nodes: Map<string, Point>; edges: NetEdge<T>[] }

const near = 0.08
const cellSize = 60

type Cut = { t: number; at: Point }
type Segment<T> = { a: Point; b: Point; tag: T; cuts: Cut[] }

/** Cuts every line at each crossing. The first line to draw an edge keeps it, so pass the important ones first. */
export function cutAtCrossings<T>(lines: readonly TaggedLine<T>[]): Net<T> {
  const segments: Segment<T>[] = []
  for (const { points, tag } of lines) {
    for (let i = 1; i < points.length; i++) {
      const a = rounded(points[i - 1]!)
      const b = rounded(points[i]!)
      if (distance(a, b) > 0.005) segments.push({ a, b, tag, cuts: [] })
    }
  }
  for (const [one, other] of neighbours(segments)) cutPair(one, other)
  const nodes = new Map<string, Point>()
  const edges = new Map<string, NetEdge<T>>()
  for (const segment of segments) {
    const cuts = segment.cuts.sort((x, y) => x.t - y.t).map((cut) => cut.at)
    let before: string | undefined
    for (const p of [segment.a, ...cuts, segment.b]) {
      const key = keyOf(p)
      nodes.set(key, p)
      if (before !== undefined && before !== key) {
        const id = before < key ? `${before}|${key}` : `${key}|${before}`
        if (!edges.has(id)) edges.set(id, { from: before, to: key, tag: segment.tag })
      }
      before = key
    }
  }
  return { nodes, edges: [...edges.values()] }
}

function cutPair<T>(one: Segment<T>, other: Segment<T>): void {
  let touched = false
  for (const [p, segment] of [
    [one.a, other],
    [one.b, other],
    [other.a, one],
    [other.b, one],
  ] as const) {
    const hit = nearestOnSegment(p, segment.a, segment.b)
    if (hit.distance > near) continue
    touched = true
    // The touching end itself becomes a corner of the other line, even if a centimetre off it.
    if (distance(p, segment.a) > near && distance(p, segment.b) > near) segment.cuts.push({ t: hit.t, at: p })
  }
  if (touched) return
  const crossing = meet(one.a, one.b, other.a, other.b)
  if (!crossing) return
  const at = rounded(mix(one.a, one.b, crossing.t))
  one.cuts.push({ t: crossing.t, at })
  other.cuts.push({ t: crossing.u, at })
}

function* neighbours<T>(segments: Segment<T>[]): Generator<[Segment<T>, Segment<T>]> {
  const grid = new Map<number, number[]>()
  const seen = new Set<number>()
  for (let index = 0; index < segments.length; index++) {
    const { a, b } = segments[index]!
    const box = boxOf([a, b])
    seen.clear()
    for (let x = Math.floor((box.west - 1) / cellSize); x <= Math.floor((box.east + 1) / cellSize); x++) {
      for (let y = Math.floor((box.south - 1) / cellSize); y <= Math.floor((box.north + 1) / cellSize); y++) {
        const cell = x * 100003 + y
        const list = grid.get(cell)
        if (!list) {
          grid.set(cell, [index])
          continue
        }
        for (const other of list) {
          if (seen.has(other)) continue
          seen.add(other)
          yield [segments[other]!, segments[index]!]
        }
        list.push(index)
      }
    }
  }
}

export type Side<T> = { from: Point; tag: T }
/** The closed cells between the lines, counter-clockwise; each corner carries the tag of the side that leaves it. */
export function facesOf<T>(net: Net<T>): Side<T>[][] {
  const out = new Map<string, { to: string; tag: T; angle: number }[]>()
  const push = (from: string, to: string, tag: T) => {
    const a = net.nodes.get(from)!
    const b = net.nodes.get(to)!
    const list = out.get(from) ?? []
    list.push({ to, tag, angle: Math.atan2(b.y - a.y, b.x - a.x) })
    out.set(from, list)
  }
  for (const { from, to, tag } of withoutDeadEnds(net.edges)) {
    push(from, to, tag)
    push(to, from, tag)
  }
  for (const list of out.values()) list.sort((x, y) => x.angle - y.angle)
  const used = new Set<string>()
  const faces: Side<T>[][] = []
  for (const [start, list] of out) {
    for (const first of list) {
      if (used.has(`${start}|${first.to}`)) continue
      const face: Side<T>[] = []
      let from = start
      let edge = first
      for (;;) {
        used.add(`${from}|${edge.to}`)
        face.push({ from: net.nodes.get(from)!, tag: edge.tag })
        const around = out.get(edge.to)!
        const back = around.findIndex((candidate) => candidate.to === from)
        // Turning as far right as the way back allows keeps the face on the left hand.
        const next = around[(back + around.length - 1) % around.length]!
        from = edge.to
        edge = next
        if (used.has(`${from}|${edge.to}`)) break
      }
      if (areaOf(face.map((side) => side.from)) > 1) faces.push(face)
    }
  }
  return faces
}

export function withoutDeadEnds<T>(edges: readonly NetEdge<T>[]): NetEdge<T>[] {
  const at = new Map<string, Set<NetEdge<T>>>()
  const join = (key: string, edge: NetEdge<T>) => {
    const set = at.get(key) ?? new Set()
    set.add(edge)
    at.set(key, set)
  }
  for (const edge of edges) {
    join(edge.from, edge)
    join(edge.to, edge)
  }
  const dead = new Set<NetEdge<T>>()
  const queue = [...at.keys()].filter((key) => at.get(key)!.size === 1)
  while (queue.length > 0) {
    const key = queue.pop()!
    const [edge] = at.get(key)!
    if (!edge) continue
    dead.add(edge)
    for (const end of [edge.from, edge.to]) {
      at.get(end)!.delete(edge)
      if (at.get(end)!.size === 1) queue.push(end)
    }
  }
  return edges.filter((edge) => !dead.has(edge))
}

export const ringOf = <T>(face: readonly Side<T>[]): Ring => face.map((side) => side.from)
