import type { LonLat } from '@trame/use-cases'
import { z } from 'zod'
import { type Ask, addressIn } from './ask.ts'
import { type Block, inBlocks, inParts } from './blocks.ts'
import { type Router, RouterRefused } from './router.ts'

// osrm-routed takes 100 coordinates in a table and 500 in a route, unless it was told otherwise.
const tableMost = 50
const routeMost = 100

const Cells = z.array(z.array(z.number().nullable()))
const Table = z.object({ code: z.literal('Ok'), durations: Cells, distances: Cells })
const Route = z.object({
  code: z.literal('Ok'),
  routes: z
    .array(z.object({ geometry: z.object({ coordinates: z.array(z.tuple([z.number(), z.number()])) }) }))
    .min(1),
})
const Refusal = z.object({ code: z.string().regex(/^[A-Za-z]{1,40}$/) })

/** OSRM 5 and later (https://project-osrm.org/docs/v26.4.0/http, «Table service», «Route service»). */
export function osrm({ url, profile }: { url: string; profile: string }, ask: Ask): Router {
  const pathOf = (places: readonly LonLat[]) =>
    places.map(([longitude, latitude]) => `${longitude.toFixed(6)},${latitude.toFixed(6)}`).join(';')
  async function get<T>(schema: z.ZodType<T>, path: string): Promise<T> {
    const { status, json } = await ask({ url: addressIn(url, path) })
    const parsed = schema.safeParse(json)
    if (parsed.success) return parsed.data
    const refusal = Refusal.safeParse(json)
    if (refusal.success && refusal.data.code !== 'Ok') throw new RouterRefused(`osrm_${refusal.data.code}`)
    throw new RouterRefused(status >= 400 ? `http_${status}` : 'answer_unreadable')
  }
  const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i).join(';')

  return {
    name: `osrm ${url} ${profile}`,
    matrix: (places) =>
      inBlocks(places, tableMost, async (from, to): Promise<Block> => {
        const query = `annotations=duration,distance&sources=${range(0, from.length)}&destinations=${range(from.length, to.length)}`
        const { distances, durations } = await get(
          Table,
          `table/v1/${profile}/${pathOf([...from, ...to])}?${query}`,
        )
        return { metres: distances, seconds: durations }
      }),
    line: (places) =>
      inParts(places, routeMost, async (part) => {
        const query = 'overview=full&geometries=geojson&steps=false'
        const { routes } = await get(Route, `route/v1/${profile}/${pathOf(part)}?${query}`)
        return routes[0]!.geometry.coordinates
      }),
  }
}
