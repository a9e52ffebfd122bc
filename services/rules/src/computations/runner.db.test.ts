import {
  askComputation,
  createPool,
  getComputation,
  getComputationPart,
  inOrganisation,
  openDatabase,
  takeComputation,
} from '@trame/database'
import { SurfaceFrame, SurfaceSummary, surfaceErrors } from '@trame/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../infra/local/testing.ts'
import { startComputations } from './runner.ts'

const minute = 60_000
const hour = 60 * minute
const from = Date.parse('2026-07-15T18:00:00Z')
const organisationId = 'org_test'
let now = Date.parse('2026-07-17T12:00:00Z')
let database: Awaited<ReturnType<typeof testDatabase>>
let owner: ReturnType<typeof openDatabase>
let api: ReturnType<typeof openDatabase>
let runner: ReturnType<typeof startComputations>
const failures: unknown[] = []
const request = (more = {}) => ({
  assetType: 'weatherMast',
  property: 'heat.intensity',
  from: new Date(from).toISOString(),
  to: new Date(from + 12 * hour).toISOString(),
  by: 'hour',
  ...more,
})
const ask = (parameters: object) =>
  inOrganisation(api, organisationId, (tx) =>
    askComputation(tx, organisationId, {
      kind: 'surface',
      parameters,
      by: 'usr_ada',
      freshSince: new Date(now - hour),
      failedSince: new Date(now - minute),
    }),
  )
const look = (id: string) => inOrganisation(api, organisationId, (tx) => getComputation(tx, id))

beforeAll(async () => {
  database = await testDatabase()
  owner = openDatabase(createPool({ url: database.url, maxConnections: 2 }))
  api = openDatabase(createPool({ url: database.apiUrl, maxConnections: 2 }))
  await sql`insert into organisation (id, name, slug) values (${organisationId}, 'Test', 'test'), ('org_other', 'Other', 'other')`.execute(
    owner,
  )
  await sql`insert into asset (id, organisation_id, type, name, attributes, geometry)
    select 'ast_' || i, ${organisationId}, 'weatherMast', 'Mast ' || i, jsonb_build_object('rural', i > 6, 'altitudeM', 50),
      ST_SetSRID(ST_MakePoint(0.35 + 0.005 * (i % 3), 47.05 + 0.005 * (i / 3)), 4326) from generate_series(1, 9) i`.execute(
    owner,
  )
  await sql`insert into series (organisation_id, asset_id, property) select ${organisationId}, id, 'air.temperature' from asset`.execute(
    owner,
  )
  await sql`insert into observation_hourly (series_id, hour, count, sum, min, max, first, first_at, last, last_at)
    select s.id, h, 4, 4 * v, v, v, v, h, v, h from series s,
      generate_series(${new Date(from)}::timestamptz, ${new Date(from + 11 * hour)}::timestamptz, interval '1 hour') h,
      lateral (select 20 + case when (right(s.asset_id, 1))::int > 6 then 0 else 3 + 0.1 * right(s.asset_id, 1)::int end as v) t`.execute(
    owner,
  )
  await sql`insert into land_cover (organisation_id, zone, area_m2, population, geometry)
    select ${organisationId}, case when i < 5 then '2' else 'D' end, 40000, 100,
      ST_Buffer(ST_SetSRID(ST_MakePoint(0.35 + 0.004 * (i % 3), 47.05 + 0.004 * (i / 3)), 4326), 0.001) from generate_series(0, 9) i`.execute(
    owner,
  )
  runner = startComputations({
    databaseUrl: database.rulesUrl,
    now: () => now,
    onFailure: (error) => failures.push(error),
    everyMs: 3_600_000,
  })
}, 60_000)
afterAll(async () => {
  await runner.stop()
  await api.destroy()
  await owner.destroy()
  await database.drop()
})

test('a surface is computed in its thread: a map an hour, with its method, bands, mask and table', async () => {
  const { id } = await ask(request())
  await runner.wake()
  expect(failures).toEqual([])
  const done = await look(id)
  expect(done).toMatchObject({ state: 'done', progress: 1, error: null })
  const summary = SurfaceSummary.parse(done!.summary)
  expect(summary.frames.length).toBe(12)
  expect(summary.rmse.idw).toBeGreaterThan(0)
  const frame = SurfaceFrame.parse(
    await inOrganisation(api, organisationId, (tx) => getComputationPart(tx, id, 3)),
  )
  expect(frame.stations.length).toBe(9)
  expect(frame.bands.length).toBeGreaterThan(3)
  expect(frame.zones.map(({ zone }) => zone).sort()).toEqual(['2', 'D'])
  expect(frame.districts).toEqual([])
}, 120_000)

test('asked again it is the same one; another organisation sees neither it nor its maps', async () => {
  const [first, second] = [await ask(request()), await ask(request())]
  expect(second.id).toBe(first.id)
  const foreign = await inOrganisation(api, 'org_other', async (tx) => [
    await getComputation(tx, first.id),
    await getComputationPart(tx, first.id, 0),
  ])
  expect(foreign).toEqual([null, null])
})

test('what cannot be computed says why, also to who asks again; later it is tried anew', async () => {
  const empty = request({ from: '2025-01-01T00:00:00Z', to: '2025-01-01T06:00:00Z' })
  const { id } = await ask(empty)
  await runner.wake()
  const failed = { id, state: 'failed', error: surfaceErrors.tooFewStations }
  expect(await look(id)).toMatchObject(failed)
  expect(await ask(empty)).toMatchObject(failed)
  now += 2 * minute
  const later = await ask(empty)
  expect(later).toMatchObject({ state: 'queued' })
  expect(later.id).not.toBe(id)
  await runner.wake()
  expect(await look(later.id)).toMatchObject({ state: 'failed' })
}, 120_000)

test('a run whose process died is taken up after a minute, and given up after two deaths', async () => {
  const { id } = await ask(request({ by: 'period' }))
  const rules = openDatabase(createPool({ url: database.rulesUrl, maxConnections: 1 }))
  expect((await takeComputation(rules, ['surface'], new Date(now)))?.id).toBe(id)
  expect(await takeComputation(rules, ['surface'], new Date(now))).toBeNull()
  now += 61_000
  expect(await takeComputation(rules, ['surface'], new Date(now))).toMatchObject({ id, attempts: 2 })
  now += 61_000
  expect(await takeComputation(rules, ['surface'], new Date(now))).toBeNull()
  await rules.destroy()
  expect(await look(id)).toMatchObject({ state: 'failed', error: 'its process died, twice' })
})
