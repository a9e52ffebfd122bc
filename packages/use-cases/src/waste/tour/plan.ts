import { nodesOf, type TourProblem } from './problem.ts'

/**
 * Routes as linked lists in two typed arrays, so that a plan is copied by two block moves: a step that is not taken
 * is undone by copying the plan back. A stop that is on no route has route -1 and stands in `absent`.
 */
export interface Plan {
  whole: Int32Array
  next: Int32Array
  prev: Int32Array
  route: Int32Array
  first: Int32Array
  last: Int32Array
  count: Int32Array
  absent: Int32Array
  /** [0] absent stops, [1] routes up to the highest one in use. */
  size: Int32Array
  sums: Float64Array
  load: Float64Array
  /** Cost of the leg into a stop, and of a route's last leg home. */
  into: Float64Array
  home: Float64Array
  /** Earliest and latest beginning of the work at a stop, as its route stands. */
  start: Float64Array
  latest: Float64Array
  /** Cost of a route with its tips, where there are any. */
  routeCost: Float64Array
  /** [0] cost of the routes. */
  total: Float64Array
}

/** As many routes as may be needed: never more than stops. */
export const routesOf = (problem: TourProblem): number =>
  Math.max(1, Math.min(problem.vehicles, problem.stops))

export function emptyPlan(problem: TourProblem): Plan {
  const nodes = nodesOf(problem)
  const routes = routesOf(problem)
  const whole = new Int32Array(4 * nodes + 3 * routes + 2)
  const sums = new Float64Array(3 * nodes + 3 * routes + 1)
  const ints = parts(whole)
  const floats = parts(sums)
  const plan: Plan = {
    whole,
    next: ints(nodes),
    prev: ints(nodes),
    route: ints(nodes),
    absent: ints(nodes),
    first: ints(routes),
    last: ints(routes),
    count: ints(routes),
    size: ints(2),
    sums,
    into: floats(nodes),
    start: floats(nodes),
    latest: floats(nodes),
    load: floats(routes),
    home: floats(routes),
    routeCost: floats(routes),
    total: floats(1),
  }
  plan.route.fill(-1)
  for (let stop = 1; stop <= problem.stops; stop++) plan.absent[stop - 1] = stop
  plan.size[0] = problem.stops
  return plan
}

function parts<T extends Int32Array | Float64Array>(whole: T): (length: number) => T {
  let from = 0
  return (length) => {
    from += length
    return whole.subarray(from - length, from) as T
  }
}

export function copyPlan(from: Plan, to: Plan): void {
  to.whole.set(from.whole)
  to.sums.set(from.sums)
}

export function stopsOf(plan: Plan, route: number): number[] {
  const stops: number[] = []
  for (let stop = plan.first[route]!; stop !== 0; stop = plan.next[stop]!) stops.push(stop)
  return stops
}
