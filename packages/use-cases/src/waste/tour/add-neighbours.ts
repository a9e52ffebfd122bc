import type { TourProblem } from './problem.ts'
import type { Solution } from './solve.ts'
import { termsOf } from './terms.ts'
import { walk } from './walk.ts'

/**
 * Routes of somebody else's, with the stops added that are worth their way: each where it costs least, the cheapest first, as long
 * as it costs less than leaving it out and the route can still be driven.
 */
export function addNeighbours(problem: TourProblem, found: readonly (readonly number[])[]): Solution {
  const terms = termsOf(problem)
  const costOf = (route: readonly number[]) => {
    const load = route.reduce((sum, stop) => sum + problem.demand[stop]!, 0)
    if (problem.tips === 0 && load > problem.capacity) return Number.POSITIVE_INFINITY
    return walk(terms, Int32Array.from(route), route.length)
  }
  const routes = found.map((route) => ({ stops: [...route], cost: costOf(route) }))
  const on = new Set(found.flat())
  const all = Array.from({ length: problem.stops }, (_, i) => i + 1)
  const worth = (stop: number) => problem.skipCost?.[stop] ?? Number.POSITIVE_INFINITY
  const waiting = new Set(all.filter((stop) => !on.has(stop) && Number.isFinite(worth(stop))))
  for (;;) {
    let best: { stop: number; route: (typeof routes)[number]; stops: number[]; cost: number } | undefined
    let gain = 0
    for (const stop of waiting)
      for (const route of routes)
        for (let at = 0; at <= route.stops.length; at++) {
          const stops = route.stops.toSpliced(at, 0, stop)
          const cost = costOf(stops)
          const gained = worth(stop) - (cost - route.cost)
          if (gained > gain) {
            gain = gained
            best = { stop, route, stops, cost }
          }
        }
    if (!best) break
    best.route.stops = best.stops
    best.route.cost = best.cost
    waiting.delete(best.stop)
    on.add(best.stop)
  }
  const skipped = all.filter((stop) => !on.has(stop))
  return {
    routes: routes.map(({ stops }) => stops),
    skipped,
    cost: routes.reduce((sum, { cost }) => sum + cost, 0),
    complete: skipped.every((stop) => Number.isFinite(worth(stop))),
    steps: 0,
  }
}
