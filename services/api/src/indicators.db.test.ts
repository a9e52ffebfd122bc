import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
const now = () => new Date('2026-06-10T10:00:00Z')
const period = `from=2026-06-10T00:00:00Z&to=2026-06-11T00:00:00Z`
let seriesId: number

beforeAll(async () => {
  api = await testApi({ now })
  const answer = await api.as('administrator', 'POST', '/import', {
    sites: [{ id: 'sit_town', name: 'Valmeraie', kind: 'territory' }],
    assets: [
      {
        id: 'ast_bay',
        name: 'Place 1',
        type: 'parkingBay',
        siteId: 'sit_town',
        attributes: { parent: 'ast_park' },
      },
      { id: 'ast_park', name: 'Halles', type: 'carPark', siteId: 'sit_town', attributes: { capacity: 120 } },
      { id: 'ast_bin', name: 'Bac', type: 'wasteContainer', siteId: 'sit_town' },
    ],
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  const { rows } = await sql<{
    id: number
  }>`insert into series (organisation_id, asset_id, property, indicator, expected_interval_ms)
    values ('org_valmeraie', 'ast_bin', 'bin.hoursToFull', 'waste/forecast', 3600000) returning id`.execute(
    api.owner,
  )
  seriesId = rows[0]!.id
  const at = new Date('2026-06-10T08:00:00Z')
  await sql`insert into observation values (${seriesId}, ${at}, 31.5, 0), (${seriesId}, ${now()}, 29, 1)`.execute(
    api.owner,
  )
  await sql`insert into indicator_result values (${seriesId}, ${at}, 0.875, '{"fill": 21}', 3, ${now()})`.execute(
    api.owner,
  )
  await sql`insert into indicator_due (organisation_id, indicator, subject_id, day, first_at, last_at, asked_at, due_at, last_error)
    values ('org_valmeraie', 'waste/forecast', 'ast_bin', '2026-06-10', ${at}, ${now()}, now(), now(), 'Error: no fill')`.execute(
    api.owner,
  )
})
afterAll(() => api.close())

test('values come with what they were made of, and with what is still to be computed', async () => {
  const { body } = await api.as(
    'reader',
    'GET',
    `/indicators/waste/forecast/values?subject=ast_bin&${period}`,
  )
  expect(body).toMatchObject({
    indicator: 'waste/forecast',
    timeZone: 'Europe/Paris',
    series: [
      {
        seriesId,
        property: 'bin.hoursToFull',
        unit: 'h',
        points: [
          { value: 31.5, quality: 'ok', completeness: 0.875, inputs: { fill: 21 }, version: 3 },
          { value: 29, quality: 'estimated', completeness: null },
        ],
      },
    ],
    pending: { from: '2026-06-10T08:00:00.000Z', to: '2026-06-10T10:00:00.000Z' },
    fault: 'Error: no fill',
  })
  const series = (await api.as('reader', 'GET', '/assets/ast_bin/series')).body.items
  expect(series).toMatchObject([
    {
      property: 'bin.hoursToFull',
      indicator: 'waste/forecast',
      deviceId: null,
      expectedIntervalMs: 3_600_000,
    },
  ])
  expect(
    (await api.as('reader', 'GET', `/indicators/waste/nothing/values?subject=ast_bin&${period}`)).status,
  ).toBe(404)
  expect(
    (await api.as('foreign', 'GET', `/indicators/waste/forecast/values?subject=ast_bin&${period}`)).status,
  ).toBe(404)
})

test('an operator has a past period computed again; it is in the audit trail', async () => {
  const order = { from: '2026-05-01T00:00:00Z', to: '2026-06-01T00:00:00Z', subject: 'ast_bin' }
  expect((await api.as('agent', 'POST', '/indicators/waste/forecast/recompute', order)).status).toBe(403)
  expect((await api.as('operator', 'POST', '/indicators/waste/forecast/recompute', order)).status).toBe(202)
  const { rows } = await sql`select indicator, subject_id, from_at, to_at from indicator_request`.execute(
    api.owner,
  )
  expect(rows).toEqual([
    {
      indicator: 'waste/forecast',
      subject_id: 'ast_bin',
      from_at: new Date(order.from),
      to_at: new Date(order.to),
    },
  ])
  const audit =
    await sql`select action, subject from audit_event where action = 'indicator.recompute'`.execute(api.owner)
  expect(audit.rows).toEqual([{ action: 'indicator.recompute', subject: 'waste/forecast' }])
  const refused = async (body: unknown) =>
    (await api.as('operator', 'POST', '/indicators/waste/forecast/recompute', body)).body
  expect(await refused({ ...order, to: order.from })).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('to'),
  })
  expect(await refused({ ...order, from: '2020-01-01T00:00:00Z' })).toMatchObject({
    message: expect.stringContaining('400 days'),
  })
  expect(
    (
      await api.as('operator', 'POST', '/indicators/waste/forecast/recompute', {
        ...order,
        subject: 'ast_none',
      })
    ).status,
  ).toBe(404)
})

test('attributes are as the type of asset defines them, or the refusal names the attribute', async () => {
  const change = (id: string, attributes: Record<string, unknown>) =>
    api.as('operator', 'PATCH', `/assets/${id}`, { attributes })
  expect((await change('ast_park', { capacity: 80 })).status).toBe(200)
  for (const [id, attributes, message] of [
    ['ast_park', { capacity: 'many' }, 'attributes.capacity: must be a number'],
    ['ast_park', { capacity: 0 }, 'attributes.capacity'],
    ['ast_park', { countedBy: 'guess' }, 'attributes.countedBy: must be one of'],
    ['ast_bay', { parent: 'ast_bin' }, 'attributes.parent: ast_bin is no carPark'],
    ['ast_bay', { parent: 'ast_gone' }, 'attributes.parent: ast_gone is no carPark'],
    ['ast_bay', { accessible: 1 }, 'attributes.accessible'],
  ] as const) {
    const { status, body } = await change(id, attributes)
    expect({ status, message: body.message }).toEqual({
      status: 400,
      message: expect.stringContaining(message),
    })
  }
  const table = (await api.as('reader', 'GET', '/assets/values?type=carPark&properties=parking.free')).body
  expect(table.items[0].attributes).toMatchObject({ capacity: 80, countedBy: 'barriers' })
  const { rows } = await sql`select from indicator_request where asset_id = 'ast_park'`.execute(api.owner)
  expect(rows).toHaveLength(1)
})
