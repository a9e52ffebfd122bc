import {
  cancelTour,
  createPool,
  getTour,
  inOrganisation,
  insertTour,
  moveAsset,
  openDatabase,
  publishTour,
  replaceStreets,
  reportStop,
  writeCollectionSetup,
  writeNotificationSettings,
} from '@trame/database'
import {
  CollectionSettings,
  dateOf,
  type NewTour,
  NotificationSettings,
  StreetNetworkDraft,
} from '@trame/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { outgoingOf } from '../outgoing/outgoing-of.ts'
import { hour, organisationId, type Point, testTerritory } from '../testing.ts'
import { countTours, hearReports } from './hear.ts'
import { startPlanner } from './planner.ts'
import { osrmAnswer, vroomAnswer } from './routers/answers.ts'
import { farOf, serve } from './routers/testing.ts'

// Wednesday; the tour is Thursday's.
const now = Date.parse('2026-06-10T18:00:00+02:00')
const tomorrow = '2026-06-11'
const count = 12
const failures: unknown[] = []

let territory: Awaited<ReturnType<typeof testTerritory>>
let api: ReturnType<typeof openDatabase>
let rules: ReturnType<typeof openDatabase>
let planner: ReturnType<typeof startPlanner> | undefined

const asApi = <T>(work: Parameters<typeof inOrganisation<T>>[2]) => inOrganisation(api, organisationId, work)
const plan = (request: NewTour) =>
  asApi((tx) => insertTour(tx, organisationId, { ...request, createdBy: 'key_test' }))
const start = () => {
  planner = startPlanner({
    db: rules,
    outgoing: outgoingOf(rules, { egressRanges: ['127.0.0.0/8'] }),
    now: () => now,
    onFailure: (error) => failures.push(error),
  })
}
const tour = (id: string) => asApi((tx) => getTour(tx, id))
const become = (id: string, status: string) =>
  vi.waitFor(async () => expect((await tour(id)).status).toBe(status), { timeout: 60_000, interval: 100 })

/** A ladder of streets that passes every container: they stand a hundredth of a degree apart, on one line. */
const streets = StreetNetworkDraft.parse({
  nodes: Array.from({ length: count + 1 }, (_, i) => [-1.505 + i * 0.01, 46.7]),
  edges: Array.from({ length: count }, (_, i) => ({
    from: i,
    to: i + 1,
    lengthM: 763,
    class: 'street',
    line: [
      [-1.505 + i * 0.01, 46.7],
      [-1.505 + (i + 1) * 0.01, 46.7],
    ],
  })),
})

const depot = [-1.505, 46.7] as [number, number]
const settings = CollectionSettings.parse({
  depot: { name: 'Dépôt', position: depot },
  tips: [{ name: 'Déchèterie', position: [-1.385, 46.7] }],
})
/** Both services on one address. */
const named = (url: string, egressAllow: string[]) =>
  asApi(async (tx) => {
    await writeCollectionSetup(
      tx,
      organisationId,
      CollectionSettings.parse({
        ...settings,
        network: { kind: 'osrm', url },
        solver: { kind: 'vroom', url },
      }),
    )
    await writeNotificationSettings(tx, organisationId, NotificationSettings.parse({ egressAllow }))
  })
async function planned(status: 'planned' | 'failed') {
  const id = await plan({ kind: 'day', date: tomorrow, seconds: 1 })
  planner!.wake()
  await become(id, status)
  return tour(id)
}

beforeAll(async () => {
  territory = await testTerritory({ assets: count })
  api = openDatabase(createPool({ url: territory.database.apiUrl, maxConnections: 3 }))
  rules = openDatabase(createPool({ url: territory.database.rulesUrl, maxConnections: 3 }))
  await sql`update asset set attributes = jsonb_build_object('capacityM3', 4, 'rounds', '14')`.execute(
    territory.owner,
  )
  // The even ones are nearly full, the odd ones nearly empty; the last one never spoke.
  const points: Point[] = []
  for (let asset = 0; asset < count - 1; asset++)
    for (let h = 144; h >= 0; h--)
      points.push([asset, now - h * hour, asset % 2 === 0 ? 82 - h / 3 : Math.max(0, 12 - h / 8)])
  await territory.commit(points)
}, 120_000)

afterAll(async () => {
  await planner?.stop()
  await api.destroy()
  await rules.destroy()
  await territory.close()
})

test('without settings there is no plan, and the reason is said', async () => {
  start()
  const id = await plan({ kind: 'day', date: tomorrow, seconds: 1 })
  planner!.wake()
  await become(id, 'failed')
  expect((await tour(id)).error).toBe('settings_missing')
})

test('a plan calls at what will be full, along the streets, with the times of the day', async () => {
  await asApi(async (tx) => {
    await replaceStreets(tx, organisationId, streets)
    await writeCollectionSetup(tx, organisationId, settings)
  })
  const id = await plan({ kind: 'day', date: tomorrow, seconds: 1 })
  planner!.wake()
  await become(id, 'planned')
  const { stopsList, result, figures, fixed } = await tour(id)
  expect(failures).toEqual([])
  expect(stopsList.filter(({ kind }) => kind === 'stop').map(({ assetId }) => assetId)).toEqual([
    'ast_0',
    'ast_2',
    'ast_4',
    'ast_6',
    'ast_8',
    'ast_10',
  ])
  expect(stopsList.map(({ kind }) => kind).slice(-2)).toEqual(['tip', 'depot'])
  expect(stopsList[0]!.arrivesAt >= '2026-06-11T03:30:00.000Z').toBe(true)
  expect(stopsList[0]!.fill).toBeGreaterThan(82)
  // There and back along the ladder.
  expect(figures!.metres).toBeGreaterThan(2 * 11.5 * 763)
  expect(figures!.metres).toBeLessThan(2 * 12.5 * 763)
  expect(figures!.litres).toBeCloseTo((figures!.metres / 1000) * 0.65, 6)
  expect(figures!.kgCo2e).toBeCloseTo(figures!.litres * 3.17, 6)
  expect(fixed).toMatchObject({ stops: count })
  expect(result!.guessed).toBe(0)
  expect(result!.waiting.map(({ assetId }) => assetId)).toContain('ast_1')
  expect(result!.lines[0]!.length).toBeGreaterThan(10)
  expect(result!.forecasts.ast_0!.p50).toBeGreaterThan(0)
})

test('handed to an agent, stop by stop: the last word counts, the tour is done when all have spoken', async () => {
  const id = await plan({ kind: 'day', date: tomorrow, seconds: 1 })
  planner!.wake()
  await become(id, 'planned')
  await asApi((tx) => publishTour(tx, id, null))
  const stops = (await tour(id)).stopsList.filter(({ kind }) => kind === 'stop')
  const say = (stop: string, outcome: string, minutes: number, photo: Buffer | null = null) =>
    asApi((tx) =>
      reportStop(tx, id, stop, {
        outcome,
        note: null,
        photo: photo && { type: 'image/jpeg', bytes: photo },
        at: new Date(now + minutes * 60_000),
        by: 'usr_agent',
      }),
    )
  await say(stops[0]!.id, 'damaged', 20, Buffer.from([1, 2, 3]))
  // Held up by a phone without a network: older, and no longer what holds.
  await say(stops[0]!.id, 'emptied', 10)
  for (const stop of stops.slice(1)) await say(stop.id, 'emptied', 30)
  const done = await tour(id)
  expect(done.status).toBe('done')
  expect(done.stopsList.find((stop) => stop.id === stops[0]!.id)).toMatchObject({
    outcome: 'damaged',
    hasPhoto: true,
    confirmed: null,
  })
  // What was said is a series of each container, and the day one of the territory.
  const pool = createPool({ url: territory.database.rulesUrl, maxConnections: 2 })
  expect(await hearReports(rules, pool, now + hour)).toBe(6)
  expect(await hearReports(rules, pool, now + hour)).toBe(0)
  await sql`insert into site (id, organisation_id, name, kind) values ('sit_all', ${organisationId}, 'Territoire', 'territory')
    on conflict do nothing`.execute(territory.owner)
  // Not before the day of the tour.
  expect(await countTours(rules, pool, now + hour)).toBe(0)
  expect(await countTours(rules, pool, now + 24 * hour)).toBe(1)
  expect(await countTours(rules, pool, now + 24 * hour)).toBe(0)
  await pool.end()
  const { rows } = await sql<{ subject: string; property: string; value: number }>`
    select coalesce(s.asset_id, s.site_id) as subject, s.property, l.value from series s join latest_observation l on l.series_id = s.id
    where s.indicator in ('waste/report', 'waste/tours') order by 1, 2`.execute(territory.owner)
  expect(rows.find(({ subject }) => subject === stops[0]!.assetId)!.value).toBe(2)
  expect(rows.find(({ property }) => property === 'collection.distance')!.value).toBeCloseTo(
    done.figures!.metres / 1000,
    6,
  )
  expect(rows.find(({ property }) => property === 'collection.distance.reference')!.value).toBeGreaterThan(0)
  await territory.commit([[2, now + 60 * 60_000, 3]])
  const heard = await tour(id)
  expect(heard.stopsList.find(({ assetId }) => assetId === 'ast_2')!.confirmed).toBe(true)
})

test('a point that moves with the season is called at where it stands on that day', async () => {
  const beach = [-1.43, 46.7] as [number, number]
  await asApi((tx) =>
    moveAsset(tx, organisationId, 'ast_0', { position: beach, from: new Date('2026-06-11T00:00:00+02:00') }),
  )
  const id = await plan({ kind: 'day', date: tomorrow, seconds: 1 })
  planner!.wake()
  await become(id, 'planned')
  expect((await tour(id)).stopsList.find(({ assetId }) => assetId === 'ast_0')!.position).toEqual(beach)
})

test('a cancelled plan ends, and what a dead process left is taken up, three times at most', async () => {
  const id = await plan({ kind: 'day', date: tomorrow, seconds: 60 })
  planner!.wake()
  await become(id, 'solving')
  await asApi((tx) => cancelTour(tx, id))
  const next = await plan({ kind: 'day', date: tomorrow, seconds: 1 })
  await become(next, 'planned')
  expect((await tour(id)).status).toBe('cancelled')

  await planner!.stop()
  const left = await plan({ kind: 'day', date: tomorrow, seconds: 1 })
  const lost = await plan({ kind: 'day', date: tomorrow, seconds: 1 })
  await sql`update tour set status = 'solving', lease_until = now() - interval '1 minute',
    attempts = case id when ${lost} then 3 else 1 end where id in (${left}, ${lost})`.execute(territory.owner)
  start()
  await become(left, 'planned')
  await become(lost, 'failed')
  expect((await tour(lost)).error).toBe('abandoned')
})

test('a router and a solver by setting: asked once for the same places, drawn by its lines', async () => {
  const router = await serve((asked) => (asked.body?.jobs ? vroomAnswer(asked) : osrmAnswer(asked)))
  const { url, seen } = router
  const tables = () => seen.filter(({ url: { pathname } }) => pathname.startsWith('/table')).length
  await named(url, [])
  const refused = await planned('failed')
  expect(refused.error).toBe('osrm:destination_refused')
  expect(seen).toHaveLength(0)

  await named(url, ['127.0.0.1'])
  const first = await planned('planned')
  expect(first.result).toMatchObject({ router: 'osrm', guessed: 0 })
  const stops = first.stopsList.filter(({ kind }) => kind === 'stop')
  expect(
    stops.map(({ metres, position }, i) => [metres, farOf(stops[i - 1]?.position ?? depot, position)]),
  ).toEqual(stops.map(({ metres }) => [metres, expect.closeTo(metres, 0)]))
  expect(first.result!.lines[0]).toContainEqual(stops[0]!.position)
  expect(tables()).toBe(1)
  expect(seen.some(({ body }) => body?.jobs?.length === stops.length)).toBe(true)
  await planned('planned')
  expect(tables()).toBe(1)

  router.close()
  expect((await planned('failed')).error).toBe('vroom:connection_refused')
  await asApi((tx) => writeCollectionSetup(tx, organisationId, settings))
})

test('past weeks are replayed in both ways', async () => {
  const day = Math.floor(now / (24 * hour))
  const id = await plan({ kind: 'replay', date: dateOf(day - 2), untilDate: dateOf(day - 1) })
  planner!.wake()
  await become(id, 'planned')
  const { replay } = await tour(id)
  expect(replay).toMatchObject({ containers: count - 1, days: { length: 2 } })
  expect(replay!.fixed.missed).toBe(0)
  expect(failures).toEqual([])
})
