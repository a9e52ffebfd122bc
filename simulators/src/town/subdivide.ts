import { type Block, cutBlock, isSound, type Touch, touchAt } from './block.ts'
import { type Flow, flowOf, trace } from './flow.ts'
import { cross, distance, dot, minus, type Point, rounded, times, unit } from './plane.ts'
import { between, type Random, randomFor } from './random.ts'
import { areaOf, contains, type OrientedBox, orientedBox, perimeterOf, type Ring } from './ring.ts'
import type { Tag } from './skeleton.ts'

/** A new street or hedge that cut a block in two. */
export type Cut = { points: Point[]; tag: Tag }

export type Grain = {
  /** Square metres under which a block is left whole. */
  target: number
  /** Bends the streets: radians, and the metres over which they bend. */
  wander: number
  scale: number
  /** What the cut through a block of this area is. */
  classOf: (area: number, random: Random) => { class: Tag['class']; half: number }
  /** True for a block that must not be cut any more (a park, a school), false for one that still must be. */
  keepWhole: (ring: Ring, area: number) => boolean | undefined
}

/** Corners where streets already meet a line from its other side: new streets aim for them, to make crossings. */
export class Crossings {
  readonly #cells = new Map<string, Point[]>()

  add(p: Point): void {
    const key = `${Math.floor(p.x / 40)}:${Math.floor(p.y / 40)}`
    const list = this.#cells.get(key)
    if (list) list.push(p)
    else this.#cells.set(key, [p])
  }

  *near(p: Point): Generator<Point> {
    const column = Math.floor(p.x / 40)
    const row = Math.floor(p.y / 40)
    for (let x = column - 1; x <= column + 1; x++) {
      for (let y = row - 1; y <= row + 1; y++) yield* this.#cells.get(`${x}:${y}`) ?? []
    }
  }
}

type Candidate = { score: number; halves: [Block, Block]; points: Point[]; tag: Tag }

/** Cuts a face of the net into blocks, always across its longer direction, until each is small enough. */
export function subdivide(
  face: Block,
  seed: string,
  grain: Grain,
  crossings: Crossings,
): { blocks: Block[]; cuts: Cut[] } {
  const flow = flowOf(face, `${seed}/flow`, grain.wander, grain.scale)
  const random = randomFor(seed, 'cuts')
  const blocks: Block[] = []
  const cuts: Cut[] = []
  const queue: Block[] = [face]
  while (queue.length > 0) {
    const block = queue.shift()!
    const area = areaOf(block.ring)
    const small = area < grain.target * between(random, 0.85, 1.6)
    if (grain.keepWhole(block.ring, area) ?? small) {
      blocks.push(block)
      continue
    }
    const best = bestCut(block, area, flow, grain, random, crossings)
    if (!best) {
      blocks.push(block)
      continue
    }
    crossings.add(best.points[0]!)
    crossings.add(best.points.at(-1)!)
    cuts.push({ points: best.points, tag: best.tag })
    queue.push(...best.halves)
  }
  return { blocks, cuts }
}

function bestCut(
  block: Block,
  area: number,
  flow: Flow,
  grain: Grain,
  random: Random,
  crossings: Crossings,
): Candidate | undefined {
  const box = orientedBox(block.ring)
  const kind = grain.classOf(area, random)
  const tag: Tag = { ...kind, name: '', line: -1 }
  const step = Math.max(4, Math.min(24, Math.sqrt(area) / 14), Math.sqrt(area) / 40)
  const candidates: Candidate[] = []
  for (let attempt = 0; attempt < 9; attempt++) {
    const from = seedIn(block.ring, box, random)
    if (!from) continue
    const axis = flow(from)
    const side = { x: -axis.y, y: axis.x }
    const across = Math.abs(dot(axis, box.along)) < Math.abs(dot(side, box.along)) ? axis : side
    // Nearly square blocks may be cut either way.
    const heading = attempt > 5 && box.length < box.width * 1.5 ? { x: -across.y, y: across.x } : across
    const candidate = tryCut(block, area, flow, from, heading, step, tag, crossings)
    if (candidate) candidates.push(candidate)
  }
  candidates.sort((a, b) => b.score - a.score)
  return candidates.find((candidate) => isSound(candidate.halves))
}

/** Somewhere near the middle; a bent block may not hold the middle of its box, so the draw widens. */
function seedIn(ring: Ring, box: OrientedBox, random: Random): Point | undefined {
  for (let draw = 0; draw < 12; draw++) {
    const u = between(random, -0.17, 0.17) * box.length
    const v = between(random, -0.18 - draw * 0.03, 0.18 + draw * 0.03) * box.width
    const p = rounded({
      x: box.centre.x + box.along.x * u - box.along.y * v,
      y: box.centre.y + box.along.y * u + box.along.x * v,
    })
    if (contains(ring, p)) return p
  }
  return undefined
}

function tryCut(
  block: Block,
  area: number,
  flow: Flow,
  from: Point,
  heading: Point,
  step: number,
  tag: Tag,
  crossings: Crossings,
): Candidate | undefined {
  const ahead = trace(block, flow, from, heading, step)
  const behind = trace(block, flow, from, times(heading, -1), step)
  if (!ahead || !behind) return undefined
  const reach = Math.min(26, Math.sqrt(area) * 0.16)
  const start = land(block, behind.touch, reach, crossings)
  const end = land(block, ahead.touch, reach, crossings)
  const middle = [...behind.points.slice(1).reverse(), ...ahead.points].map(rounded)
  // The last steps bend towards the crossing that was aimed for.
  while (middle.length > 2 && distance(middle[0]!, start.at) < step * 1.1) middle.shift()
  while (middle.length > 2 && distance(middle.at(-1)!, end.at) < step * 1.1) middle.pop()
  const points = [start.at, ...middle, end.at]
  const onRoads = [start, end].filter((touch) => block.tags[touch.side]!.class !== 'limit').length
  // A street that no road leads to is only a hedge.
  const kept: Tag = onRoads === 0 ? { ...tag, class: 'limit', half: 2.5 } : tag
  const halves = cutBlock(block, points, start, end, kept)
  if (!halves) return undefined
  const shapes = halves.map((half) => {
    const size = areaOf(half.ring)
    const around = perimeterOf(half.ring)
    return { size, round: (4 * Math.PI * size) / (around * around) }
  })
  const small = Math.min(shapes[0]!.size, shapes[1]!.size) / area
  const round = Math.min(shapes[0]!.round, shapes[1]!.round)
  const before = (4 * Math.PI * area) / perimeterOf(block.ring) ** 2
  // A long strip stays long when halved; it only has to get better.
  if (small < 0.22 || round < Math.min(0.3, before * 1.2)) return undefined
  const square = Math.min(squareness(block, start, points[1]!), squareness(block, end, points.at(-2)!))
  if (square < 0.55) return undefined
  return { score: small + round * 1.2 + square * 0.6 + onRoads * 0.35, halves, points, tag: kept }
}

/** The sine of the angle at which a cut leaves the outline. */
function squareness(block: Block, touch: Touch, next: Point): number {
  const side = unit(minus(block.ring[(touch.side + 1) % block.ring.length]!, block.ring[touch.side]!))
  return Math.abs(cross(side, unit(minus(next, touch.at))))
}

/** Moves the end of a cut onto a crossing close by on the same outline, so that streets go on over a road. */
function land(block: Block, touch: Touch, reach: number, crossings: Crossings): Touch {
  let best: Touch | undefined
  let bestDistance = reach
  for (const p of crossings.near(touch.at)) {
    const away = distance(p, touch.at)
    if (away >= bestDistance) continue
    const on = touchAt(block.ring, p)
    if (!on) continue
    best = on
    bestDistance = away
  }
  if (best) return best
  const corner = [touch.side, (touch.side + 1) % block.ring.length].find(
    (side) => distance(block.ring[side]!, touch.at) < 2.5,
  )
  if (corner !== undefined) return { side: corner, at: block.ring[corner]! }
  return { side: touch.side, at: rounded(touch.at) }
}
