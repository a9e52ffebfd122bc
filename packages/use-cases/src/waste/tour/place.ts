import type { Plan } from './plan.ts'
import type { Search } from './search.ts'
import { walk } from './walk.ts'

/** A place that is better than the best is passed over now and then, so that no two searches are the same. */
const blink = 0.01
/** So many places are driven through, where driving a route is the only way to know its cost. */
export const drivenMost = 6

/** Cheapest place of a stop among all routes with room, left in `search.found`; route -1 where there is none. */
export function place(search: Search, plan: Plan, stop: number): void {
  const { found, problem } = search
  const { size, load, count } = plan
  found.route = -1
  found.delta = Number.POSITIVE_INFINITY
  // A truck that may empty itself on the way has room whenever one stop fits it.
  const room = problem.tips > 0 ? Number.POSITIVE_INFINITY : problem.capacity
  const need = search.demand[stop]!
  if (need > problem.capacity) return
  if (search.tips) search.shortlist.least.fill(Number.POSITIVE_INFINITY)
  let empty = -1
  for (let r = 0; r < size[1]!; r++) {
    if (count[r] === 0) {
      if (empty < 0) empty = r
    } else if (load[r]! + need <= room) {
      if (search.tips) lookInDriven(search, plan, stop, r)
      else if (search.duration) inTimed(search, plan, stop, r)
      else inPlain(search, plan, stop, r)
    }
  }
  if (search.tips) driveShortlist(search, plan, stop)
  if (empty < 0 && size[1]! < search.routes) empty = size[1]!
  if (empty >= 0) inEmpty(search, stop, empty)
}

function inPlain(search: Search, plan: Plan, stop: number, r: number): void {
  const { found, random, nodes, cost, costFrom } = search
  const { next, into } = plan
  const row = stop * nodes
  let before = 0
  let best = found.delta
  let there = costFrom[row]!
  let after = plan.first[r]!
  while (after !== 0) {
    const delta = there + cost[row + after]! - into[after]!
    if (delta < best && random.next() > blink) {
      best = found.delta = delta
      found.route = r
      found.after = before
    }
    before = after
    there = costFrom[row + before]!
    after = next[after]!
  }
  const delta = there + cost[row]! - plan.home[r]!
  if (delta < best && random.next() > blink) {
    found.delta = delta
    found.route = r
    found.after = before
  }
}

function inTimed(search: Search, plan: Plan, stop: number, r: number): void {
  const { found, random, nodes, cost, costFrom } = search
  const { next, into } = plan
  const row = stop * nodes
  let before = 0
  let after = plan.first[r]!
  for (;;) {
    const straight = after === 0 ? plan.home[r]! : into[after]!
    const delta = costFrom[row + before]! + cost[row + after]! - straight
    if (delta < found.delta && inTime(search, plan, stop, before, after) && random.next() > blink) {
      found.delta = delta
      found.route = r
      found.after = before
    }
    if (after === 0) return
    before = after
    after = next[after]!
  }
}

/** By the earliest time of the stop before and the latest of the one after. */
function inTime(search: Search, plan: Plan, stop: number, before: number, after: number): boolean {
  const { nodes, service, opens, closes } = search
  const duration = search.duration!
  const leaves = before === 0 ? opens[0]! : plan.start[before]! + service[before]!
  const starts = Math.max(opens[stop]!, leaves + duration[before * nodes + stop]!)
  if (starts > closes[stop]!) return false
  const arrives = starts + service[stop]! + duration[stop * nodes + after]!
  return arrives <= (after === 0 ? closes[0]! : plan.latest[after]!)
}

/** Routes with tips or a pause: the places that look cheapest by their straight legs are remembered, then driven. */
function lookInDriven(search: Search, plan: Plan, stop: number, r: number): void {
  const { shortlist, nodes, cost, costFrom } = search
  const { next, into } = plan
  const row = stop * nodes
  let before = 0
  let after = plan.first[r]!
  for (;;) {
    const straight = after === 0 ? plan.home[r]! : into[after]!
    const least = costFrom[row + before]! + cost[row + after]! - straight
    if (
      least < shortlist.least[drivenMost - 1]! &&
      (!search.duration || inTime(search, plan, stop, before, after))
    )
      remember(shortlist, least, r, before)
    if (after === 0) return
    before = after
    after = next[after]!
  }
}

function remember(
  { least, route, after }: Search['shortlist'],
  value: number,
  r: number,
  before: number,
): void {
  let i = drivenMost - 1
  for (; i > 0 && least[i - 1]! > value; i--) {
    least[i] = least[i - 1]!
    route[i] = route[i - 1]!
    after[i] = after[i - 1]!
  }
  least[i] = value
  route[i] = r
  after[i] = before
}

function driveShortlist(search: Search, plan: Plan, stop: number): void {
  const { found, random, sequence, shortlist } = search
  const { next, first } = plan
  for (let i = 0; i < drivenMost && shortlist.least[i]! < found.delta; i++) {
    const r = shortlist.route[i]!
    const before = shortlist.after[i]!
    let length = 0
    if (before === 0) sequence[length++] = stop
    for (let s = first[r]!; s !== 0; s = next[s]!) {
      sequence[length++] = s
      if (s === before) sequence[length++] = stop
    }
    const delta = walk(search, sequence, length) - plan.routeCost[r]!
    if (delta < found.delta && random.next() > blink) {
      found.delta = delta
      found.route = r
      found.after = before
    }
  }
}

function inEmpty(search: Search, stop: number, r: number): void {
  const { found, nodes, cost, sequence } = search
  let delta = cost[stop]! + cost[stop * nodes]! + search.vehicleCost
  if (search.tips) {
    sequence[0] = stop
    delta = walk(search, sequence, 1)
  } else if (search.duration) {
    const starts = Math.max(search.opens[stop]!, search.opens[0]! + search.duration[stop]!)
    const back = starts + search.service[stop]! + search.duration[stop * nodes]!
    if (starts > search.closes[stop]! || back > search.closes[0]!) return
  }
  if (delta < found.delta) {
    found.delta = delta
    found.route = r
    found.after = 0
  }
}
