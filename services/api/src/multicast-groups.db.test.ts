import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
beforeAll(async () => {
  api = await testApi()
  const { owner } = api
  await sql`insert into connector (id, organisation_id, kind, name) values ('con_chirpstack', 'org_valmeraie', 'chirpstack', 'c'),
    ('con_mqtt', 'org_valmeraie', 'generic-mqtt', 'm'), ('con_foreign', 'org_other', 'chirpstack', 'f')`.execute(
    owner,
  )
  await sql`insert into asset (id, organisation_id, type, name) select 'ast_' || n, 'org_valmeraie', 'streetLamp', 'L' || n
    from generate_series(1, 3) n`.execute(owner)
  await sql`insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms, downlink_class)
    select 'dev_' || n, case when n = 7 then 'org_other' else 'org_valmeraie' end, 'L' || n,
      case when n = 6 then 'mqtt' else 'lorawan' end, '70b3d5000000000' || n,
      case when n = 5 then 'nasys-ul20xx-1.0' else 'nasys-ul20xx-1.1' end, 1, 900000,
      case when n = 4 then 'A' when n = 8 then null else 'C' end from generate_series(1, 8) n`.execute(owner)
  await sql`insert into series (organisation_id, asset_id, property) select 'org_valmeraie', 'ast_' || n, 'light.level'
    from generate_series(1, 3) n`.execute(owner)
  await sql`insert into binding (id, organisation_id, device_id, channel, series_id, during)
    select 'bnd_' || id, organisation_id, replace(asset_id, 'ast_', 'dev_'), 'level', id, '[2020-01-01,)' from series`.execute(
    owner,
  )
  await sql`insert into latest_observation select id, now(), now(), 100, 0 from series`.execute(owner)
})
afterAll(() => api?.close())

const uuid = 'c8f5d6de-0b1f-4d0a-8f0c-6a4f4f4cf8a1'
const street = {
  name: 'Rue des Lilas',
  connectorId: 'con_chirpstack',
  networkGroupId: uuid,
  deviceIds: ['dev_1', 'dev_2', 'dev_3'],
}

test('each fault names its field, and says what is wrong with which device', async () => {
  for (const [change, fault] of [
    [{ connectorId: 'con_foreign' }, 'connectorId: con_foreign does not exist.'],
    [{ connectorId: 'con_mqtt' }, 'connectorId: generic-mqtt has no multicast groups.'],
    [{ networkGroupId: 'lilas' }, 'networkGroupId'],
    [{ deviceIds: [] }, 'deviceIds'],
    [{ deviceIds: ['dev_1', 'dev_1'] }, 'each device once'],
    [{ deviceIds: ['dev_1', 'dev_7'] }, 'deviceIds: dev_7 does not exist.'],
    [{ deviceIds: ['dev_1', 'dev_6'] }, 'deviceIds: dev_6 is not on LoRaWAN.'],
    [{ deviceIds: ['dev_1', 'dev_4'] }, 'deviceIds: dev_4 is of class A, the group of class C.'],
    [{ deviceIds: ['dev_1', 'dev_8'] }, 'deviceIds: dev_8 is of no known class, the group of class C.'],
    [{ downlinkClass: 'B' }, 'deviceIds: dev_1 is of class C, the group of class B.'],
    [{ deviceIds: ['dev_1', 'dev_5'] }, 'deviceIds: dev_5 is a nasys-ul20xx-1.0, dev_1 a nasys-ul20xx-1.1'],
    [{ name: '' }, 'name'],
  ] as const) {
    const { status, body } = await api.as('administrator', 'POST', '/multicast-groups', {
      ...street,
      ...change,
    })
    expect([status, body.code], fault).toEqual([400, 'invalid'])
    expect(JSON.stringify(body)).toContain(fault)
  }
  expect((await api.as('operator', 'POST', '/multicast-groups', street)).status).toBe(403)
})

test('a group is made, ordered, changed and put away; its group at the network belongs to it alone', async () => {
  const { status, body } = await api.as('administrator', 'POST', '/multicast-groups', street)
  expect(status).toBe(201)
  expect(body).toMatchObject({
    downlinkClass: 'C',
    devices: [{ id: 'dev_1', name: 'L1' }, {}, {}],
    lastSending: null,
  })
  const path = `/multicast-groups/${body.id}`
  const again = await api.as('administrator', 'POST', '/multicast-groups', { ...street, name: 'Autre' })
  expect([again.status, again.body.code]).toEqual([409, 'conflict'])
  expect(again.body.message).toContain('networkGroupId')
  expect((await api.as('foreign', 'GET', path)).status).toBe(404)
  expect((await api.as('foreign', 'PUT', path, street)).status).toBe(404)
  expect((await api.as('foreign', 'DELETE', path)).status).toBe(404)
  expect((await api.as('foreign', 'GET', '/multicast-groups')).body.items).toEqual([])

  const order = (targets: object, kind = 'light.dim', parameters: object = dimmed()) =>
    api.as('operator', 'POST', '/command-orders', { kind, parameters, targets })
  const dimmed = () => ({ level: 60, until: new Date(Date.now() + 3_600_000).toISOString() })
  const asked = await order({ multicastGroupId: body.id })
  expect(asked.body).toMatchObject({
    total: 3,
    released: 0,
    skipped: [],
    multicast: { groupId: body.id, state: 'waiting', sentAt: null, detail: '' },
  })
  // Only some of them: each is told alone.
  const some = await order({ multicastGroupId: body.id, assetIds: ['ast_1'] })
  expect(some.body).toMatchObject({
    total: 1,
    multicast: { state: 'split', detail: '1 commands for 3 members' },
  })
  expect((await order({ assetIds: ['ast_1'] })).body.multicast).toBeNull()
  const told = { kind: 'light.dim', sentAt: null }
  const { body: sendings } = await api.as('reader', 'GET', `${path}/sendings`)
  expect(sendings.items).toMatchObject([
    { ...told, orderId: some.body.id, state: 'split', detail: '1 commands for 3 members' },
    { ...told, orderId: asked.body.id, state: 'waiting', detail: '' },
  ])
  expect((await api.as('reader', 'GET', path)).body.lastSending).toEqual(sendings.items[0])
  expect((await api.as('foreign', 'GET', `${path}/sendings`)).status).toBe(404)
  const goes = async (orderId: string) =>
    (await api.as('reader', 'GET', `/commands?orderId=${orderId}`)).body.items.map(
      ({ byGroup }: { byGroup: boolean }) => byGroup,
    )
  expect([await goes(asked.body.id), await goes(some.body.id)]).toEqual([[true, true, true], [false]])
  const nobody = await order({ multicastGroupId: 'mcg_nobody' })
  expect(nobody.body.message).toContain('targets.multicastGroupId: mcg_nobody does not exist.')
  const foreign = await api.as('foreign', 'POST', '/command-orders', {
    kind: 'light.resume',
    targets: { multicastGroupId: body.id },
  })
  expect(foreign.body.message).toContain('does not exist')
  const twice = await order({ multicastGroupId: body.id }, 'device.restart', {})
  expect(twice.body.message).toContain('kind: device.restart goes to one device at a time.')
  const preview = await api.as('reader', 'POST', '/command-orders/preview', {
    kind: 'light.dim',
    targets: { multicastGroupId: body.id },
  })
  expect(preview.body.total).toBe(3)

  const changed = await api.as('administrator', 'PUT', path, { ...street, deviceIds: ['dev_2'] })
  expect(changed.body.devices).toEqual([{ id: 'dev_2', name: 'L2', address: '70b3d50000000002' }])
  expect((await api.as('administrator', 'DELETE', path)).status).toBe(200)
  expect((await api.as('reader', 'GET', path)).status).toBe(404)
  const { body: kept } = await api.as('reader', 'GET', `/command-orders/${asked.body.id}`)
  expect(kept.multicast).toMatchObject({ groupId: null })
})
