import { putIn, refresh } from './edit.ts'
import { place } from './place.ts'
import type { Plan } from './plan.ts'
import type { Search } from './search.ts'

/**
 * Puts absent stops back one by one, each at its cheapest place, in an order drawn anew each time. `all`: those too that
 * cost more than they are worth, since what one stop can't pay several on the same way may.
 */
export function recreate(search: Search, plan: Plan, all: boolean): void {
  const { found, skipCost } = search
  const { absent, size } = plan
  const waiting = size[0]!
  order(search, absent, waiting)
  let left = 0
  for (let i = 0; i < waiting; i++) {
    const stop = absent[i]!
    place(search, plan, stop)
    if (found.route < 0 || (!all && found.delta >= skipCost[stop]!)) {
      absent[left++] = stop
      continue
    }
    putIn(search, plan, stop, found.route, found.after)
    if (search.duration || search.tips) refresh(search, plan, found.route)
  }
  size[0] = left
}

/** Weights 4, 4, 2, 1 of the source (random, large, far, near), and for windows: narrow, early, late. */
function order(search: Search, absent: Int32Array, waiting: number): void {
  const { random, keys, demand, cost, opens, closes } = search
  const draw = random.below(search.problem.closes ? 17 : 11)
  for (let i = 0; i < waiting; i++) {
    const stop = absent[i]!
    if (draw < 4) keys[stop] = random.next()
    else if (draw < 8) keys[stop] = -demand[stop]!
    else if (draw < 10) keys[stop] = -cost[stop]!
    else if (draw < 11) keys[stop] = cost[stop]!
    else if (draw < 13) keys[stop] = closes[stop]! - opens[stop]!
    else if (draw < 15) keys[stop] = opens[stop]!
    else keys[stop] = -closes[stop]!
  }
  for (let i = 1; i < waiting; i++) {
    const stop = absent[i]!
    const key = keys[stop]!
    let j = i
    for (; j > 0 && keys[absent[j - 1]!]! > key; j--) absent[j] = absent[j - 1]!
    absent[j] = stop
  }
}
