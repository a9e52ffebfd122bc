import { advanceOrders, createPool, openDatabase, recordOutcome } from '@trame/database'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tokenHash } from './auth/tokens.ts'
import { testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
let actuate: ReturnType<typeof openDatabase>
const lamps = 500
/** Where the evening has just begun, whatever the hour of the test: a lamp may be off for an hour. */
const evening = (((20 - new Date().getUTCHours()) * 15 + 540) % 360) - 180
const until = () => new Date(Date.now() + 3_600_000).toISOString()

beforeAll(async () => {
  api = await testApi()
  actuate = openDatabase(createPool({ url: api.database.actuateUrl, maxConnections: 4 }))
  const { owner } = api
  for (const [id, role] of [
    ['usr_ada', 'operator'],
    ['usr_bob', 'operator'],
    ['usr_agent', 'agent'],
  ] as const) {
    await sql`insert into user_account (id, email, name, password_hash) values (${id}, ${`${id}@valmeraie.test`}, ${id}, '')`.execute(
      owner,
    )
    await sql`insert into membership values (${id}, 'org_valmeraie', ${role})`.execute(owner)
    for (const n of [1, 2])
      await sql`insert into session (token_hash, user_id, organisation_id, expires_at)
        values (${tokenHash(`${id}-${n}`)}, ${id}, 'org_valmeraie', now() + interval '1 day')`.execute(owner)
  }
  await sql`insert into api_key (id, organisation_id, name, role, token_hash, created_by)
    values ('key_ada', 'org_valmeraie', 'ada', 'operator', ${tokenHash('key-of-ada')}, 'usr_ada')`.execute(
    owner,
  )
  await sql`insert into asset (id, organisation_id, type, name, geometry, attributes, tags)
    select 'ast_lamp-' || n, 'org_valmeraie', 'streetLamp', 'L' || n, ST_SetSRID(ST_MakePoint(${evening}::float8 + n * 1e-5, 47.47), 4326),
      '{"roadClass": "street"}', case when n > 100 then array['rue'] else array['autre'] end from generate_series(1, ${lamps + 100}::int) n`.execute(
    owner,
  )
  await sql`insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms, downlink_class)
    select 'dev_lamp-' || n, 'org_valmeraie', 'L' || n, 'lorawan', '70b3d500' || lpad(to_hex(n), 8, '0'), 'nasys-ul20xx-1.1', 1, 3600000, 'C'
    from generate_series(1, ${lamps + 100}::int) n`.execute(owner)
  await sql`insert into series (organisation_id, asset_id, property)
    select 'org_valmeraie', 'ast_lamp-' || n, 'light.level' from generate_series(1, ${lamps + 100}::int) n`.execute(
    owner,
  )
  await sql`insert into binding (id, organisation_id, device_id, channel, series_id, during)
    select 'bnd_' || id, organisation_id, replace(asset_id, 'ast_', 'dev_'), 'level', id, '[2020-01-01,)' from series`.execute(
    owner,
  )
  await sql`insert into latest_observation select id, now() - interval '1 minute', now(), 100, 0 from series`.execute(
    owner,
  )
})
afterAll(async () => {
  await actuate?.destroy()
  await api?.close()
})

type Who = { cookies: { trame: string } } | { headers: { authorization: string } }
const session = (id: string, n = 1): Who => ({ cookies: { trame: `${id}-${n}` } })
const ada = session('usr_ada')
const bob = session('usr_bob')

async function call(who: Who, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, key?: string) {
  const headers = {
    'accept-language': 'en',
    ...('headers' in who && who.headers),
    ...(key && { 'idempotency-key': key }),
  }
  const answer = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    headers,
    ...('cookies' in who && { cookies: who.cookies }),
    ...(body && { payload: body }),
  })
  return { status: answer.statusCode, body: answer.json() }
}
const dim = (n: number, level = 40) => ({
  kind: 'light.dim',
  parameters: { level, until: until() },
  assetId: `ast_lamp-${n}`,
})

test('T30: fifty posts at once with one key make one command; another body under that key is refused', async () => {
  const body = dim(1)
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => call(ada, 'POST', '/commands', body, 'one-click-1')),
  )
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
  expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(49).fill(200), 201])
  const other = await call(ada, 'POST', '/commands', dim(1, 50), 'one-click-1')
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_mismatch'])
  expect((await call(ada, 'GET', `/commands?deviceId=dev_lamp-1`)).body.items).toHaveLength(2)
})

test('a command is shown with its line of life, and cancelled before it is sent', async () => {
  const { body } = await call(ada, 'POST', '/commands', dim(2))
  expect(body).toMatchObject({
    state: 'queued',
    requestedByName: 'usr_ada',
    expectedAt: null,
    life: [{ event: 'requested' }, { event: 'released' }],
  })
  expect(body.leaseUntil).toBe(body.parameters.until)
  const cancelled = await call(ada, 'POST', `/commands/${body.id}/cancel`)
  expect(cancelled.body).toMatchObject({ state: 'cancelled', leaseUntil: null })
  expect((await call(ada, 'POST', `/commands/${body.id}/cancel`)).body.code).toBe('command_not_possible')
})

test('T34: what is outside the envelope is refused by the API, and by the database where the API was led around', async () => {
  for (const [body, code] of [
    [dim(3, 140), 'invalid'],
    [
      { ...dim(3), parameters: { level: 40, until: new Date(Date.now() + 20 * 3_600_000).toISOString() } },
      'command_lease_too_long',
    ],
    [{ ...dim(3), parameters: { level: 40 } }, 'invalid'],
    [
      { kind: 'valve.set', parameters: { open: true, seconds: 60 }, assetId: 'ast_lamp-3' },
      'command_unsupported',
    ],
  ] as const)
    expect((await call(ada, 'POST', '/commands', body)).body.code).toBe(code)
  await sql`update latest_observation set observed_at = now() - interval '1 day' where series_id = (select id from series where asset_id = 'ast_lamp-3')`.execute(
    api.owner,
  )
  expect((await call(ada, 'POST', '/commands', dim(3))).body.code).toBe('command_stale_data')
  expect((await call(ada, 'POST', '/commands', { kind: 'light.resume', assetId: 'ast_lamp-3' })).status).toBe(
    201,
  )
  const raw = (parameters: object, kind = 'light.dim') =>
    sql`insert into command (id, organisation_id, kind, parameters, state, source,
      device_id, asset_id, network, requested_by, requested_at, approvals_needed, approvals_missing, idempotent, observable, not_before,
      expires_at, observe_by, max_attempts) values ('cmd_' || replace(gen_random_uuid()::text, '-', ''), 'org_valmeraie', ${kind},
      ${JSON.stringify(parameters)}, 'queued', 'api', 'dev_lamp-3', 'ast_lamp-3', 'lorawan', 'usr_ada', now(), 0, 0, true, true, now(),
      now() + interval '1 hour', now() + interval '2 hours', 3)`.execute(api.owner)
  await expect(raw({ level: 20, until: until() })).rejects.toThrow('envelope_light')
  await expect(raw({ level: 400, until: until() })).rejects.toThrow('envelope_light')
  await expect(raw({ open: true, seconds: 99_999 }, 'valve.set')).rejects.toThrow('envelope_valve')
  await expect(raw({ celsius: 40 }, 'heating.setpoint')).rejects.toThrow('envelope_heating')
})

test('a reduction without its way back cannot be committed', async () => {
  const { body } = await call(ada, 'POST', '/commands', dim(4))
  const cut = api.owner.transaction().execute(async (tx) => {
    await sql`set constraints all deferred`.execute(tx)
    await sql`insert into lease (id, organisation_id, device_id, command_id, restore_command_id, created_at, until)
      values ('lea_cut', 'org_valmeraie', 'dev_lamp-5', ${`cmd_${'1'.repeat(32)}`}, ${body.id}, now(), now() + interval '1 hour')`.execute(
      tx,
    )
  })
  await expect(cut).rejects.toThrow('foreign key')
})

test('T37: two persons, whatever the session or the key; an edit takes the approval back', async () => {
  const { body } = await call(ada, 'POST', '/commands', dim(6, 0))
  expect(body).toMatchObject({ state: 'requested', approvalsNeeded: 1 })
  const approve = (who: Who, revision = 1) => call(who, 'POST', `/commands/${body.id}/approve`, { revision })
  const keyOfAda: Who = { headers: { authorization: 'Bearer key-of-ada' } }
  expect((await approve(session('usr_ada', 2))).body.message).toContain('samePerson')
  expect((await approve(keyOfAda)).body.message).toContain('notAPerson')
  expect((await approve(session('usr_agent'))).body.message).toContain('roleTooLow')
  const byKey = await call(keyOfAda, 'POST', '/commands', dim(7, 0))
  expect(
    (await call(ada, 'POST', `/commands/${byKey.body.id}/approve`, { revision: 1 })).body.message,
  ).toContain('samePerson')
  const edited = await call(ada, 'PATCH', `/commands/${body.id}`, {
    parameters: { level: 0, until: until() },
  })
  expect(edited.body).toMatchObject({ state: 'requested', revision: 2, approvals: [] })
  expect((await approve(bob, 1)).status).toBe(409)
  const approved = await approve(bob, 2)
  expect(approved.body).toMatchObject({ state: 'queued', approvals: [{ userId: 'usr_bob' }] })
})

test('T36: roles of the API, and another organisation sees and moves nothing', async () => {
  const agent = session('usr_agent')
  expect((await call(agent, 'POST', '/commands', dim(8))).body.code).toBe('command_denied')
  expect(
    (await call(agent, 'POST', '/commands', { kind: 'light.resume', assetId: 'ast_lamp-8' })).status,
  ).toBe(201)
  const { body } = await call(ada, 'POST', '/commands', dim(9))
  expect((await api.as('reader', 'POST', '/commands', dim(9))).status).toBe(403)
  expect((await api.as('reader', 'GET', `/commands/${body.id}`)).status).toBe(200)
  for (const [method, path, sent] of [
    ['GET', `/commands/${body.id}`, undefined],
    ['POST', `/commands/${body.id}/cancel`, undefined],
    ['POST', `/commands/${body.id}/approve`, { revision: 1 }],
    ['PATCH', `/commands/${body.id}`, { parameters: { level: 10, until: until() } }],
  ] as const)
    expect((await api.as('foreign', method, path, sent)).status, path).toBe(404)
  expect((await api.as('foreign', 'POST', '/commands', dim(9))).body.code).toBe('invalid')
  expect((await api.as('foreign', 'GET', '/commands')).body.items).toEqual([])
  expect(
    (
      await api.as('foreign', 'POST', '/command-orders', {
        kind: 'light.resume',
        targets: { assetIds: ['ast_lamp-9'] },
      })
    ).body.code,
  ).toBe('invalid')
})

test('the panel is told what the lamp can do, who may, and its floor', async () => {
  const { body } = await call(ada, 'GET', '/commands/possible?assetId=ast_lamp-10')
  expect(body).toMatchObject({ deviceId: 'dev_lamp-10', floor: 30, expectedAt: null, stopped: null })
  expect(body.kinds).toContainEqual({ kind: 'light.dim', allowed: true })
  expect(body.kinds).toContainEqual({ kind: 'device.raw', allowed: false })
  expect(body.kinds.map(({ kind }: { kind: string }) => kind)).not.toContain('valve.set')
})

test('what an order would reach is read back before it is asked for, and only by its own people', async () => {
  const ask = (targets: object) =>
    call(ada, 'POST', '/command-orders/preview', { kind: 'light.dim', targets })
  const { body } = await ask({ assetIds: ['ast_lamp-11', 'ast_lamp-12', 'ast_nobody'] })
  expect(body).toMatchObject({ total: 2, tooMany: false })
  expect(body.assets.map(({ id, value }: { id: string; value: number }) => [id, value])).toEqual([
    ['ast_lamp-11', 100],
    ['ast_lamp-12', 100],
  ])
  expect((await ask({ tag: 'rue' })).body.total).toBe(lamps)
  expect((await ask({})).status).toBe(400)
  const foreign = await api.as('foreign', 'POST', '/command-orders/preview', {
    kind: 'light.dim',
    targets: { tag: 'rue' },
  })
  expect(foreign.body).toMatchObject({ total: 0, assets: [] })
})

test('T35: 500 lamps are one order: one, then five percent, then the rest; it stops when too many fail, and is tried again', async () => {
  const { status, body } = await call(ada, 'POST', '/command-orders', {
    kind: 'light.dim',
    parameters: { level: 40, until: until() },
    targets: { tag: 'rue' },
    failureShare: 0.05,
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({ total: lamps, released: 0, state: 'running' })
  /** Plays the sender and the network: of those released, every `failing`th fails. */
  const wave = async (failing: number) => {
    await advanceOrders(actuate, new Date())
    const { rows } = await sql<{
      id: string
    }>`select id from command where order_id = ${body.id} and state = 'queued' order by position`.execute(
      api.owner,
    )
    for (const [i, { id }] of rows.entries()) {
      await recordOutcome(actuate, id, { type: 'sendStarted' }, new Date())
      if (i % failing === failing - 1) await recordOutcome(actuate, id, { type: 'refused' }, new Date())
      else {
        await recordOutcome(actuate, id, { type: 'sent' }, new Date())
        await recordOutcome(actuate, id, { type: 'acknowledged' }, new Date())
      }
    }
    return rows.length
  }
  expect(await wave(99)).toBe(1)
  expect(await wave(99)).toBe(25)
  expect(await wave(10)).toBe(474)
  await advanceOrders(actuate, new Date())
  const stopped = (await call(ada, 'GET', `/command-orders/${body.id}`)).body
  expect(stopped).toMatchObject({ state: 'stopped', failed: 47, succeeded: 453 })
  const table = await call(ada, 'GET', `/commands?orderId=${body.id}&state=failed&limit=1000`)
  expect(table.body.total).toBe(47)
  const again = await call(ada, 'POST', `/command-orders/${body.id}/retry`)
  expect(again.body).toMatchObject({ state: 'running', total: 47, released: 0 })
  expect([await wave(99), await wave(99), await wave(99)]).toEqual([1, 3, 43])
  await advanceOrders(actuate, new Date())
  expect((await call(ada, 'GET', `/command-orders/${body.id}`)).body).toMatchObject({
    state: 'done',
    failed: 0,
  })
})

test('T33: a stop is one click, refuses and cancels everything, and two persons release it', async () => {
  const { body: command } = await call(ada, 'POST', '/commands', dim(20))
  const stop = await call(session('usr_agent'), 'POST', '/emergency-stops', { reason: 'fire' })
  expect(stop.body).toMatchObject({ scope: 'organisation', releasedAt: null })
  expect((await call(ada, 'GET', `/commands/${command.id}`)).body).toMatchObject({
    state: 'cancelled',
    code: 'emergency_stopped',
  })
  expect((await call(ada, 'POST', '/commands', dim(20))).body.code).toBe('emergency_stopped')
  expect((await call(bob, 'POST', '/emergency-stops', { reason: 'again' })).body.id).toBe(stop.body.id)
  const release = (who: Who) => call(who, 'POST', `/emergency-stops/${stop.body.id}/release`)
  expect((await release(session('usr_agent'))).status).toBe(403)
  expect((await release(ada)).body).toMatchObject({ releaseAskedBy: 'usr_ada', releasedAt: null })
  expect((await release(session('usr_ada', 2))).body.code).toBe('command_denied')
  expect((await release({ headers: { authorization: 'Bearer key-of-ada' } })).body.code).toBe(
    'command_denied',
  )
  expect((await release(bob)).body.releasedAt).not.toBeNull()
  expect((await call(ada, 'POST', '/commands', dim(20))).status).toBe(201)
})
