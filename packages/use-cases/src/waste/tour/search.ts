import { drivenMost } from './place.ts'
import { routesOf } from './plan.ts'
import type { TourProblem } from './problem.ts'
import { type Random, seeded } from './random.ts'
import { type Terms, termsOf } from './terms.ts'

/** What the search computes once, and the scratch it writes on. */
export interface Search extends Terms {
  random: Random
  routes: number
  /** Transposed cost, so that all legs into one node lie together. The same array where the matrix is symmetric. */
  costFrom: Float64Array
  /** Each stop's nearest ones, itself first, `nearCount` a stop. */
  near: Int32Array
  nearCount: number
  /** Mean leg between any two nodes: the scale of the annealing. */
  mean: number
  /** Weight of a stop that must be served and found no room; it grows until the stop is squeezed in. */
  absence: Float64Array
  /** Best place for a stop, as `place` found it. */
  found: { route: number; after: number; delta: number }
  /** Places that look cheapest, in order; see `place`. */
  shortlist: { least: Float64Array; route: Int32Array; after: Int32Array }
  touched: Uint8Array
  keys: Float64Array
  sequence: Int32Array
  string: Int32Array
}

const nearest = 160

export function searchOf(problem: TourProblem, seed: number): Search {
  const terms = termsOf(problem)
  const { nodes, cost } = terms
  const { stops } = problem
  const nearCount = Math.min(stops, nearest)
  const mean = cost.reduce((sum, value) => sum + value, 0) / Math.max(1, nodes * (nodes - 1))
  return {
    ...terms,
    random: seeded(seed),
    routes: routesOf(problem),
    costFrom: transposed(cost, nodes),
    near: nearOf(cost, nodes, stops, nearCount),
    nearCount,
    mean,
    absence: new Float64Array(nodes).fill(4 * mean),
    found: { route: -1, after: 0, delta: 0 },
    shortlist: {
      least: new Float64Array(drivenMost),
      route: new Int32Array(drivenMost),
      after: new Int32Array(drivenMost),
    },
    touched: new Uint8Array(routesOf(problem)),
    keys: new Float64Array(nodes),
    sequence: new Int32Array(nodes + 1),
    string: new Int32Array(nodes),
  }
}

function transposed(cost: Float64Array, nodes: number): Float64Array {
  const turned = new Float64Array(cost.length)
  let symmetric = true
  for (let a = 0; a < nodes; a++)
    for (let b = 0; b < nodes; b++) {
      turned[a * nodes + b] = cost[b * nodes + a]!
      if (cost[a * nodes + b] !== cost[b * nodes + a]) symmetric = false
    }
  return symmetric ? cost : turned
}

function nearOf(cost: Float64Array, nodes: number, stops: number, count: number): Int32Array {
  const near = new Int32Array((stops + 1) * count)
  const others = Array.from({ length: stops }, (_, i) => i + 1)
  const away = new Float64Array(stops + 1)
  for (let stop = 1; stop <= stops; stop++) {
    for (const other of others)
      away[other] = Math.min(cost[stop * nodes + other]!, cost[other * nodes + stop]!)
    away[stop] = -1
    near.set([...others].sort((a, b) => away[a]! - away[b]! || a - b).slice(0, count), stop * count)
  }
  return near
}
