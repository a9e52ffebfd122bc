import { nodesOf, type TourProblem } from './problem.ts'
import { type Tips, tipsOf } from './tips.ts'

/** A problem with its defaults filled in, as the driving of a route reads it. */
export interface Terms {
  problem: TourProblem
  nodes: number
  cost: Float64Array
  demand: Float64Array
  duration: Float64Array | undefined
  service: Float64Array
  opens: Float64Array
  closes: Float64Array
  skipCost: Float64Array
  vehicleCost: number
  tips: Tips | undefined
}

export function termsOf(problem: TourProblem): Terms {
  const nodes = nodesOf(problem)
  const filled = (value: number) => new Float64Array(nodes).fill(value)
  return {
    problem,
    nodes,
    cost: problem.cost,
    demand: problem.demand,
    duration: problem.duration,
    service: problem.service ?? filled(0),
    opens: problem.opens ?? filled(0),
    closes: problem.closes ?? filled(Number.POSITIVE_INFINITY),
    skipCost: problem.skipCost ?? filled(Number.POSITIVE_INFINITY),
    vehicleCost: problem.vehicleCost ?? 0,
    tips: tipsOf(problem),
  }
}
