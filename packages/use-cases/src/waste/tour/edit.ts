import type { Plan } from './plan.ts'
import type { Search } from './search.ts'
import { walk } from './walk.ts'

/** Takes the stop off its route; it is absent afterwards. Times and tips of the route are refreshed by the caller. */
export function takeOut(search: Search, plan: Plan, stop: number): void {
  const { cost, nodes } = search
  const { next, prev, into, home, total } = plan
  const route = plan.route[stop]!
  const before = prev[stop]!
  const after = next[stop]!
  const out = after === 0 ? home[route]! : into[after]!
  const joined = before === 0 && after === 0 ? 0 : cost[before * nodes + after]!
  total[0]! += joined - into[stop]! - out
  if (before === 0) plan.first[route] = after
  else next[before] = after
  if (after === 0) {
    plan.last[route] = before
    home[route] = joined
  } else {
    prev[after] = before
    into[after] = joined
  }
  plan.load[route]! -= search.demand[stop]!
  if (--plan.count[route]! === 0) {
    total[0]! -= search.vehicleCost
    plan.load[route] = 0
    while (plan.size[1]! > 0 && plan.count[plan.size[1]! - 1] === 0) plan.size[1]!--
  }
  plan.route[stop] = -1
  plan.absent[plan.size[0]!++] = stop
}

/** Puts the stop behind `before` (0: at the head) of the route. The caller takes it out of `absent`. */
export function putIn(search: Search, plan: Plan, stop: number, route: number, before: number): void {
  const { cost, nodes } = search
  const { next, prev, into, home, total } = plan
  const after = before === 0 ? plan.first[route]! : next[before]!
  const straight = plan.count[route] === 0 ? 0 : after === 0 ? home[route]! : into[after]!
  const there = cost[before * nodes + stop]!
  const on = cost[stop * nodes + after]!
  total[0]! += there + on - straight
  if (plan.count[route] === 0) total[0]! += search.vehicleCost
  into[stop] = there
  prev[stop] = before
  next[stop] = after
  if (before === 0) plan.first[route] = stop
  else next[before] = stop
  if (after === 0) {
    plan.last[route] = stop
    home[route] = on
  } else {
    prev[after] = stop
    into[after] = on
  }
  plan.route[stop] = route
  plan.load[route]! += search.demand[stop]!
  plan.count[route]!++
  if (route >= plan.size[1]!) plan.size[1] = route + 1
}

/** After its stops changed: earliest and latest times of a route, and its cost with tips. */
export function refresh(search: Search, plan: Plan, route: number): void {
  const { duration, nodes, service, opens, closes } = search
  const { next, prev, start, latest, first, last } = plan
  if (duration) {
    let clock = opens[0]!
    let at = 0
    for (let stop = first[route]!; stop !== 0; stop = next[stop]!) {
      start[stop] = Math.max(opens[stop]!, clock + duration[at * nodes + stop]!)
      clock = start[stop]! + service[stop]!
      at = stop
    }
    let until = closes[0]!
    let then = 0
    for (let stop = last[route]!; stop !== 0; stop = prev[stop]!) {
      until = Math.min(closes[stop]!, until - duration[stop * nodes + then]! - service[stop]!)
      latest[stop] = until
      then = stop
    }
  }
  if (search.tips) {
    let length = 0
    for (let stop = first[route]!; stop !== 0; stop = next[stop]!) search.sequence[length++] = stop
    plan.routeCost[route] = walk(search, search.sequence, length)
  }
}
