import { createPool, inOrganisation, listSigns, openDatabase, switchAutomatic } from '@trame/database'
import { signCode } from '@trame/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../infra/local/testing.ts'
import { startFollowingSigns } from './follow-signs.ts'

const minute = 60_000
const organisationId = 'org_test'
let now = Date.now()
let database: Awaited<ReturnType<typeof testDatabase>>
let owner: ReturnType<typeof openDatabase>
let api: ReturnType<typeof openDatabase>
let signs: ReturnType<typeof startFollowingSigns>
const failures: unknown[] = []

const orders = async () =>
  (
    await sql<{ text: string; state: string; source: string; requested_by: string }>`
      select parameters ->> 'text' as text, state, source, requested_by from command order by requested_at, id`.execute(
      owner,
    )
  ).rows
const want = (text: string, at = now) =>
  sql`insert into latest_observation (series_id, observed_at, received_at, value, quality)
    select id, ${new Date(at)}, now(), ${signCode(text)}, 0 from series where property = 'sign.wanted'
    on conflict (series_id) do update set observed_at = excluded.observed_at, value = excluded.value`.execute(
    owner,
  )

beforeAll(async () => {
  database = await testDatabase()
  owner = openDatabase(createPool({ url: database.url, maxConnections: 2 }))
  api = openDatabase(createPool({ url: database.apiUrl, maxConnections: 2 }))
  await sql`insert into organisation (id, name, slug) values (${organisationId}, 'Test', 'test')`.execute(
    owner,
  )
  await sql`insert into user_account (id, email, name, password_hash) values ('usr_ada', 'ada@test.fr', 'Ada', '')`.execute(
    owner,
  )
  await sql`insert into membership values ('usr_ada', ${organisationId}, 'operator')`.execute(owner)
  await sql`insert into asset (id, organisation_id, type, name, attributes)
    values ('ast_sign', ${organisationId}, 'parkingSign', 'Halles', '{}')`.execute(owner)
  await sql`insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
    values ('dev_sign', ${organisationId}, 'sign', 'mqtt', 'test/sign', 'trame-json', 1, 300000)`.execute(
    owner,
  )
  await sql`insert into series (organisation_id, asset_id, property, indicator)
    values (${organisationId}, 'ast_sign', 'sign.shown', null), (${organisationId}, 'ast_sign', 'sign.wanted', 'parking/signs')`.execute(
    owner,
  )
  await sql`insert into binding (id, organisation_id, device_id, channel, series_id, during)
    select 'bnd_sign', ${organisationId}, 'dev_sign', 'sign.shown', id, '[2020-01-01,)' from series where property = 'sign.shown'`.execute(
    owner,
  )
  signs = startFollowingSigns({
    databaseUrl: database.rulesUrl,
    now: () => now,
    onFailure: (error) => failures.push(error),
    everyMs: 3_600_000,
  })
}, 60_000)
afterAll(async () => {
  await signs.stop()
  await api.destroy()
  await owner.destroy()
  await database.drop()
})

test('a sign that nobody switched to automatic is left alone', async () => {
  await want('75')
  await signs.once()
  expect(await orders()).toEqual([])
})

test('switched on, it is told what its indicator says, once, on the rights of who switched it on', async () => {
  await inOrganisation(api, organisationId, (tx) =>
    switchAutomatic(tx, organisationId, 'ast_sign', 'usr_ada'),
  )
  await Promise.all([signs.once(), signs.once()])
  await signs.once()
  expect(failures).toEqual([])
  expect(await orders()).toEqual([{ text: '75', state: 'queued', source: 'rule', requested_by: 'usr_ada' }])
})

test('the list of signs says what each announces, by its number, and what it was told', async () => {
  await sql`insert into asset (id, organisation_id, type, name, attributes)
    values ('ast_park', ${organisationId}, 'carPark', 'Parking Gare', '{"number": 6, "capacity": 310}')`.execute(
    owner,
  )
  const signsNow = async () =>
    (await inOrganisation(api, organisationId, (tx) => listSigns(tx, 'parkingSign')))[0]
  expect(await signsNow()).toMatchObject({ announces: null, told: { text: '75' } })
  await sql`update asset set attributes = '{"announces": "ast_park"}' where id = 'ast_sign'`.execute(owner)
  expect((await signsNow())?.announces).toEqual({
    id: 'ast_park',
    name: 'Parking Gare',
    number: 6,
    capacity: 310,
    free: null,
    observedAt: null,
  })
  await sql`update asset set attributes = '{}' where id = 'ast_sign'`.execute(owner)
})

test('two processes that look at the same time tell it once', async () => {
  // Two orders of one millisecond have no order.
  now += 1_000
  await want('70')
  const other = startFollowingSigns({
    databaseUrl: database.rulesUrl,
    now: () => now,
    onFailure: () => {},
    everyMs: 3_600_000,
  })
  await Promise.all([signs.once(), other.once()])
  await other.stop()
  const found = await orders()
  expect(found.map(({ text }) => text)).toEqual(['75', '70'])
  expect(found[0]!.state).toBe('superseded')
})

test('without a count for ten minutes it is told ---, and then nothing more', async () => {
  now += 11 * minute
  await signs.once()
  await signs.once()
  expect((await orders()).map(({ text }) => text)).toEqual(['75', '70', '---'])
})

test('whoever switched it on and may no longer: nothing is ordered, and it is said why', async () => {
  await want('LIBRE')
  await sql`update membership set role = 'reader' where user_id = 'usr_ada'`.execute(owner)
  await signs.once()
  expect(String(failures[0])).toContain('roleTooLow')
  expect((await orders()).length).toBe(3)
})
