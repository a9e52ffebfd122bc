import { metresBetween } from '@trame/domain'
import type { LonLat } from '@trame/use-cases'
import { afterEach, expect, test, vi } from 'vitest'
import { ignAnswer, osrmAnswer, valhallaAnswer } from './answers.ts'
import { ign } from './ign.ts'
import { legsToAsk, walksOver } from './leg-walks.ts'
import { osrm } from './osrm.ts'
import { polyline6 } from './polyline.ts'
import type { Router } from './router.ts'
import { closedAsk, farOf, gridOf, longOf, openAsk, serve } from './testing.ts'
import { valhalla } from './valhalla.ts'

// Hundreds of requests, on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let service: Awaited<ReturnType<typeof serve>>
afterEach(() => service?.close())

/** Each cell is that of its places, in its direction and its place. */
async function expectMatrix(router: Router, places: readonly LonLat[], guessedMost = 0) {
  const { metres, seconds, guessed } = await router.matrix(places)
  const n = places.length
  expect(metres.length).toBe(n * n)
  expect(guessed).toBeLessThanOrEqual(guessedMost)
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++) {
      expect(metres[a * n + b]! / Math.max(1, farOf(places[a]!, places[b]!))).toBeCloseTo(a === b ? 0 : 1, 2)
      expect(Math.abs(seconds[a * n + b]! - longOf(places[a]!, places[b]!))).toBeLessThan(2)
    }
}
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'answered',
    ({ code }: { code: string }) => code,
  )

test('OSRM: a matrix in blocks that its limits allow, lines as GeoJSON', async () => {
  service = await serve(osrmAnswer)
  const router = osrm({ url: `${service.url}/`, profile: 'truck' }, openAsk())
  await expectMatrix(router, gridOf(120))
  expect(service.seen).toHaveLength(9)
  expect(service.seen[0]!.url.pathname).toMatch(/^\/table\/v1\/truck\/0\.350000,47\.040000;/)
  const places = gridOf(150)
  expect(await router.line(places)).toEqual(places)
})

test('OSRM: what it refuses is said by its own code', async () => {
  service = await serve(({ url }) =>
    url.pathname.startsWith('/table')
      ? { status: 400, json: { code: 'NoSegment', message: 'Could not find a matching segment' } }
      : { status: 400, json: { code: 'NoRoute', message: 'Impossible route' } },
  )
  const router = osrm({ url: service.url, profile: 'driving' }, openAsk())
  expect(await codeOf(router.matrix(gridOf(3)))).toBe('osrm_NoSegment')
  expect(await codeOf(router.line(gridOf(3)))).toBe('osrm_NoRoute')
})

test('OSRM: a pair without a way is guessed and counted; none at all is a refusal', async () => {
  let all = false
  service = await serve((asked) => {
    const { json } = osrmAnswer(asked) as {
      json: { durations: (number | null)[][]; distances: (number | null)[][] }
    }
    json.durations.forEach((row, i) => {
      row.forEach((_, j) => {
        if (i !== j && (all || (i === 0 && j === 2))) {
          row[j] = null
          json.distances[i]![j] = null
        }
      })
    })
    return { json }
  })
  const router = osrm({ url: service.url, profile: 'driving' }, openAsk())
  const places = gridOf(4)
  const { metres, guessed } = await router.matrix(places)
  expect(guessed).toBe(1)
  expect(metres[2]).toBeCloseTo(1.3 * metresBetween(places[0]!, places[2]!), 6)
  all = true
  expect(await codeOf(router.matrix(places))).toBe('no_way')
})

test.each([true, false])('Valhalla: kilometres become metres, verbose: %s', async (verbose) => {
  service = await serve((asked) => valhallaAnswer(asked, verbose))
  const router = valhalla({ url: service.url, costing: 'truck' }, openAsk())
  await expectMatrix(router, gridOf(60))
  expect(service.seen[0]).toMatchObject({
    method: 'POST',
    body: { costing: 'truck', units: 'kilometers', verbose: false },
  })
  const places = gridOf(45)
  const line = await router.line(places)
  expect(line).toHaveLength(45)
  line.forEach(([longitude, latitude], i) => {
    expect(longitude).toBeCloseTo(places[i]![0], 6)
    expect(latitude).toBeCloseTo(places[i]![1], 6)
  })
})

test('Valhalla: its error codes are passed on, and a shape that breaks off is unreadable', async () => {
  service = await serve(() => ({
    status: 400,
    json: { error_code: 171, error: 'No suitable edges near location' },
  }))
  expect(await codeOf(valhalla({ url: service.url, costing: 'auto' }, openAsk()).matrix(gridOf(2)))).toBe(
    'valhalla_171',
  )
  expect(() => polyline6('_')).toThrow('answer_unreadable')
})

test('every wanted way is walked once, in walks of at most so many', () => {
  const places = gridOf(40)
  const legs = legsToAsk(places, { nearest: 6, last: 2 })
  const walks = walksOver(legs, 16)
  const walked = walks.flatMap((walk) => walk.slice(1).map((to, i) => `${walk[i]} ${to}`))
  expect(walked.toSorted()).toEqual(legs.map(([a, b]) => `${a} ${b}`).toSorted())
  expect(Math.max(...walks.map((walk) => walk.length))).toBe(17)
  // Hardly more requests than the ways need.
  expect(walks.length).toBeLessThan(1.2 * Math.ceil(legs.length / 16))
  expect(walksOver([], 16)).toEqual([])
})

test('IGN: no matrix there, so routes over many places; five a second, and patience when it asks for it', async () => {
  let refusals = 2
  service = await serve((asked) => (refusals-- > 0 ? { status: 429, json: {} } : ignAnswer(asked)))
  const waits: number[] = []
  const wait = async (ms: number) => waits.push(ms)
  const router = ign({ url: service.url, resource: 'bdtopo-osrm', tips: 1 }, openAsk(), wait)
  const places = gridOf(40)
  await expectMatrix(router, places, 40 * 40 * 0.7)
  const { searchParams } = service.seen.at(-1)!.url
  expect(Object.fromEntries(searchParams)).toMatchObject({
    resource: 'bdtopo-osrm',
    profile: 'car',
    distanceUnit: 'meter',
    timeUnit: 'second',
  })
  expect(waits.filter((ms) => ms === 2_000)).toHaveLength(2)
  expect(waits.filter((ms) => ms === 250)).toHaveLength(service.seen.length - 1)
  expect(await router.line(places)).toEqual(places)
})

test('IGN: one that stays busy, or snaps a place to a street far away, is no answer', async () => {
  const wait = async () => {}
  service = await serve(() => ({ status: 429, json: {} }))
  const make = () => ign({ url: service.url, resource: 'bdtopo-osrm', tips: 0 }, openAsk(), wait)
  expect(await codeOf(make().matrix(gridOf(3)))).toBe('http_429')
  expect(service.seen).toHaveLength(4)
  service.close()
  service = await serve((asked) => {
    const { json } = ignAnswer(asked) as { json: { portions: { start: string }[] } }
    for (const portion of json.portions) portion.start = '0.9,47.5'
    return { json }
  })
  expect(await codeOf(make().matrix(gridOf(3)))).toBe('no_way')
})

test('an address that nobody allowed is not asked; one that hangs, moves or babbles is named', async () => {
  service = await serve(({ url }) =>
    url.pathname.includes('hang')
      ? 'hang'
      : url.pathname.includes('moved')
        ? { status: 302, json: {} }
        : url.pathname.includes('down')
          ? { status: 502, json: '<html>Bad gateway</html>' }
          : { json: '{"code":"Ok"' },
  )
  const ask = (path: string, how = openAsk()) =>
    codeOf(osrm({ url: `${service.url}/${path}`, profile: 'driving' }, how).matrix(gridOf(2)))
  expect(await ask('any', closedAsk)).toBe('destination_refused')
  expect(service.seen).toHaveLength(0)
  expect(await ask('hang', openAsk(300))).toBe('timeout')
  expect(await ask('moved')).toBe('redirect_refused')
  expect(await ask('down')).toBe('http_502')
  expect(await ask('babble')).toBe('answer_unreadable')
})
