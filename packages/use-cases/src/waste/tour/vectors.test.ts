import { describe, expect, test } from 'vitest'
import vectors from '../vectors.json' with { type: 'json' }
import { costOfRoutes, faultsOfRoutes } from './audit.ts'
import type { TourProblem } from './problem.ts'
import { solve } from './solve.ts'
import { schedule } from './walk.ts'

interface XY {
  x: number
  y: number
}
function matrix(nodes: readonly XY[], round: (distance: number) => number): Float64Array {
  return Float64Array.from(nodes.flatMap((a) => nodes.map((b) => round(Math.hypot(a.x - b.x, a.y - b.y)))))
}
const column = (values: readonly number[]) => Float64Array.from(values)
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

describe.each(vectors['vrp.cvrp'])('$id', ({ input, expected }) => {
  const problem: TourProblem = {
    stops: input.nodes.length - 1,
    tips: 0,
    cost: matrix(input.nodes, (d) => Math.floor(d + 0.5)),
    demand: column(input.nodes.map(({ demand }) => demand)),
    capacity: input.capacity,
    vehicles: input.vehicles,
  }

  test('the optimal routes of the reference cost what it says', () => {
    expect(faultsOfRoutes(problem, expected.optimalRoutes)).toEqual([])
    expect(costOfRoutes(problem, expected.optimalRoutes)).toBe(expected.optimal)
  })

  // Steps instead of seconds, so that a busy machine is no other test: 20,000 take a tenth of a second.
  test.each(seeds)('optimum with seed %i', (seed) => {
    const solution = solve(problem, { seed, limitMs: 60_000, clock: () => performance.now(), steps: 20_000 })
    expect(faultsOfRoutes(problem, solution.routes, solution.skipped)).toEqual([])
    expect(solution).toMatchObject({ cost: expected.optimal, complete: true })
    expect(costOfRoutes(problem, solution.routes)).toBe(expected.optimal)
  })
})

describe('Solomon C101, first 25', () => {
  const [given, infeasible] = vectors['vrp.vrptw']
  const nodes = given!.input.nodes!.map(([, x, y]) => ({ x: x!, y: y! }))
  const cost = matrix(nodes, (d) => Math.floor(d * 10) / 10)
  const field = (index: number) => column(given!.input.nodes!.map((node) => node[index]!))
  const problem: TourProblem = {
    stops: 25,
    tips: 0,
    cost,
    duration: cost,
    demand: field(3),
    capacity: given!.input.capacity!,
    vehicles: given!.input.vehicles!,
    opens: field(4),
    closes: field(5),
    service: field(6),
  }

  test('the routes of the reference begin each stop when it says', () => {
    given!.expected.routes!.forEach((route, i) => {
      const passages = schedule(problem, route)!
      const { starts, returnAt, load } = given!.expected.routeChecks![i]!
      const home = passages.pop()!
      passages.forEach((passage, k) => {
        expect(passage.startsAt).toBeCloseTo(starts[k]!, 6)
      })
      expect(home.arrivesAt).toBeCloseTo(returnAt, 6)
      expect(passages.at(-1)!.load).toBe(load)
    })
  })

  test('a route driven backwards misses its windows', () => {
    expect(faultsOfRoutes(problem, infeasible!.input.routes!)).toEqual(["route 1 can't be driven in time"])
  })

  test.each(seeds)('optimum with seed %i', (seed) => {
    const solution = solve(problem, { seed, limitMs: 60_000, clock: () => performance.now(), steps: 20_000 })
    expect(faultsOfRoutes(problem, solution.routes, solution.skipped)).toEqual([])
    expect(solution.cost).toBeCloseTo(given!.expected.optimalDistance!, 6)
    expect(solution.routes).toHaveLength(given!.expected.vehicles!)
  })
})
