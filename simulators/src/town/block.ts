import { distance, type Point } from './plane.ts'
import { areaOf, isSimple, nearestOnSegment, type Ring } from './ring.ts'
import type { Tag } from './skeleton.ts'

/** A piece of ground between streets. `tags[i]` tells what runs along the side from corner i to the next. */
export type Block = { ring: Ring; tags: Tag[] }

/** Where a cut touches the outline: on the side that leaves corner `side`. */
export type Touch = { side: number; at: Point }

/** The two halves on either hand of a cut, or nothing if they would not be sound. */
export function cutBlock(
  block: Block,
  cut: readonly Point[],
  start: Touch,
  end: Touch,
  tag: Tag,
): [Block, Block] | undefined {
  if (start.side === end.side) return undefined
  const count = block.ring.length
  const walk = (from: Touch, to: Touch, back: readonly Point[]): Block => {
    const ring: Ring = []
    const tags: Tag[] = []
    // From the start touch along the outline to the end touch, then home over the cut.
    ring.push(from.at)
    tags.push(block.tags[from.side]!)
    for (let i = (from.side + 1) % count; ; i = (i + 1) % count) {
      ring.push(block.ring[i]!)
      tags.push(block.tags[i]!)
      if (i === to.side) break
    }
    for (const p of back.slice(0, -1)) {
      ring.push(p)
      tags.push(tag)
    }
    return tidy({ ring, tags })
  }
  const halves: [Block, Block] = [walk(start, end, [...cut].reverse()), walk(end, start, cut)]
  const sum = areaOf(halves[0].ring) + areaOf(halves[1].ring)
  return Math.abs(sum - areaOf(block.ring)) < 1 ? halves : undefined
}

/** Costly on long outlines, so asked only of the cut that would be taken. */
export const isSound = (halves: readonly Block[]): boolean => halves.every((half) => isSimple(half.ring))

/** Drops sides of no length, which a cut ending on a corner leaves behind. */
function tidy(block: Block): Block {
  const ring: Ring = []
  const tags: Tag[] = []
  const count = block.ring.length
  for (let i = 0; i < count; i++) {
    if (distance(block.ring[i]!, block.ring[(i + 1) % count]!) < 0.02) continue
    ring.push(block.ring[i]!)
    tags.push(block.tags[i]!)
  }
  return { ring, tags }
}

/** The side of the outline on which the point lies, if any. */
export function touchAt(ring: Ring, p: Point): Touch | undefined {
  for (let side = 0; side < ring.length; side++) {
    const b = ring[(side + 1) % ring.length]!
    // A corner belongs to the side that leaves it.
    if (distance(p, b) < 0.02) continue
    if (nearestOnSegment(p, ring[side]!, b).distance < 0.05) return { side, at: p }
  }
  return undefined
}
