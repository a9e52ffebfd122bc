import { setTimeout as sleep } from 'node:timers/promises'
import { metresBetween } from '@trame/domain'
import { asTheCrowFlies, type LonLat } from '@trame/use-cases'
import { z } from 'zod'
import { type Ask, addressIn } from './ask.ts'
import { inParts } from './blocks.ts'
import { legsToAsk, walksOver } from './leg-walks.ts'
import { type Router, RouterRefused } from './router.ts'

/** The service takes 15 places between start and end, and five requests a second; it says 429 to more. */
const legsMost = 16
const betweenMs = 250
const patienceMs = 2_000
const triesMost = 4
const requestsMost = 600
/** So many of its nearest are asked for, of each place. */
const nearest = 10
/** A place off the network is taken to the nearest street in silence, however far. */
const snapMostM = 500

const Point = z.string().transform((text) => text.split(',').map(Number) as [number, number])
const Route = z.object({
  geometry: z.object({ coordinates: z.array(z.tuple([z.number(), z.number()])) }),
  portions: z
    .array(z.object({ start: Point, end: Point, distance: z.number(), duration: z.number() }))
    .min(1),
})

/**
 * Itinéraires of the Géoplateforme (https://geoservices.ign.fr/documentation/services/services-geoplateforme/itineraire-gpf, engine
 * https://github.com/IGNF/road2). It knows cars, not trucks, and no matrix: routes over many places are asked for, whose
 * portions are the ways from each place to the next. What was not asked is guessed by the mean detour of what was.
 */
export function ign(
  { url, resource, tips }: { url: string; resource: string; tips: number },
  ask: Ask,
  wait: (ms: number) => Promise<unknown> = (ms) => sleep(ms),
): Router {
  const at = ([longitude, latitude]: LonLat) => `${longitude.toFixed(6)},${latitude.toFixed(6)}`
  let asked = 0

  async function route(places: readonly LonLat[]) {
    const query = new URLSearchParams({
      resource,
      profile: 'car',
      optimization: 'fastest',
      start: at(places[0]!),
      end: at(places.at(-1)!),
      ...(places.length > 2 && { intermediates: places.slice(1, -1).map(at).join('|') }),
      geometryFormat: 'geojson',
      getSteps: 'false',
      getBbox: 'false',
      distanceUnit: 'meter',
      timeUnit: 'second',
      crs: 'EPSG:4326',
    })
    for (let tries = 1; ; tries++) {
      if (asked++ > 0) await wait(betweenMs)
      const { status, json } = await ask({ url: `${addressIn(url, 'itineraire')}?${query}` })
      const parsed = Route.safeParse(json)
      if (status === 200 && parsed.success) {
        if (parsed.data.portions.length !== places.length - 1) throw new RouterRefused('answer_unreadable')
        return parsed.data
      }
      if (status !== 429 || tries === triesMost)
        throw new RouterRefused(status >= 400 ? `http_${status}` : 'answer_unreadable')
      await wait(patienceMs)
    }
  }

  return {
    name: `ign ${url} ${resource}`,
    async matrix(places) {
      const n = places.length
      const metres = new Float64Array(n * n).fill(Number.NaN)
      const seconds = new Float64Array(n * n)
      const walks = walksOver(legsToAsk(places, { nearest, last: tips }), legsMost)
      if (walks.length > requestsMost) throw new RouterRefused('too_many_places')
      let [far, farAsked, long] = [0, 0, 0]
      for (const walk of walks) {
        const { portions } = await route(walk.map((place) => places[place]!))
        portions.forEach(({ start, end, distance, duration }, leg) => {
          const [a, b] = [walk[leg]!, walk[leg + 1]!]
          const off = Math.max(metresBetween(start, places[a]!), metresBetween(end, places[b]!))
          if (off > snapMostM) return
          metres[a * n + b] = distance
          seconds[a * n + b] = duration
          far += distance
          long += duration
          farAsked += asTheCrowFlies(places[a]!, places[b]!).metres
        })
      }
      if (n > 1 && far === 0) throw new RouterRefused('no_way')
      let guessed = 0
      for (let a = 0; a < n; a++)
        for (let b = 0; b < n; b++) {
          const cell = a * n + b
          if (a === b) metres[cell] = 0
          if (!Number.isNaN(metres[cell]!)) continue
          metres[cell] = asTheCrowFlies(places[a]!, places[b]!).metres * (far / farAsked)
          seconds[cell] = metres[cell]! * (long / far)
          guessed++
        }
      return { metres, seconds, guessed }
    },
    line: (places) => inParts(places, legsMost + 1, async (part) => (await route(part)).geometry.coordinates),
  }
}
