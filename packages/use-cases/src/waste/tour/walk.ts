import type { TourProblem } from './problem.ts'
import { type Terms, termsOf } from './terms.ts'
import type { Tips } from './tips.ts'

export interface Passage {
  node: number
  /** Seconds on the clock of the problem's windows. */
  arrivesAt: number
  startsAt: number
  leavesAt: number
  /** What the truck carries when it leaves. */
  load: number
  /** A pause taken before driving here. */
  pausedS: number
}

/**
 * One route as it is driven: the tips placed where they cost least (exact for the cost, by a window that slides over the
 * stops), the pause as late as it may be. Cost of the route, Infinity when it can't be driven in time.
 * `sequence` holds `length` stops.
 */
export function walk(terms: Terms, sequence: Int32Array, length: number, passages?: Passage[]): number {
  if (length === 0) return 0
  const placed = terms.tips ? placeTips(terms, terms.tips, sequence, length) : 0
  if (placed === Number.POSITIVE_INFINITY) return placed
  const { cost, nodes } = terms
  let total = placed + terms.vehicleCost + cost[sequence[0]!]!
  for (let i = 1; i < length; i++) total += cost[sequence[i - 1]! * nodes + sequence[i]!]!
  total += cost[sequence[length - 1]! * nodes]!
  if (terms.duration && !drive(terms, sequence, length, passages)) return Number.POSITIVE_INFINITY
  return total
}

/** Marks in `tipAfter` after which stops the truck empties itself; the cost of these ways round. */
function placeTips(
  { nodes, demand, problem }: Terms,
  { best, before, loads, queue, tipAfter, detour, beforeHome }: Tips,
  sequence: Int32Array,
  length: number,
): number {
  const { capacity } = problem
  tipAfter.fill(0, 0, length + 1)
  loads[0] = 0
  for (let i = 1; i <= length; i++) loads[i] = loads[i - 1]! + demand[sequence[i - 1]!]!
  if (loads[length]! <= capacity && !beforeHome) return 0
  if (problem.tips === 0) return Number.POSITIVE_INFINITY
  // best[i]: emptied right after the i-th stop; best[0]: left the depot empty.
  best[0] = 0
  let head = 0
  let tail = 0
  queue[tail++] = 0
  for (let i = 1; i <= length; i++) {
    while (head < tail && loads[i]! - loads[queue[head]!]! > capacity) head++
    if (head === tail) return Number.POSITIVE_INFINITY
    const from = queue[head]!
    const here = sequence[i - 1]!
    const then = i < length ? sequence[i]! : 0
    best[i] = best[from]! + detour[here * nodes + then]!
    before[i] = from
    while (head < tail && best[queue[tail - 1]!]! >= best[i]!) tail--
    queue[tail++] = i
  }
  let end = length
  if (!beforeHome) {
    // The last load goes home: any emptying from which the rest fits.
    for (let i = length; i >= 0 && loads[length]! - loads[i]! <= capacity; i--)
      if (best[i]! < best[end]!) end = i
  }
  for (let i = end; i > 0; i = before[i]!) tipAfter[i - 1] = 1
  return best[end]!
}

/** Keeps the clock. False when a window or the shift is missed. */
function drive(terms: Terms, sequence: Int32Array, length: number, passages?: Passage[]): boolean {
  const { duration, nodes, service, opens, closes, demand, tips, problem } = terms
  const { pause } = problem
  const time = duration!
  const first = sequence[0]!
  let at = 0
  // Leaves when it need not wait at its first stop.
  let clock = Math.max(opens[0]!, opens[first]! - time[first]!)
  let since = clock
  let load = 0
  const go = (node: number): boolean => {
    let arrivesAt = clock + time[at * nodes + node]!
    let startsAt = Math.max(arrivesAt, opens[node]!)
    let pausedS = 0
    const ends = node === 0 ? arrivesAt : startsAt + service[node]!
    if (pause && ends - since > pause.afterS) {
      pausedS = pause.lastsS
      since = clock + pausedS
      arrivesAt += pausedS
      startsAt = Math.max(arrivesAt, opens[node]!)
    }
    if (startsAt > closes[node]!) return false
    clock = node === 0 ? arrivesAt : startsAt + service[node]!
    load = node > problem.stops || node === 0 ? 0 : load + demand[node]!
    passages?.push({ node, arrivesAt, startsAt, leavesAt: clock, load, pausedS })
    at = node
    return true
  }
  for (let i = 0; i < length; i++) {
    const stop = sequence[i]!
    if (!go(stop)) return false
    if (tips?.tipAfter[i]) {
      const then = i + 1 < length ? sequence[i + 1]! : 0
      if (!go(tips.tip[stop * nodes + then]!)) return false
    }
  }
  return go(0)
}

/** A route as it is driven, tips and the way home included. null when it can't be driven in time or with this load. */
export function schedule(problem: TourProblem, stops: readonly number[]): Passage[] | null {
  const passages: Passage[] = []
  const timed = problem.duration ? problem : { ...problem, duration: new Float64Array(problem.cost.length) }
  const cost = walk(termsOf(timed), Int32Array.from(stops), stops.length, passages)
  const load = stops.reduce((sum, stop) => sum + problem.demand[stop]!, 0)
  const fits = problem.tips > 0 || load <= problem.capacity
  return Number.isFinite(cost) && fits ? passages : null
}
