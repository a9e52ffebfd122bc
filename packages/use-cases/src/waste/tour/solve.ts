import { copyPlan, emptyPlan, type Plan, stopsOf } from './plan.ts'
import { faultsOf, type TourProblem } from './problem.ts'
import { recreate } from './recreate.ts'
import { ruin } from './ruin.ts'
import { type Search, searchOf } from './search.ts'

export interface SolveOptions {
  seed: number
  limitMs: number
  /** Milliseconds of any clock that goes forward. */
  clock: () => number
  /** Ends earlier after so many steps; with it and a generous limit the result is the same on every machine. */
  steps?: number
  onProgress?: (progress: { share: number; cost: number; steps: number }) => void
  cancelled?: () => boolean
}

export interface Solution {
  /** Stops of each route in the order of their visit; no empty route. */
  routes: number[][]
  /** Left out: for their cost, or (see `complete`) for want of room or time. */
  skipped: number[]
  /** Of the routes, tips and trucks included, what was skipped not. */
  cost: number
  /** Every stop that must be served is. */
  complete: boolean
  steps: number
}

// Temperatures, in mean legs between two nodes.
const hottest = 0.1
const coldest = 0.003
/** Share of steps in which no stop is left out for its cost. */
const generous = 0.05

/**
 * Simulated annealing over ruin and recreate. Starts from an empty plan: the first recreate is a greedy insertion. Throws a
 * RangeError for a problem with faults; what has no answer (no room, no time, no way) is left out, and `complete` says so.
 */
export function solve(problem: TourProblem, options: SolveOptions): Solution {
  const faults = faultsOf(problem)
  if (faults.length > 0) throw new RangeError(faults.join('; '))
  const search = searchOf(problem, options.seed)
  const plan = emptyPlan(problem)
  recreate(search, plan, true)
  const current = emptyPlan(problem)
  const best = emptyPlan(problem)
  copyPlan(plan, current)
  copyPlan(plan, best)
  let bestValue = value(search, best)
  const { random } = search
  const hot = hottest * search.mean
  const cold = coldest * search.mean
  const started = options.clock()
  const checkEvery = search.tips ? 16 : 128
  const stepsMost = options.steps ?? Number.POSITIVE_INFINITY
  let share = 0
  let steps = 0
  let heat = hot
  let toldAt = 0
  for (; steps < stepsMost; steps++) {
    if (steps % checkEvery === 0) {
      const spent = options.clock() - started
      share = Math.max(spent / options.limitMs, steps / stepsMost)
      if (share >= 1 || options.cancelled?.()) break
      heat = hot * (cold / hot) ** share
      if (spent - toldAt >= 200) {
        toldAt = spent
        options.onProgress?.({ share, cost: costOf(search, best), steps })
      }
    }
    ruin(search, plan)
    recreate(search, plan, random.next() < generous)
    const limit = energy(search, current) - heat * Math.log(random.next())
    if (energy(search, plan) < limit) {
      copyPlan(plan, current)
      const reached = value(search, plan)
      if (reached < bestValue) {
        bestValue = reached
        copyPlan(plan, best)
      }
    } else {
      if (plan.size[0]! > 0) insist(search, plan)
      copyPlan(current, plan)
    }
  }
  const skipped = [...best.absent.subarray(0, best.size[0]!)].sort((a, b) => a - b)
  return {
    routes: Array.from({ length: best.size[1]! }, (_, r) => stopsOf(best, r)).filter((r) => r.length > 0),
    skipped,
    cost: costOf(search, best),
    complete: skipped.every((stop) => Number.isFinite(search.skipCost[stop])),
    steps,
  }
}

function costOf(search: Search, plan: Plan): number {
  if (!search.tips) return plan.total[0]!
  let sum = 0
  for (let r = 0; r < plan.size[1]!; r++) if (plan.count[r]! > 0) sum += plan.routeCost[r]!
  return sum
}

/** What the annealing compares: absent stops weigh what they cost, or how long they have been wanting. */
function energy(search: Search, plan: Plan): number {
  let sum = costOf(search, plan)
  for (let i = 0; i < plan.size[0]!; i++) {
    const stop = plan.absent[i]!
    sum += Math.min(search.skipCost[stop]!, search.absence[stop]!)
  }
  return sum
}

/** What is kept: first that nothing mandatory is missing, then the cost. */
function value(search: Search, plan: Plan): number {
  let sum = costOf(search, plan)
  for (let i = 0; i < plan.size[0]!; i++) sum += Math.min(search.skipCost[plan.absent[i]!]!, 1e12)
  return sum
}

function insist(search: Search, plan: Plan): void {
  for (let i = 0; i < plan.size[0]!; i++) {
    const stop = plan.absent[i]!
    if (search.skipCost[stop] === Number.POSITIVE_INFINITY) search.absence[stop]! += 0.01 * search.mean
  }
}
