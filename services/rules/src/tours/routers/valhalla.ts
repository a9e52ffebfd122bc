import type { LonLat } from '@trame/use-cases'
import { z } from 'zod'
import { type Ask, addressIn } from './ask.ts'
import { type Block, inBlocks, inParts } from './blocks.ts'
import { polyline6 } from './polyline.ts'
import { type Router, RouterRefused } from './router.ts'

// Usual service limits: 2,500 pairs in a matrix, 20 places on a route.
const matrixMost = 50
const routeMost = 20

const Cell = z.object({ distance: z.number().nullable(), time: z.number().nullable() })
const Cells = z.array(z.array(z.number().nullable()))
/** Verbose as ever, or concise as since 3.2. Kilometres and seconds. */
const Matrix = z.object({
  sources_to_targets: z.union([z.array(z.array(Cell)), z.object({ durations: Cells, distances: Cells })]),
})
const Route = z.object({ trip: z.object({ legs: z.array(z.object({ shape: z.string() })).min(1) }) })
const Refusal = z.object({ error_code: z.int() })

/** Valhalla (https://valhalla.github.io/valhalla/api/matrix/api-reference and …/turn-by-turn/api-reference). */
export function valhalla({ url, costing }: { url: string; costing: 'truck' | 'auto' }, ask: Ask): Router {
  async function post<T>(schema: z.ZodType<T>, path: string, body: object): Promise<T> {
    const { status, json } = await ask({ url: addressIn(url, path), body })
    const parsed = schema.safeParse(json)
    if (parsed.success) return parsed.data
    const refusal = Refusal.safeParse(json)
    if (refusal.success) throw new RouterRefused(`valhalla_${refusal.data.error_code}`)
    throw new RouterRefused(status >= 400 ? `http_${status}` : 'answer_unreadable')
  }
  const at = ([lon, lat]: LonLat) => ({ lat, lon })

  return {
    name: `valhalla ${url} ${costing}`,
    matrix: (places) =>
      inBlocks(places, matrixMost, async (from, to) => {
        const { sources_to_targets: cells } = await post(Matrix, 'sources_to_targets', {
          sources: from.map(at),
          targets: to.map(at),
          costing,
          units: 'kilometers',
          verbose: false,
        })
        return blockOf(cells)
      }),
    line: (places) =>
      inParts(places, routeMost, async (part) => {
        const { trip } = await post(Route, 'route', {
          locations: part.map(at),
          costing,
          units: 'kilometers',
          directions_type: 'none',
        })
        return trip.legs.flatMap(({ shape }, leg) => polyline6(shape).slice(leg === 0 ? 0 : 1))
      }),
  }
}

function blockOf(cells: z.infer<typeof Matrix>['sources_to_targets']): Block {
  const metres = (kilometres: number | null) => (kilometres === null ? null : kilometres * 1000)
  if (!Array.isArray(cells))
    return { metres: cells.distances.map((row) => row.map(metres)), seconds: cells.durations }
  return {
    metres: cells.map((row) => row.map(({ distance }) => metres(distance))),
    seconds: cells.map((row) => row.map(({ time }) => time)),
  }
}
