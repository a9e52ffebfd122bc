import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  applicationId,
  deviceProfileId,
  networkGroupId,
  testChirpStack,
} from '../../../infra/local/testing-chirpstack.ts'
import { testApi } from './testing.ts'

// The API asks, the process that has access to networks answers: a real one, over ChirpStack's own service definition.

let api: Awaited<ReturnType<typeof testApi>>
let chirpStack: Awaited<ReturnType<typeof testChirpStack>>
let actuate: ChildProcess
const folder = mkdtempSync(path.join(tmpdir(), 'trame-registration-'))

beforeAll(async () => {
  ;[api, chirpStack] = await Promise.all([testApi(), testChirpStack()])
  await sql`insert into connector (id, organisation_id, kind, name) values ('con_grpc', 'org_valmeraie', 'chirpstack', 'g'),
    ('con_bare', 'org_valmeraie', 'chirpstack', 'b'), ('con_wrong', 'org_valmeraie', 'chirpstack', 'w'),
    ('con_away', 'org_valmeraie', 'chirpstack', 'a'), ('con_mqtt', 'org_valmeraie', 'generic-mqtt', 'm')`.execute(
    api.owner,
  )
  const common = { kind: 'chirpstack', organisationId: 'org_valmeraie', name: 'c', url: 'mqtt://127.0.0.1:1' }
  const file = path.join(folder, 'connectors.json')
  const connectors = [
    { ...common, id: 'con_grpc', clientId: 'g', applicationId, grpc: chirpStack.config },
    { ...common, id: 'con_bare', clientId: 'b' },
    { ...common, id: 'con_wrong', clientId: 'w', grpc: { ...chirpStack.config, apiKey: 'guess' } },
    {
      ...common,
      id: 'con_away',
      clientId: 'a',
      applicationId,
      grpc: { address: '127.0.0.1:1', apiKey: 'k' },
    },
  ]
  writeFileSync(file, JSON.stringify(connectors))
  const main = path.join(import.meta.dirname, '../../actuate/src/main.ts')
  actuate = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: api.database.actuateUrl,
      CONNECTORS_FILE: file,
      METRICS_PORT: '0',
      LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  // A request does not wait as long as a process may take to start on a busy machine.
  const listens = async () => {
    const { rows } = await sql`select 1 from pg_stat_activity where datname = current_database()
      and application_name = 'trame-actuate-listen'`.execute(api.owner)
    return rows.length
  }
  await vi.waitFor(async () => expect(await listens()).toBeGreaterThan(0), {
    timeout: 100_000,
    interval: 200,
  })
})
afterAll(async () => {
  const ended = actuate && once(actuate, 'exit')
  actuate?.kill('SIGTERM')
  await ended
  chirpStack?.close()
  await api?.close()
  rmSync(folder, { recursive: true, force: true })
})

const appKey = '00112233445566778899aabbccddeeff'
const registration = { connectorId: 'con_grpc', deviceProfileId, appKey, joinEui: '70B3D57ED0000001' }
const device = (n: number, more: object = {}) => ({
  name: `Bac ${n}`,
  network: 'lorawan',
  address: `70B3D5000000000${n}`,
  modelId: 'milesight-em400-mud',
  registration: { ...registration, ...more },
})
const devEui = (n: number) => `70b3d5000000000${n}`
const add = (body: object) => api.as('operator', 'POST', '/devices', body)
const known = async () => {
  const { rows } = await sql<{ address: string }>`select address from device order by address`.execute(
    api.owner,
  )
  return rows.map(({ address }) => address)
}

test('a device is made known to its network server with it, and its key is kept nowhere', async () => {
  const { status, body } = await add(device(1))
  expect(status, JSON.stringify(body)).toBe(201)
  const atNetwork = chirpStack.devices.get(devEui(1))!
  expect([atNetwork.getName(), atNetwork.getApplicationId(), atNetwork.getJoinEui()]).toEqual([
    'Bac 1',
    applicationId,
    '70b3d57ed0000001',
  ])
  expect(chirpStack.keys.get(devEui(1))).toBe(appKey)
  const { registration: told } = (await api.as('reader', 'GET', `/devices/${body.id}/registration`)).body
  expect(told).toMatchObject({ connectorId: 'con_grpc', deviceProfileId, joinEui: '70b3d57ed0000001' })
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from network_task where app_key is not null`.execute(api.owner)
  expect(rows[0]!.n).toBe(0)
  const { rows: trail } = await sql<{
    text: string
  }>`select string_agg(detail::text, ' ') as text from audit_event`.execute(api.owner)
  expect(trail[0]!.text).not.toContain(appKey)
})

test('what the network server has against it is said by field, and no device is left anywhere', async () => {
  const other = 'ffffffff-be03-4f38-aef3-f83d48582d97'
  const before = [await known(), [...chirpStack.devices.keys()]]
  for (const [more, code, said] of [
    [
      { deviceProfileId: other },
      'network_refused',
      `registration.deviceProfileId: Object does not exist (id: ${other})`,
    ],
    [{ applicationId: other }, 'network_refused', 'registration.applicationId: Object does not exist'],
    [{ appKey: '0'.repeat(32) }, 'network_refused', 'registration.appKey: Invalid key'],
    [{ connectorId: 'con_bare' }, 'network_refused', 'registration.connectorId: con_bare has no access'],
    [
      { connectorId: 'con_wrong', applicationId },
      'network_refused',
      'registration.connectorId: authentication',
    ],
    [{ connectorId: 'con_away' }, 'network_unavailable', ''],
    [{ connectorId: 'con_mqtt' }, 'invalid', 'registration.connectorId: generic-mqtt registers no devices.'],
    [{ connectorId: 'con_none' }, 'invalid', 'registration.connectorId: con_none does not exist.'],
    [{ appKey: 'short' }, 'invalid', ''],
  ] as const) {
    const { body } = await add(device(2, more))
    expect(body.code, JSON.stringify([more, body])).toBe(code)
    expect(body.message).toContain(said)
    // A field by its path, so that a form can say it beside it.
    if (said.includes(': ')) expect(body.fields[0].path).toBe(said.split(': ')[0])
  }
  const short = await add(device(2, { appKey: 'short' }))
  expect(short.body.fields).toEqual([{ path: 'registration.appKey', message: '32 hexadecimal digits' }])
  expect((await add({ ...device(2), address: 'trop-court' })).body.message).toContain('address: a DevEUI')
  expect((await add({ ...device(2), network: 'mqtt' })).body.message).toContain('registration: of LoRaWAN')
  expect((await add(device(1))).body.code).toBe('conflict')
  expect([await known(), [...chirpStack.devices.keys()]]).toEqual(before)
}, 60_000)

test('a known device is registered later, disabled, enabled and removed there; nobody else’s is touched', async () => {
  const { registration: _, ...plain } = device(3)
  const { body } = await add(plain)
  const path = `/devices/${body.id}`
  expect((await api.as('reader', 'GET', `${path}/registration`)).body).toEqual({ registration: null })
  const early = await api.as('operator', 'PATCH', path, { disabled: true, atNetwork: true })
  expect(early.body.message).toContain('atNetwork: the device was not registered from here.')
  expect((await api.as('agent', 'PUT', `${path}/registration`, registration)).status).toBe(403)
  expect((await api.as('foreign', 'PUT', `${path}/registration`, registration)).status).toBe(404)
  const put = await api.as('operator', 'PUT', `${path}/registration`, registration)
  expect(put.status, JSON.stringify(put.body)).toBe(200)
  const disabled = () => chirpStack.devices.get(devEui(3))!.getIsDisabled()
  for (const wanted of [true, false]) {
    const { body: patched } = await api.as('operator', 'PATCH', path, { disabled: wanted, atNetwork: true })
    expect([patched.disabled, disabled()]).toEqual([wanted, wanted])
  }
  await api.as('operator', 'PATCH', path, { disabled: true })
  expect(disabled()).toBe(false)
  expect((await api.as('foreign', 'DELETE', `${path}/registration`)).status).toBe(404)
  expect((await api.as('operator', 'DELETE', `${path}/registration`)).status).toBe(200)
  expect(chirpStack.devices.has(devEui(3))).toBe(false)
  expect((await api.as('operator', 'DELETE', `${path}/registration`)).status).toBe(404)
  // Removed there meanwhile by somebody else: the wish is fulfilled.
  await api.as('operator', 'PUT', `${path}/registration`, registration)
  chirpStack.devices.delete(devEui(3))
  expect((await api.as('operator', 'DELETE', `${path}/registration`)).status).toBe(200)
})

test('what there is to choose from is asked at the network, by whom may use it', async () => {
  const { body: networks } = await api.as('reader', 'GET', '/connectors')
  expect(networks.items).toContainEqual({ id: 'con_grpc', name: 'g', kind: 'chirpstack' })
  expect(JSON.stringify(networks)).not.toContain(chirpStack.config.apiKey)
  expect((await api.as('foreign', 'GET', '/connectors')).body.items).toEqual([])

  const ask = (path: string, caller: Parameters<typeof api.as>[0] = 'operator') =>
    api.as(caller, 'GET', `/connectors/${path}`)
  expect((await ask('con_grpc/device-profiles')).body.items).toEqual([
    { id: deviceProfileId, name: 'Luminaire classe C', downlinkClass: 'C' },
  ])
  expect((await ask('con_grpc/multicast-groups')).body.items).toEqual([
    { id: networkGroupId, name: 'Rue des Lilas', downlinkClass: 'C' },
  ])
  expect((await ask('con_grpc/device-profiles', 'agent')).status).toBe(403)
  const other = 'ffffffff-be03-4f38-aef3-f83d48582d97'
  for (const [path, code, field] of [
    [`con_grpc/multicast-groups?applicationId=${other}`, 'network_refused', 'applicationId'],
    [`con_grpc/device-profiles?applicationId=${other}`, 'network_refused', 'applicationId'],
    ['con_bare/device-profiles', 'network_refused', 'connectorId'],
    ['con_wrong/multicast-groups', 'network_refused', 'applicationId'],
    [`con_wrong/multicast-groups?applicationId=${applicationId}`, 'network_refused', 'connectorId'],
    ['con_away/device-profiles', 'network_unavailable', undefined],
    ['con_mqtt/device-profiles', 'invalid', 'connectorId'],
    ['con_none/multicast-groups', 'invalid', 'connectorId'],
  ] as const) {
    const { body } = await ask(path)
    expect([body.code, body.fields?.[0]?.path], path).toEqual([code, field])
  }
  expect((await ask('con_grpc/device-profiles', 'foreign')).body.code).toBe('invalid')
}, 60_000)

test('a group is compared with the one that the network has, device by device', async () => {
  const { registration: _, ...plain } = device(4)
  const ours = (await add({ ...plain, downlinkClass: 'C' })).body
  const { body: group, status } = await api.as('administrator', 'POST', '/multicast-groups', {
    name: 'Rue des Lilas',
    connectorId: 'con_grpc',
    networkGroupId,
    deviceIds: [ours.id],
  })
  expect(status, JSON.stringify(group)).toBe(201)
  expect(group.devices).toEqual([{ id: ours.id, name: 'Bac 4', address: devEui(4) }])
  const path = `/multicast-groups/${group.id}/members-at-network`
  chirpStack.state.members = [devEui(4), 'ffffffffffffffff']
  expect((await api.as('reader', 'GET', path)).body.items).toEqual([
    { address: devEui(4), device: { id: ours.id, name: 'Bac 4' } },
    { address: 'ffffffffffffffff', device: null },
  ])
  const there = `/connectors/con_grpc/multicast-groups/${networkGroupId}/members`
  expect((await api.as('operator', 'GET', there)).body.items).toHaveLength(2)
  expect((await api.as('agent', 'GET', there)).status).toBe(403)
  expect((await api.as('foreign', 'GET', there)).body.code).toBe('invalid')
  expect((await api.as('foreign', 'GET', path)).status).toBe(404)
  const bare = await api.as('administrator', 'PUT', `/multicast-groups/${group.id}`, {
    name: 'Rue des Lilas',
    connectorId: 'con_bare',
    networkGroupId,
    deviceIds: [ours.id],
  })
  expect(bare.status).toBe(200)
  const { body: refused } = await api.as('reader', 'GET', path)
  expect([refused.code, refused.fields]).toEqual([
    'network_refused',
    [{ path: 'connectorId', message: "con_bare has no access to the network server's API (grpc)." }],
  ])
})
