import { chainCuts } from './chains.ts'
import type { Plan } from './ground-plan.ts'
import { type Line, lengthOf, pointAlong } from './line.ts'
import { streetNamer } from './names.ts'
import { streetNet, strings } from './network.ts'
import type { Net, TaggedLine } from './planar.ts'
import { keyOf, type Point } from './plane.ts'
import type { Fabric } from './quarters.ts'
import { randomFor } from './random.ts'
import type { RoadClass } from './roads.ts'
import type { Tag } from './skeleton.ts'

export type DrawnStreet = {
  id: string
  name: string
  class: RoadClass
  district: string
  lines: Line[]
  longest: Line
  lengthM: number
}

export type StreetList = { streets: DrawnStreet[]; net: Net<Tag>; nameOf: Map<number, string> }
export type WhereIs = (p: Point) => { district: string; fabric: Fabric | 'country' }

/** Every street with its name, cut at the crossings of one connected net. */
export function listStreets(plan: Plan, seed: string, whereIs: WhereIs): StreetList {
  const drawn = plan.skeleton.roads.map(({ points, tag }) => ({ points, tag }))
  const cuts = chainCuts(plan.cuts.filter(({ tag }) => tag.class !== 'limit'))
  const lines: TaggedLine<Tag>[] = [
    ...drawn,
    ...cuts.map(({ points, tag }, index) => ({ points, tag: { ...tag, line: drawn.length + index } })),
  ]
  const net = streetNet(lines)
  const byLine = new Map<number, typeof net.edges>()
  for (const edge of net.edges) {
    const list = byLine.get(edge.tag.line)
    if (list) list.push(edge)
    else byLine.set(edge.tag.line, [edge])
  }
  const nameOf = streetNamer(plan.skeleton.roads.map((road) => road.name))
  const byName = new Map<string, DrawnStreet>()
  const names = new Map<number, string>()
  for (const [line, edges] of [...byLine].sort(([a], [b]) => a - b)) {
    const tag = edges[0]!.tag
    const kind = tag.class as RoadClass
    const pieces = strings(net, edges, () => false).map((keys) => keys.map((key) => net.nodes.get(key)!))
    const longest = pieces.reduce((best, piece) => (lengthOf(piece) > lengthOf(best) ? piece : best))
    const metres = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0)
    const { district, fabric } = whereIs(pointAlong(longest, lengthOf(longest) / 2).point)
    const deadEnd = tag.name === 'dead-end'
    const random = randomFor(seed, `name/${keyOf(longest[0]!)}`)
    const name = line < drawn.length ? tag.name : nameOf(fabric, kind, deadEnd, metres, random)
    names.set(line, name)
    const known = byName.get(name)
    if (known) {
      known.lines.push(...pieces)
      known.lengthM += metres
      continue
    }
    const id = `street-${byName.size + 1}`
    byName.set(name, { id, name, class: kind, district, lines: pieces, longest, lengthM: metres })
  }
  return { streets: [...byName.values()], net, nameOf: names }
}
