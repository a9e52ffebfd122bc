import { schedule, type TourProblem } from '@trame/use-cases'
import { afterEach, expect, test } from 'vitest'
import { vroomAnswer } from './answers.ts'
import { farOf, gridOf, openAsk, serve } from './testing.ts'
import { vroom } from './vroom.ts'

let service: Awaited<ReturnType<typeof serve>>
afterEach(() => service?.close())

/** Nine stops on the grid, the last two of them neighbours; a tip where one is asked for. */
function problemWith({ tips = 0, untilS = 8 * 3600 } = {}): TourProblem {
  const stops = 9
  const places = gridOf(1 + stops + tips)
  const cells = (of: (metres: number) => number) =>
    Float64Array.from(places.flatMap((a) => places.map((b) => of(farOf(a, b)))))
  const byNode = (depot: number, stop: (i: number) => number, tip: number) =>
    Float64Array.from(places, (_, i) => (i === 0 ? depot : i <= stops ? stop(i) : tip))
  return {
    stops,
    tips,
    cost: cells((metres) => metres / 1000),
    duration: cells((metres) => metres / 10),
    demand: byNode(0, () => 2, 0),
    capacity: tips === 0 ? 9 : 5,
    vehicles: 2,
    vehicleCost: 3,
    service: byNode(0, () => 300, 600),
    opens: byNode(6 * 3600, () => 0, 0),
    closes: byNode(6 * 3600 + untilS, () => 86_400, 86_400),
    skipCost: byNode(
      Number.POSITIVE_INFINITY,
      (i) => (i === 8 ? 50 : i === 9 ? 0.001 : Number.POSITIVE_INFINITY),
      0,
    ),
  }
}

test('VROOM gets our matrices in whole units, and the stops that must be served', async () => {
  service = await serve(vroomAnswer)
  const problem = problemWith()
  const { routes, skipped, complete } = await vroom(problem, service.url, openAsk())
  const { body } = service.seen[0]!
  expect(body.vehicles[0]).toEqual({
    id: 0,
    profile: 'car',
    start_index: 0,
    end_index: 0,
    time_window: [21_600, 50_400],
    costs: { fixed: 3000 },
    capacity: [900],
  })
  expect(body.jobs.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(body.jobs[0]).toMatchObject({ location_index: 1, service: 300, pickup: [200] })
  expect(body.matrices.car.durations[0][1]).toBe(Math.round(problem.duration![1]!))
  expect(body.matrices.car.costs[0][1]).toBe(Math.round(problem.cost[1]! * 1000))
  // The neighbour that is worth its way is put in by us, the other one waits; 9 m3 hold four stops.
  expect(complete).toBe(true)
  expect(skipped).toEqual([9])
  expect(routes.flat().toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(Math.max(...routes.map((route) => route.length))).toBe(4)
})

test('with tips VROOM hears of no capacity: where to empty is ours, and our clock has the last word', async () => {
  service = await serve(vroomAnswer)
  const problem = problemWith({ tips: 1 })
  const { routes } = await vroom(problem, service.url, openAsk())
  expect(service.seen[0]!.body.vehicles[0]).not.toHaveProperty('capacity')
  for (const route of routes) {
    const passages = schedule(problem, route)!
    expect(passages.filter(({ node }) => node === 10).length).toBeGreaterThan(1)
    expect(Math.max(...passages.map(({ load }) => load))).toBeLessThanOrEqual(5)
  }
})

test('a shift too short for VROOM’s order with our tips is asked again with less, then refused', async () => {
  service = await serve(vroomAnswer)
  const answer = vroom(problemWith({ tips: 1, untilS: 45 * 60 }), service.url, openAsk())
  await expect(answer).rejects.toMatchObject({ code: 'vroom_unfeasible' })
  const closings = service.seen.map(({ body }) => body.vehicles[0].time_window[1] - 21_600)
  expect(closings).toEqual([45 * 60, 30 * 60, 15 * 60])
})

test('its errors have a code; a stop that nobody asked for is unreadable', async () => {
  service = await serve(() => ({ status: 400, json: { code: 2, error: 'Invalid jobs' } }))
  await expect(vroom(problemWith(), service.url, openAsk())).rejects.toMatchObject({ code: 'vroom_2' })
  service.close()
  service = await serve(() => ({
    json: { code: 0, unassigned: [], routes: [{ vehicle: 0, steps: [{ type: 'job', id: 77 }] }] },
  }))
  await expect(vroom(problemWith(), service.url, openAsk())).rejects.toMatchObject({
    code: 'answer_unreadable',
  })
})
