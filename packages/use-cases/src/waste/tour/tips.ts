import { nodesOf, type TourProblem } from './problem.ts'

/** Where a truck may empty itself between two nodes, and what the way round costs. */
export interface Tips {
  /** By (from, to): cost of going by the best tip instead of straight, and which tip that is. */
  detour: Float64Array
  tip: Int32Array
  beforeHome: boolean
  /** Scratch of `walk`: best cost with an emptying after the i-th stop, and where the one before was. */
  best: Float64Array
  before: Int32Array
  loads: Float64Array
  queue: Int32Array
  tipAfter: Uint8Array
}

export function tipsOf(problem: TourProblem): Tips | undefined {
  if (problem.tips === 0 && !problem.pause) return undefined
  const { stops, cost } = problem
  const nodes = nodesOf(problem)
  const detour = new Float64Array(nodes * nodes).fill(Number.POSITIVE_INFINITY)
  const tip = new Int32Array(nodes * nodes).fill(-1)
  for (let a = 0; a <= stops; a++)
    for (let b = 0; b <= stops; b++)
      for (let t = stops + 1; t < nodes; t++) {
        const way = cost[a * nodes + t]! + cost[t * nodes + b]! - cost[a * nodes + b]!
        if (way < detour[a * nodes + b]!) {
          detour[a * nodes + b] = way
          tip[a * nodes + b] = t
        }
      }
  return {
    detour,
    tip,
    beforeHome: problem.tips > 0 && (problem.tipBeforeHome ?? true),
    best: new Float64Array(nodes + 1),
    before: new Int32Array(nodes + 1),
    loads: new Float64Array(nodes + 1),
    queue: new Int32Array(nodes + 2),
    tipAfter: new Uint8Array(nodes + 1),
  }
}
