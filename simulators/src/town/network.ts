import { cutAtCrossings, type Net, type NetEdge, type TaggedLine } from './planar.ts'
import { distance, type Point } from './plane.ts'
import { inFrame, type Tag } from './skeleton.ts'

/** All streets, cut at their crossings: one connected net, with no stub left from drawing a line a little too far. */
export function streetNet(lines: readonly TaggedLine<Tag>[]): Net<Tag> {
  const net = cutAtCrossings(lines)
  const inside = net.edges.filter(
    ({ from, to }) => inFrame(net.nodes.get(from)!) && inFrame(net.nodes.get(to)!),
  )
  const edges = withoutStubs(net.nodes, mainPart(inside))
  const kept = new Set(edges.flatMap(({ from, to }) => [from, to]))
  return { nodes: new Map([...net.nodes].filter(([key]) => kept.has(key))), edges }
}

const around = <T>(edges: readonly NetEdge<T>[]): Map<string, NetEdge<T>[]> => {
  const map = new Map<string, NetEdge<T>[]>()
  for (const edge of edges) {
    for (const key of [edge.from, edge.to]) {
      const list = map.get(key)
      if (list) list.push(edge)
      else map.set(key, [edge])
    }
  }
  return map
}

const other = <T>(edge: NetEdge<T>, key: string): string => (edge.from === key ? edge.to : edge.from)

function mainPart<T>(edges: readonly NetEdge<T>[]): NetEdge<T>[] {
  const at = around(edges)
  const seen = new Map<string, number>()
  const sizes: number[] = []
  for (const start of at.keys()) {
    if (seen.has(start)) continue
    const part = sizes.length
    let size = 0
    const stack = [start]
    seen.set(start, part)
    while (stack.length > 0) {
      const key = stack.pop()!
      size++
      for (const edge of at.get(key)!) {
        const next = other(edge, key)
        if (seen.has(next)) continue
        seen.set(next, part)
        stack.push(next)
      }
    }
    sizes.push(size)
  }
  const main = sizes.indexOf(Math.max(...sizes))
  return edges.filter((edge) => seen.get(edge.from) === main)
}

/** Ends shorter than a house are drawing slips, except at the frame where the road goes on. */
function withoutStubs(nodes: Map<string, Point>, edges: NetEdge<Tag>[]): NetEdge<Tag>[] {
  const at = around(edges)
  const dropped = new Set<NetEdge<Tag>>()
  for (const [start, list] of at) {
    if (list.length !== 1 || !inFrame(nodes.get(start)!, -60)) continue
    const run: NetEdge<Tag>[] = []
    let metres = 0
    let key = start
    let edge: NetEdge<Tag> | undefined = list[0]
    while (edge && metres < 45) {
      run.push(edge)
      metres += distance(nodes.get(edge.from)!, nodes.get(edge.to)!)
      key = other(edge, key)
      const next: NetEdge<Tag>[] = at.get(key)!
      edge = next.length === 2 ? next.find((one) => one !== edge) : undefined
    }
    if (metres < 45) for (const one of run) dropped.add(one)
  }
  return edges.filter((edge) => !dropped.has(edge))
}

/** Edges strung into lines, in the direction they were drawn, broken where `isStop` says so. */
export function strings<T>(
  net: Net<T>,
  edges: readonly NetEdge<T>[],
  isStop: (key: string) => boolean,
): string[][] {
  const at = around(edges)
  const used = new Set<NetEdge<T>>()
  const stops = (key: string) => at.get(key)!.length !== 2 || isStop(key)
  const lines: string[][] = []
  const walk = (start: string, first: NetEdge<T>) => {
    const keys = [start]
    let key = start
    let edge: NetEdge<T> | undefined = first
    let forwards = 0
    while (edge && !used.has(edge)) {
      used.add(edge)
      forwards += edge.from === key ? 1 : -1
      key = other(edge, key)
      keys.push(key)
      edge = stops(key) ? undefined : at.get(key)!.find((one) => !used.has(one))
    }
    lines.push(forwards < 0 ? keys.reverse() : keys)
  }
  for (const [key, list] of at) {
    if (!stops(key)) continue
    for (const edge of list) if (!used.has(edge)) walk(key, edge)
  }
  // What is left are rings without a stop.
  for (const edge of edges) if (!used.has(edge)) walk(edge.from, edge)
  return lines.filter((line) => line.length > 1 && line.every((key) => net.nodes.has(key)))
}
