import { nodesOf, type TourProblem } from './problem.ts'
import { schedule } from './walk.ts'

/**
 * What is wrong with these routes, whoever made them: every stop once, loads, fleet, windows. Counted anew from the problem,
 * with nothing of the search, so that a mistake of the one shows in the other.
 */
export function faultsOfRoutes(
  problem: TourProblem,
  routes: readonly (readonly number[])[],
  skipped: readonly number[] = [],
): string[] {
  const faults: string[] = []
  const seen = new Map<number, number>()
  for (const stop of [...routes.flat(), ...skipped]) seen.set(stop, (seen.get(stop) ?? 0) + 1)
  for (let stop = 1; stop <= problem.stops; stop++)
    if (seen.get(stop) !== 1) faults.push(`stop ${stop} is visited ${seen.get(stop) ?? 0} times`)
  for (const stop of seen.keys())
    if (!(stop >= 1 && stop <= problem.stops)) faults.push(`there is no stop ${stop}`)
  const used = routes.filter((route) => route.length > 0)
  if (used.length > problem.vehicles) faults.push(`${used.length} routes for ${problem.vehicles} vehicles`)
  used.forEach((route, index) => {
    const load = route.reduce((sum, stop) => sum + problem.demand[stop]!, 0)
    if (problem.tips === 0 && load > problem.capacity)
      faults.push(`route ${index + 1} carries ${load} of ${problem.capacity}`)
    else if (!schedule(problem, route)) faults.push(`route ${index + 1} can't be driven in time`)
  })
  return faults
}

/** Cost of routes without tips or pause: the legs, and a truck each. */
export function costOfRoutes(problem: TourProblem, routes: readonly (readonly number[])[]): number {
  const nodes = nodesOf(problem)
  return routes
    .filter((route) => route.length > 0)
    .reduce(
      (sum, route) =>
        [...route, 0].reduce(
          (cost, stop, i) => cost + problem.cost[(route[i - 1] ?? 0) * nodes + stop]!,
          sum,
        ) + (problem.vehicleCost ?? 0),
      0,
    )
}
