import { dot, keyOf, minus, type Point, unit } from './plane.ts'
import type { Cut } from './subdivide.ts'

type End = { cut: number; tail: boolean; outward: Point }

/** Joins cuts that go straight on over a crossing, so that a street keeps its name across it. */
export function chainCuts(cuts: readonly Cut[]): Cut[] {
  const ends = new Map<string, End[]>()
  cuts.forEach(({ points }, cut) => {
    for (const tail of [false, true]) {
      const at = tail ? points.at(-1)! : points[0]!
      const before = tail ? points.at(-2)! : points[1]!
      const list = ends.get(keyOf(at)) ?? []
      list.push({ cut, tail, outward: unit(minus(at, before)) })
      ends.set(keyOf(at), list)
    }
  })
  const partner = new Map<string, End>()
  const id = (end: End) => `${end.cut}:${end.tail}`
  for (const list of ends.values()) {
    const pairs = list.flatMap((a, i) =>
      list.slice(i + 1).map((b) => ({ a, b, straight: -dot(a.outward, b.outward) })),
    )
    pairs.sort((x, y) => y.straight - x.straight)
    for (const { a, b, straight } of pairs) {
      const sameKind = cuts[a.cut]!.tag.class === cuts[b.cut]!.tag.class && a.cut !== b.cut
      if (straight < 0.87 || !sameKind || partner.has(id(a)) || partner.has(id(b))) continue
      partner.set(id(a), b)
      partner.set(id(b), a)
    }
  }
  const done = new Set<number>()
  const chains: Cut[] = []
  const walk = (from: number, tail: boolean): Point[] => {
    const line: Point[] = []
    let cut = from
    let forwards = tail
    for (;;) {
      done.add(cut)
      const points = forwards ? cuts[cut]!.points : [...cuts[cut]!.points].reverse()
      line.push(...(line.length > 0 ? points.slice(1) : points))
      const next = partner.get(`${cut}:${forwards}`)
      if (!next || done.has(next.cut)) return line
      cut = next.cut
      forwards = !next.tail
    }
  }
  cuts.forEach(({ tag }, cut) => {
    if (done.has(cut)) return
    // Start from an end of the chain: go back as far as it goes first.
    let start = cut
    let forwards = true
    for (let steps = 0; steps < 200; steps++) {
      const before = partner.get(`${start}:${!forwards}`)
      if (!before || before.cut === cut || done.has(before.cut)) break
      start = before.cut
      forwards = before.tail
    }
    chains.push({ points: walk(start, forwards), tag })
  })
  return chains
}
