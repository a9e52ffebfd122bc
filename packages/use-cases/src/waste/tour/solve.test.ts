import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsOfRoutes } from './audit.ts'
import { faultsOf, type TourProblem } from './problem.ts'
import { seeded } from './random.ts'
import { solve } from './solve.ts'
import { schedule } from './walk.ts'

const minute = 60
const hour = 3600

/** A town of one-way streets: the way back takes another length; the tip lies outside. */
function town(seed: number, stops: number, more: Partial<TourProblem> = {}): TourProblem {
  const random = seeded(seed)
  const tips = more.tips ?? 0
  const nodes = 1 + stops + tips
  const at = Array.from({ length: nodes }, (_, i) =>
    i > stops ? [9000, 9000] : [random.next() * 5000, random.next() * 5000],
  )
  const cost = new Float64Array(nodes * nodes)
  for (let a = 0; a < nodes; a++)
    for (let b = 0; b < nodes; b++)
      if (a !== b)
        cost[a * nodes + b] =
          Math.hypot(at[a]![0]! - at[b]![0]!, at[a]![1]! - at[b]![1]!) * (1 + 0.3 * random.next())
  return {
    stops,
    tips,
    cost,
    duration: cost.map((metres) => metres / 6),
    demand: Float64Array.from({ length: nodes }, (_, i) => (i >= 1 && i <= stops ? 1 + random.below(9) : 0)),
    capacity: 30,
    vehicles: stops,
    service: new Float64Array(nodes).fill(3 * minute, 1),
    opens: new Float64Array(nodes).fill(5 * hour),
    closes: new Float64Array(nodes).fill(13 * hour),
    ...more,
  }
}
const run = (problem: TourProblem, seed = 1, steps = 2000) =>
  solve(problem, { seed, steps, limitMs: 600_000, clock: () => performance.now() })

test('whatever the town, all stops are served once, within load, fleet, windows and shift', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 1 }),
      fc.boolean(),
      (seed, stops, tips, pauses) => {
        const problem = town(seed, stops, {
          tips,
          ...(pauses && { pause: { afterS: 3 * hour, lastsS: 20 * minute } }),
        })
        const { routes, skipped, complete } = run(problem, seed, 300)
        expect(faultsOfRoutes(problem, routes, skipped)).toEqual([])
        expect(complete).toBe(true)
      },
    ),
    { numRuns: 40 },
  )
}, 60_000)

test('the same seed and number of steps give the same routes', () => {
  const problem = town(5, 30, { tips: 1 })
  expect(run(problem, 7)).toEqual(run(problem, 7))
})

describe('emptying on the way', () => {
  const problem = town(3, 25, { tips: 1, vehicles: 1 })

  test('one truck does what it could not carry, and comes home empty', () => {
    const { routes, complete } = run(problem)
    expect(complete).toBe(true)
    expect(routes).toHaveLength(1)
    const passages = schedule(problem, routes[0]!)!
    expect(Math.max(...passages.map(({ load }) => load))).toBeLessThanOrEqual(problem.capacity)
    expect(passages.at(-2)!.node).toBe(26)
    expect(passages.at(-1)!.node).toBe(0)
  })

  test('the tip is called at where it costs least: no other set of places is cheaper', () => {
    const few = town(11, 7, { tips: 1, vehicles: 1, capacity: 14 })
    const order = [1, 2, 3, 4, 5, 6, 7]
    const nodes = 9
    const lengthOf = (way: readonly number[]) =>
      way.slice(1).reduce((sum, node, i) => sum + few.cost[way[i]! * nodes + node]!, 0)
    let least = Number.POSITIVE_INFINITY
    for (let set = 0; set < 2 ** 6; set++) {
      const way = [0, ...order.flatMap((stop, i) => (i < 6 && set & (1 << i) ? [stop, 8] : [stop])), 8, 0]
      let load = 0
      const fits = way.every((node) => {
        load = node === 8 ? 0 : load + few.demand[node]!
        return load <= few.capacity
      })
      if (fits) least = Math.min(least, lengthOf(way))
    }
    const driven = [0, ...schedule(few, order)!.map(({ node }) => node)]
    expect(lengthOf(driven)).toBeCloseTo(least, 6)
  })
})

test('a pause is taken before the limit of work without one', () => {
  const problem = town(8, 40, {
    vehicles: 1,
    capacity: 1e6,
    pause: { afterS: 2 * hour, lastsS: 20 * minute },
  })
  const passages = schedule(problem, run(problem).routes[0]!)!
  const pauses = passages.filter(({ pausedS }) => pausedS > 0)
  expect(pauses.length).toBeGreaterThan(0)
  let since = passages[0]!.arrivesAt
  for (const { pausedS, arrivesAt, leavesAt, node } of passages) {
    if (pausedS > 0) since = arrivesAt
    expect((node === 0 ? arrivesAt : leavesAt) - since).toBeLessThanOrEqual(2 * hour)
  }
})

describe('stops that may wait', () => {
  const skipCost = (value: number) => new Float64Array(21).fill(value)

  test('are left out where the way to them costs more than they are worth', () => {
    const problem = town(2, 20)
    expect(run({ ...problem, skipCost: skipCost(1e9) }).skipped).toEqual([])
    const nothing = run({ ...problem, skipCost: skipCost(1) })
    expect(nothing.routes).toEqual([])
    expect(nothing.complete).toBe(true)
    const some = run({ ...problem, skipCost: skipCost(1200) })
    expect(some.skipped.length).toBeGreaterThan(0)
    expect(some.skipped.length).toBeLessThan(20)
  })

  test('must be served with too few trucks: the plan says that it is not complete', () => {
    const problem = town(2, 20, { vehicles: 1 })
    const { complete, skipped } = run(problem)
    expect(complete).toBe(false)
    expect(skipped.length).toBeGreaterThan(0)
  })
})

test('a stop that no truck can carry, or reach in time, is left out and said', () => {
  const problem = town(4, 6)
  problem.demand[3] = 31
  problem.closes![5] = 5 * hour
  problem.opens![5] = 5 * hour
  const { complete, skipped, routes } = run(problem, 1, 200)
  expect(complete).toBe(false)
  expect(skipped).toEqual([3, 5])
  expect(faultsOfRoutes(problem, routes, skipped)).toEqual([])
})

test('no stops, no routes', () => {
  expect(run(town(1, 0))).toMatchObject({ routes: [], skipped: [], cost: 0, complete: true })
})

test('tells its progress, stops when it is cancelled and at its limit, by the clock it is given', () => {
  const problem = town(6, 30)
  let now = 0
  const clock = () => {
    now += 10
    return now
  }
  const told: number[] = []
  solve(problem, { seed: 1, limitMs: 2000, clock, onProgress: ({ share }) => told.push(share) })
  expect(now).toBeLessThan(2100)
  expect(told.length).toBeGreaterThan(5)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  now = 0
  solve(problem, { seed: 1, limitMs: 2000, clock, cancelled: () => now > 500 })
  expect(now).toBeLessThan(600)
})

test('a faulty problem is refused, never answered', () => {
  const problem = { ...town(1, 3), vehicles: 0, demand: Float64Array.of(0, Number.NaN, 1, 1) }
  const solved = () => solve(problem, { seed: 1, limitMs: 10, clock: () => 0, steps: 1 })
  expect(solved).toThrow('vehicles: at least one; demand: every value must be 0 or more')
})

test('a faulty problem is told by the name of its field', () => {
  const problem = town(1, 3)
  expect(faultsOf(problem)).toEqual([])
  expect(
    faultsOf({
      ...problem,
      capacity: 0,
      vehicles: 0,
      demand: new Float64Array(2),
      cost: problem.cost.fill(-1),
    }),
  ).toEqual([
    'demand: 4 values expected, 2 given',
    'capacity: must be above 0',
    'vehicles: at least one',
    'cost: every value must be 0 or more',
  ])
})
