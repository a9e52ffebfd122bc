import { splitAtBridges } from './crossings-over.ts'
import { lengthOf } from './line.ts'
import { strings } from './network.ts'
import type { Net } from './planar.ts'
import { toPosition } from './plane.ts'
import type { RoadClass } from './roads.ts'
import type { Tag } from './skeleton.ts'
import type { DrawnStreet } from './street-list.ts'
import type { GraphEdge, GraphNode, Town } from './town.ts'
import { isWater } from './water.ts'

/** Crossings and what runs between them. The old ring is one way, clockwise, as its drawing goes. */
export function graphOf(
  net: Net<Tag>,
  streets: readonly DrawnStreet[],
  nameOf: ReadonlyMap<number, string>,
): Town['graph'] {
  const idOf = new Map(streets.map((street) => [street.name, street.id]))
  const degree = new Map<string, number>()
  const linesAt = new Map<string, Set<number>>()
  for (const { from, to, tag } of net.edges) {
    for (const key of [from, to]) {
      degree.set(key, (degree.get(key) ?? 0) + 1)
      linesAt.set(key, (linesAt.get(key) ?? new Set()).add(tag.line))
    }
  }
  const isNode = (key: string) => degree.get(key) !== 2 || linesAt.get(key)!.size > 1
  const nodes: GraphNode[] = []
  const numbers = new Map<string, number>()
  const numberOf = (key: string): number => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    const id = nodes.length
    numbers.set(key, id)
    nodes.push({ id, position: toPosition(net.nodes.get(key)!) })
    return id
  }
  const byLine = new Map<number, typeof net.edges>()
  for (const edge of net.edges) {
    const list = byLine.get(edge.tag.line)
    if (list) list.push(edge)
    else byLine.set(edge.tag.line, [edge])
  }
  const edges: GraphEdge[] = []
  for (const [line, list] of byLine) {
    const name = nameOf.get(line) ?? ''
    for (const keys of strings(net, list, isNode)) {
      const points = keys.map((key) => net.nodes.get(key)!)
      const lengthM = lengthOf(points)
      edges.push({
        from: numberOf(keys[0]!),
        to: numberOf(keys.at(-1)!),
        // Two crossings a few centimetres apart are still two.
        lengthM: Math.max(0.1, Math.round(lengthM * 10) / 10),
        name,
        street: idOf.get(name) ?? '',
        class: list[0]!.tag.class as RoadClass,
        oneWay: name === 'Boulevard des Remparts',
        bridge: splitAtBridges(points, isWater).some((part) => part.bridge),
        line: points.map(toPosition),
      })
    }
  }
  return { nodes, edges }
}
