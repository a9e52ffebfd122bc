import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
beforeAll(async () => {
  api = await testApi()
  await sql`insert into asset (id, organisation_id, type, name, geometry)
    select 'ast_lamp-' || n, 'org_valmeraie', 'streetLamp', 'L' || n, ST_SetSRID(ST_MakePoint(-0.5, 47.4), 4326)
    from generate_series(1, 3) n`.execute(api.owner)
  await sql`insert into asset (id, organisation_id, type, name) values ('ast_foreign', 'org_other', 'streetLamp', 'F')`.execute(
    api.owner,
  )
})
afterAll(() => api?.close())

const definition = {
  name: 'Nuit réduite',
  triggers: [{ kind: 'calendar', at: '23:00' }, { kind: 'manual' }],
  conditions: [{ kind: 'mode', is: ['normal'] }],
  steps: [
    {
      kind: 'command',
      to: { select: 'scope', scope: { assetTypes: ['streetLamp'] } },
      command: 'light.dim',
      parameters: { level: 50 },
      until: { kind: 'clock', at: '05:00' },
    },
  ],
}
const add = async (who: Caller = 'operator', body: object = definition) =>
  api.as(who, 'POST', '/scenarios', { definition: body })

test('a scenario is written, listed with its sentence, published anew, switched off, and put away', async () => {
  const { status, body } = await add()
  expect(status).toBe(201)
  expect(body).toMatchObject({ version: 1, enabled: true, author: { id: 'key_operator' } })
  expect(body.sentence.en).toBe(
    'When it is 23:00, every day, or when somebody starts it. If the mode is “normal”. Then dim to 50% for street lamp until 05:00.',
  )
  const path = `/scenarios/${body.id}`
  const second = { ...definition, steps: [{ ...definition.steps[0], parameters: { level: 40 } }] }
  const published = await api.as('administrator', 'PUT', path, { definition: second, note: 'moins' })
  expect(published.body).toMatchObject({ version: 2, author: { id: 'key_administrator' } })
  expect((await api.as('operator', 'PUT', `${path}/enabled`, { enabled: false })).body).toMatchObject({
    version: 3,
    enabled: false,
  })
  const { items } = (await api.as('reader', 'GET', `${path}/versions`)).body
  expect(items.map(({ version, note }: { version: number; note: string }) => [version, note])).toEqual([
    [3, ''],
    [2, 'moins'],
    [1, ''],
  ])
  expect((await api.as('operator', 'DELETE', path)).status).toBe(200)
  expect((await api.as('reader', 'GET', path)).status).toBe(404)
  const { rows } = await sql<{
    action: string
  }>`select action from audit_event where subject = ${body.id} order by id`.execute(api.owner)
  expect(rows.map(({ action }) => action)).toEqual([
    'scenario.add',
    'scenario.publish',
    'scenario.enable',
    'scenario.delete',
  ])
})

test('faults name the field: schema, parameters, lease, subject, property', async () => {
  const step = definition.steps[0]!
  for (const [change, fault] of [
    [{ triggers: [] }, 'triggers'],
    [{ triggers: [{ kind: 'calendar', at: '25:00' }] }, 'triggers.0.at'],
    [{ triggers: [{ kind: 'property', condition: { kind: 'silence' } }] }, 'triggers.0.scope'],
    [{ steps: [{ ...step, parameters: { level: 140 } }] }, 'steps.0.parameters.level'],
    [{ steps: [{ ...step, until: undefined }] }, 'steps.0.until'],
    [{ steps: [{ ...step, to: { select: 'subject' } }] }, 'steps.0.to'],
    [{ steps: [{ ...step, to: { select: 'scope', scope: {} } }] }, 'steps.0.to.scope'],
    [
      {
        conditions: [
          {
            kind: 'observed',
            of: step.to,
            condition: { kind: 'threshold', property: 'nothing.known', is: 'above', raise: 1 },
          },
        ],
      },
      'conditions.0.condition.property',
    ],
  ] as const) {
    const { status, body } = await add('operator', { ...definition, ...change })
    expect([status, body.code], fault).toEqual([400, 'invalid'])
    expect(JSON.stringify(body), fault).toContain(fault)
    const checked = await api.as('reader', 'POST', '/scenarios/validate', {
      definition: { ...definition, ...change },
    })
    expect(checked.body.ok, fault).toBe(false)
    expect(checked.body.faults[0].path, fault).toBe(fault)
  }
})

test('what somebody may not order, they may not write; agents and readers write nothing; others see nothing', async () => {
  expect((await add('agent')).status).toBe(403)
  expect((await add('reader')).status).toBe(403)
  const raw = {
    ...definition,
    steps: [
      {
        kind: 'command',
        to: definition.steps[0]!.to,
        command: 'device.raw',
        parameters: { fPort: 1, hex: '00' },
      },
    ],
  }
  expect((await add('administrator', raw)).body).toMatchObject({ code: 'command_denied' })
  const { body } = await add()
  expect((await api.as('foreign', 'GET', `/scenarios/${body.id}`)).status).toBe(404)
  expect((await api.as('foreign', 'POST', `/scenarios/${body.id}/run`, {})).status).toBe(404)
  expect((await api.as('agent', 'POST', `/scenarios/${body.id}/run`, {})).status).toBe(403)
  expect((await api.as('foreign', 'GET', '/scenarios')).body.items).toEqual([])
  const run = await api.as('operator', 'POST', `/scenarios/${body.id}/run`, { assetId: 'ast_foreign' })
  expect(run.status).toBe(400)
})

test('run now writes one event; of a scenario that is off, a conflict', async () => {
  const { body } = await add()
  expect((await api.as('operator', 'POST', `/scenarios/${body.id}/run`, {})).status).toBe(200)
  const { rows } = await sql<{ fact: { kind: string; detail: object } }>`
    select fact from scenario_event where scenario_id = ${body.id}`.execute(api.owner)
  expect(rows).toMatchObject([{ fact: { kind: 'manual', detail: { by: 'key_operator' } } }])
  await api.as('operator', 'PUT', `/scenarios/${body.id}/enabled`, { enabled: false })
  expect((await api.as('operator', 'POST', `/scenarios/${body.id}/run`, {})).body).toMatchObject({
    code: 'scenario_disabled',
  })
})

test('a citizen asks twice with one key: one event; a mode wakes those who wait for it', async () => {
  const { body } = await add('operator', {
    ...definition,
    triggers: [
      { kind: 'citizen', action: 'moreLight' },
      { kind: 'mode', becomes: 'crisis' },
    ],
  })
  for (let n = 0; n < 2; n++)
    await api.as('agent', 'POST', '/citizen-actions', { action: 'moreLight', key: 'demande-1' })
  for (let n = 0; n < 2; n++) await api.as('operator', 'PUT', '/modes', { mode: 'crisis' })
  const { rows } = await sql<{ kind: string }>`
    select fact ->> 'kind' as kind from scenario_event where scenario_id = ${body.id} order by id`.execute(
    api.owner,
  )
  expect(rows.map(({ kind }) => kind)).toEqual(['citizen', 'mode'])
  expect((await api.as('reader', 'GET', '/modes')).body.items).toMatchObject([
    { siteId: null, mode: 'crisis' },
  ])
  expect((await api.as('agent', 'PUT', '/modes', { mode: 'normal' })).status).toBe(403)
  await api.as('operator', 'PUT', '/modes', { mode: 'normal' })
  expect((await api.as('reader', 'GET', '/modes')).body.items).toEqual([])
})

test('a dry run of a calendar over a week: seven nights, three lamps each; nothing is ordered', async () => {
  const { status, body } = await api.as('operator', 'POST', '/scenarios/dry-run', {
    definition: { ...definition, triggers: [{ kind: 'calendar', at: '23:00' }] },
    days: 7,
  })
  expect(status).toBe(200)
  expect(body.runs.length).toBe(7)
  expect(body.runs[0]).toMatchObject({
    state: 'done',
    subject: null,
    acts: [{ what: 'light.dim', targets: 3 }],
  })
  const { rows } = await sql`select from command`.execute(api.owner)
  expect(rows).toEqual([])
})

test('defaults are copied once, switched off, and can all be read again', async () => {
  const first = await api.as('operator', 'POST', '/scenarios/defaults', {})
  expect(first.body.copied).toBeGreaterThan(5)
  expect((await api.as('operator', 'POST', '/scenarios/defaults', {})).body.copied).toBe(0)
  const { items } = (await api.as('reader', 'GET', '/scenarios')).body
  const copied = items.filter(({ origin }: { origin: string | null }) => origin !== null)
  expect(copied.length).toBe(first.body.copied)
  expect(copied.every(({ enabled }: { enabled: boolean }) => !enabled)).toBe(true)
  // Rules that listen for scenarios are nobody's to edit.
  expect((await api.as('reader', 'GET', '/rules')).body.items).toEqual([])
})
