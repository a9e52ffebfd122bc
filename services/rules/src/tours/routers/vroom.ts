import type { Solution, TourProblem } from '@trame/use-cases'
import { addNeighbours, schedule } from '@trame/use-cases'
import { z } from 'zod'
import type { Ask } from './ask.ts'
import { RouterRefused } from './router.ts'

const Answer = z.object({
  code: z.literal(0),
  routes: z.array(z.object({ steps: z.array(z.object({ type: z.string(), id: z.int().optional() })) })),
  unassigned: z.array(z.object({ id: z.int() })),
})
const Refusal = z.object({ code: z.int().min(1) })

/** VROOM counts in whole units: hundredths of a cubic metre, thousandths of what is minimised. */
const volumes = 100
const costs = 1000
/** Time taken off the shift for what VROOM does not know, until our own clock agrees: minutes. */
const margins = [0, 15, 30, 60, 120]

/**
 * VROOM 1.14 and later behind its HTTP wrapper (https://github.com/VROOM-Project/vroom/blob/master/docs/API.md). It gets our
 * matrices, so it asks no router itself. It knows neither emptying on the way (vroom#1317) nor a detour that is worth it: stops
 * that must be served go to VROOM, tips are placed and neighbours added by us, and each route is driven once by our clock.
 */
export async function vroom(problem: TourProblem, url: string, ask: Ask): Promise<Solution> {
  const { stops, service, opens, closes, pause } = problem
  if (stops === 0) return { routes: [], skipped: [], cost: 0, complete: true, steps: 0 }
  const must = Array.from({ length: stops }, (_, i) => i + 1).filter(
    (stop) => !Number.isFinite(problem.skipCost?.[stop] ?? Number.POSITIVE_INFINITY),
  )
  const [from, until] = [Math.round(opens?.[0] ?? 0), Math.round(closes?.[0] ?? 86_400)]
  const pausedS = pause && until - from > pause.afterS ? pause.lastsS : 0
  for (const margin of margins) {
    const closing = until - pausedS - margin * 60
    if (closing <= from) break
    const { status, json } = await ask({
      url,
      body: {
        vehicles: Array.from({ length: problem.vehicles }, (_, id) => ({
          id,
          profile: 'car',
          start_index: 0,
          end_index: 0,
          time_window: [from, closing],
          costs: { fixed: Math.round((problem.vehicleCost ?? 0) * costs) },
          ...(problem.tips === 0 && { capacity: [Math.floor(problem.capacity * volumes)] }),
        })),
        jobs: must.map((stop) => ({
          id: stop,
          location_index: stop,
          service: Math.round(service?.[stop] ?? 0),
          pickup: problem.tips === 0 ? [Math.ceil(problem.demand[stop]! * volumes)] : [],
          time_windows: [[Math.round(opens?.[stop] ?? 0), Math.round(closes?.[stop] ?? 86_400)]],
        })),
        matrices: {
          car: { durations: rows(problem, problem.duration!, 1), costs: rows(problem, problem.cost, costs) },
        },
      },
    })
    const parsed = Answer.safeParse(json)
    if (!parsed.success) {
      const refusal = Refusal.safeParse(json)
      if (refusal.success) throw new RouterRefused(`vroom_${refusal.data.code}`)
      throw new RouterRefused(status >= 400 ? `http_${status}` : 'answer_unreadable')
    }
    const routes = parsed.data.routes
      .map(({ steps }) => steps.flatMap(({ type, id }) => (type === 'job' && id !== undefined ? [id] : [])))
      .filter((route) => route.length > 0)
    if (routes.flat().some((stop) => !must.includes(stop))) throw new RouterRefused('answer_unreadable')
    if (routes.every((route) => schedule(problem, route) !== null)) return addNeighbours(problem, routes)
  }
  throw new RouterRefused('vroom_unfeasible')
}

/** Stops and depot only: VROOM need not know the tips. */
function rows({ stops, tips }: TourProblem, matrix: Float64Array, unit: number): number[][] {
  const nodes = 1 + stops + tips
  return Array.from({ length: 1 + stops }, (_, a) =>
    Array.from({ length: 1 + stops }, (_, b) => Math.round(matrix[a * nodes + b]! * unit)),
  )
}
