import type { Block } from './block.ts'
import { buffer, simplify, subtract } from './clip.ts'
import type { Point } from './plane.ts'
import { areaOf, type Ring } from './ring.ts'

const pavement = 1.6

/** The ground left for building once the streets round a block, and any dead end in it, have their width. */
export function lotsOf(block: Block, deadEnds: readonly (readonly Point[])[] = []): Ring[] {
  const byWidth = new Map<number, Point[][]>()
  const count = block.ring.length
  for (let i = 0; i < count; i++) {
    const { half } = block.tags[i]!
    const list = byWidth.get(half) ?? []
    const last = list.at(-1)
    const a = block.ring[i]!
    const b = block.ring[(i + 1) % count]!
    if (last?.at(-1) === a) last.push(b)
    else list.push([a, b])
    byWidth.set(half, list)
  }
  const streets: Ring[] = []
  for (const [half, lines] of byWidth) streets.push(...buffer(lines, half + pavement))
  if (deadEnds.length > 0) streets.push(...buffer(deadEnds, 4.2 + pavement))
  return subtract([block.ring], streets)
    .filter((ring) => areaOf(ring) > 60)
    .map((ring) => simplify(ring, 0.7))
    .filter((ring) => ring.length >= 3)
}
