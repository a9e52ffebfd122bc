import type { LonLat } from '@trame/use-cases'
import { type Asked, farOf, longOf } from './testing.ts'

// What the services answer, in the shapes of their documentation; figures by the town of `testing.ts`.

const pointsOf = (text: string): LonLat[] =>
  text.split(';').map((pair) => pair.split(',').map(Number) as unknown as LonLat)
const indexes = (text: string | null, count: number) =>
  text === null || text === 'all' ? Array.from({ length: count }, (_, i) => i) : text.split(';').map(Number)

/** https://project-osrm.org/docs/v26.4.0/http: «Table service», «Route service». 100 places at most, as osrm-routed. */
export function osrmAnswer({ url }: Asked) {
  const [, service, , , coordinates] = url.pathname.split('/')
  const places = pointsOf(decodeURIComponent(coordinates!))
  if (places.length > 100)
    return { status: 400, json: { code: 'TooBig', message: 'Too many table coordinates' } }
  const waypoint = (location: LonLat) => ({ location, name: '', hint: 'aGludA==', distance: 3.1 })
  if (service === 'table') {
    const from = indexes(url.searchParams.get('sources'), places.length).map((i) => places[i]!)
    const to = indexes(url.searchParams.get('destinations'), places.length).map((i) => places[i]!)
    const cells = (of: typeof farOf) => from.map((a) => to.map((b) => of(a, b)))
    return {
      json: {
        code: 'Ok',
        sources: from.map(waypoint),
        destinations: to.map(waypoint),
        durations: cells(longOf),
        distances: cells(farOf),
      },
    }
  }
  const legs = places.slice(1).map((b, i) => ({
    steps: [],
    summary: '',
    weight: longOf(places[i]!, b),
    distance: farOf(places[i]!, b),
    duration: longOf(places[i]!, b),
  }))
  return {
    json: {
      code: 'Ok',
      routes: [{ legs, weight_name: 'routability', geometry: { type: 'LineString', coordinates: places } }],
      waypoints: places.map(waypoint),
    },
  }
}

type ValhallaPlace = { lat: number; lon: number }
const placeOf = ({ lat, lon }: ValhallaPlace): LonLat => [lon, lat]

/** https://valhalla.github.io/valhalla/api/matrix/api-reference; concise since 3.2, or verbose as before. */
export function valhallaAnswer({ url, body }: Asked, verbose: boolean) {
  if (url.pathname.endsWith('/sources_to_targets')) {
    const [from, to] = [body.sources.map(placeOf), body.targets.map(placeOf)] as [LonLat[], LonLat[]]
    if (from.length * to.length > 2500)
      return {
        status: 400,
        json: { error_code: 150, error: 'Exceeded max locations', status_code: 400, status: 'Bad Request' },
      }
    const cells = <T>(of: (a: LonLat, b: LonLat, i: number, j: number) => T) =>
      from.map((a, i) => to.map((b, j) => of(a, b, i, j)))
    return {
      json: {
        algorithm: 'costmatrix',
        units: 'kilometers',
        sources_to_targets: verbose
          ? cells((a, b, from_index, to_index) => ({
              distance: farOf(a, b) / 1000,
              time: longOf(a, b),
              from_index,
              to_index,
            }))
          : {
              durations: cells((a, b) => longOf(a, b)),
              distances: cells((a, b) => farOf(a, b) / 1000),
            },
      },
    }
  }
  const places = body.locations.map(placeOf) as LonLat[]
  const legs = places.slice(1).map((b, i) => ({
    shape: encoded([places[i]!, b]),
    summary: { length: farOf(places[i]!, b) / 1000, time: longOf(places[i]!, b) },
    maneuvers: [],
  }))
  return { json: { trip: { legs, locations: body.locations, status: 0, units: 'kilometers' } } }
}

/** https://valhalla.github.io/valhalla/decoding, the other way round. */
export function encoded(line: readonly LonLat[]): string {
  let text = ''
  let before = [0, 0]
  for (const [longitude, latitude] of line) {
    const now = [Math.round(latitude * 1e6), Math.round(longitude * 1e6)]
    now.forEach((value, i) => {
      const delta = value - before[i]!
      let rest = delta < 0 ? ~(delta << 1) : delta << 1
      for (; rest >= 32; rest >>= 5) text += String.fromCharCode((32 | (rest & 31)) + 63)
      text += String.fromCharCode(rest + 63)
    })
    before = now
  }
  return text
}

/**
 * https://geoservices.ign.fr/documentation/services/services-geoplateforme/itineraire-gpf; the shape after IGNF/road2,
 * documentation/apis/simple/1.0.0/api.yaml. Sixteen places on the way are refused with 400.
 */
export function ignAnswer({ url: { pathname, searchParams: query } }: Asked) {
  if (pathname !== '/itineraire') return { status: 404, json: { error: { errorType: 'notFound' } } }
  const point = (text: string) => text.split(',').map(Number) as unknown as LonLat
  const between = query.get('intermediates')?.split('|').map(point) ?? []
  if (between.length > 15)
    return { status: 400, json: { error: { errorType: 'badRequest', message: 'Too many intermediates' } } }
  const places = [point(query.get('start')!), ...between, point(query.get('end')!)]
  const text = (place: LonLat) => place.join(',')
  const portions = places.slice(1).map((b, i) => ({
    start: text(places[i]!),
    end: text(b),
    distance: farOf(places[i]!, b),
    duration: longOf(places[i]!, b),
    steps: [],
  }))
  const sum = (of: 'distance' | 'duration') => portions.reduce((total, portion) => total + portion[of], 0)
  return {
    json: {
      resource: query.get('resource'),
      resourceVersion: '2026-06-15',
      start: text(places[0]!),
      end: text(places.at(-1)!),
      profile: query.get('profile'),
      optimization: query.get('optimization'),
      geometry: { type: 'LineString', coordinates: places },
      crs: 'EPSG:4326',
      distanceUnit: query.get('distanceUnit'),
      timeUnit: query.get('timeUnit'),
      distance: sum('distance'),
      duration: sum('duration'),
      constraints: [],
      portions,
    },
  }
}

/** https://github.com/VROOM-Project/vroom/blob/master/docs/API.md, «Output»: jobs in the order of their ids, shared out in turn. */
export function vroomAnswer({ body }: Asked) {
  const { vehicles, jobs, matrices } = body
  const { durations } = matrices.car
  const routes = vehicles.flatMap((vehicle: { id: number; time_window: number[] }, v: number) => {
    const mine = jobs.filter((_: unknown, i: number) => i % vehicles.length === v)
    if (mine.length === 0) return []
    let arrival = vehicle.time_window[0]!
    let at = 0
    const steps = mine.map((job: { id: number; location_index: number; service: number }) => {
      arrival += durations[at][job.location_index]
      at = job.location_index
      const step = {
        type: 'job',
        id: job.id,
        location_index: at,
        service: job.service,
        arrival,
        violations: [],
      }
      arrival += job.service
      return step
    })
    const end = { type: 'end', location_index: 0, arrival: arrival + durations[at][0], violations: [] }
    return [
      {
        vehicle: vehicle.id,
        cost: 1,
        steps: [{ type: 'start', location_index: 0, arrival: vehicle.time_window[0] }, ...steps, end],
        violations: [],
      },
    ]
  })
  return {
    json: { code: 0, summary: { cost: 1, routes: routes.length, unassigned: 0 }, unassigned: [], routes },
  }
}
