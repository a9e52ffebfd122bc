/**
 * A day of collection as the solver reads it. Node 0 is the depot, 1 to `stops` are the stops, the tips (where a truck
 * empties itself) follow. Matrices are square over all nodes, row = where one comes from; they may be asymmetric.
 */
export interface TourProblem {
  stops: number
  tips: number
  /** What is minimised: metres, seconds, or a mix of both. */
  cost: Float64Array
  /** Seconds of driving; absent where time does not count (windows, shift and break are then not read). */
  duration?: Float64Array
  /** By node, in the unit of `capacity`; 0 for depot and tips. */
  demand: Float64Array
  capacity: number
  vehicles: number
  /** Cost of one more truck on the road. */
  vehicleCost?: number
  /** By node: seconds spent there. A tip's are those of one emptying. */
  service?: Float64Array
  /** By node: seconds in which the work may begin; the depot's are the shift, back before it closes. */
  opens?: Float64Array
  closes?: Float64Array
  /** By node: cost of leaving a stop out today. Infinity, or absent: it must be served. */
  skipCost?: Float64Array
  /** The driver pauses for so many seconds before working longer than `afterS` without one. */
  pause?: { afterS: number; lastsS: number }
  /** A truck comes home empty: the last tip is part of its route. Only where there are tips; true by default. */
  tipBeforeHome?: boolean
}

export const nodesOf = (problem: TourProblem): number => 1 + problem.stops + problem.tips

/** What a caller may get wrong, by the name of the field; empty when the problem can be solved. */
export function faultsOf(problem: TourProblem): string[] {
  const nodes = nodesOf(problem)
  const faults: string[] = []
  const sized = (name: string, array: Float64Array | undefined, size: number) => {
    if (array && array.length !== size) faults.push(`${name}: ${size} values expected, ${array.length} given`)
  }
  sized('cost', problem.cost, nodes * nodes)
  sized('duration', problem.duration, nodes * nodes)
  for (const name of ['demand', 'service', 'opens', 'closes', 'skipCost'] as const)
    sized(name, problem[name], nodes)
  if (!(problem.capacity > 0)) faults.push('capacity: must be above 0')
  if (problem.stops > 0 && !(problem.vehicles >= 1)) faults.push('vehicles: at least one')
  if (problem.cost.some((value) => !(value >= 0))) faults.push('cost: every value must be 0 or more')
  if (problem.duration?.some((value) => !(value >= 0))) faults.push('duration: every value must be 0 or more')
  if (problem.demand.some((value) => !(value >= 0))) faults.push('demand: every value must be 0 or more')
  return faults
}
