import type { DeviceImportLine, DeviceImportReport } from '@trame/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const model = 'milesight-em400-mud'
const devEui = (n: number) => `70b3d5a1${n.toString(16).padStart(8, '0')}`
const bin = (n: number, values: object = {}) => ({
  line: n + 1,
  name: `Bac ${n}`,
  address: devEui(n),
  model,
  ...values,
})

async function send(rows: object[], { dryRun = false, caller = 'operator' as Caller } = {}) {
  const { status, body } = await api.as(caller, 'POST', '/devices/import', { dryRun, rows })
  return { status, body, report: (body.report ?? body) as DeviceImportReport }
}
const stored = async () => (await api.as('reader', 'GET', '/devices?limit=1000')).body.items
const problemsOf = (lines: DeviceImportLine[]) =>
  lines.map(({ line, problems }) => [line, ...problems.map(({ field, code }) => `${field} ${code}`)])

test('a dry run says what each line would do, and writes nothing', async () => {
  const { status, report } = await send([bin(1), bin(2, { interval: '15,5' })], { dryRun: true })
  expect(status).toBe(200)
  expect(report).toEqual({
    written: false,
    replays: 0,
    counts: { refused: 0, changed: 0, new: 2, same: 0 },
    rows: [2, 3].map((line) => ({ line, state: 'new', changes: [], problems: [] })),
  })
  expect(await stored()).toEqual([])
  expect((await send([bin(1)], { dryRun: true, caller: 'reader' })).status).toBe(403)
})

test('every fault of a line is named at once, in the language of the request', async () => {
  const { report } = await send(
    [
      bin(1, { name: ' ', address: '70B3D5A1', model: 'Milesight EM4000' }),
      bin(2, { address: '4,2501E+15' }),
      bin(3, { address: '70-B3-D5-A1 00:00:00.03', network: 'LoRaWAN', interval: 'souvent' }),
      bin(4, { address: '', network: 'sigfox', model: '' }),
      bin(5, { address: 'valmeraie/+', interval: '0' }),
      bin(6, { network: 'MQTT', address: '/bin', interval: '57601' }),
      bin(7, { name: 'x'.repeat(121), interval: '1,440' }),
      bin(8),
      bin(9, { address: devEui(8).toUpperCase() }),
    ],
    { dryRun: true },
  )
  expect(problemsOf(report.rows)).toEqual([
    [2, 'name value_missing', 'address address_no_dev_eui', 'model model_missing'],
    [3, 'address address_became_number'],
    [4, 'interval interval_wrong'],
    [5, 'address value_missing', 'network network_unknown', 'model value_missing'],
    [6, 'address address_no_mqtt', 'interval interval_wrong'],
    [7, 'address address_no_mqtt', 'interval interval_wrong'],
    [8, 'name name_too_long', 'interval interval_wrong'],
    [9],
    [10, 'address address_twice'],
  ])
  expect(report.rows.at(-1)!.problems).toEqual([
    {
      field: 'address',
      code: 'address_twice',
      message: 'This address is already further up in the file.',
      otherLine: 9,
    },
  ])
})

test('one refused line keeps all of them out', async () => {
  const { status, body, report } = await send([bin(1), bin(2, { model: 'nothing' })])
  expect(status).toBe(422)
  expect(body.code).toBe('import_refused')
  expect(report.written).toBe(false)
  expect(report.counts).toEqual({ refused: 1, changed: 0, new: 1, same: 0 })
  expect(await stored()).toEqual([])
  for (const rows of [[], Array.from({ length: 10_001 }, (_, n) => bin(n + 1))]) {
    const refused = await send(rows)
    expect(refused.status).toBe(400)
    expect(refused.body.fields[0].path).toBe('rows')
  }
})

test('devices are added once, changed by their addresses, and the same file again changes nothing', async () => {
  const file = [
    bin(1, { model: 'Milesight  em400-mud', address: devEui(1).toUpperCase().replace(/../g, '$& ') }),
    bin(2, { interval: '15,5 min' }),
    { line: 4, name: 'Compteur', address: 'valmeraie/meter', model: 'trame-json' },
  ]
  const first = await send(file)
  expect(first.status).toBe(200)
  expect(first.report.counts).toEqual({ refused: 0, changed: 0, new: 3, same: 0 })
  const devices = await stored()
  expect(devices).toMatchObject([
    { name: 'Bac 1', network: 'lorawan', address: devEui(1), modelId: model },
    { name: 'Bac 2', expectedIntervalMs: 930_000 },
    { name: 'Compteur', network: 'mqtt', address: 'valmeraie/meter', expectedIntervalMs: 900_000 },
  ])
  expect(first.report.rows.map(({ deviceId }) => deviceId)).toEqual(
    devices.map(({ id }: { id: string }) => id),
  )
  expect((await send(file)).report.counts).toEqual({ refused: 0, changed: 0, new: 0, same: 3 })

  const second = await send([bin(1, { name: 'Bac du marché', interval: '30' }), bin(2)])
  expect(second.report.rows).toMatchObject([
    {
      state: 'changed',
      deviceId: devices[0].id,
      changes: [
        { field: 'name', from: 'Bac 1', to: 'Bac du marché' },
        { field: 'interval', from: devices[0].expectedIntervalMs / 60_000, to: 30 },
      ],
    },
    { state: 'same', deviceId: devices[1].id },
  ])
  expect(await stored()).toMatchObject([{ name: 'Bac 2' }, { name: 'Bac du marché' }, { name: 'Compteur' }])
  const { rows } = await sql<{ actor: string; detail: { added: string[]; changed: object[] } }>`
    select actor, detail from audit_event where action = 'device.import' order by id`.execute(api.owner)
  expect(rows).toMatchObject([
    { actor: 'key_operator', detail: { added: devices.map(({ id }: { id: string }) => id), changed: [] } },
    { detail: { added: [], changed: [] } },
    { detail: { added: [], changed: [{ id: devices[0].id }] } },
  ])
})

test('two people who import the same file at once double nothing', async () => {
  const file = Array.from({ length: 300 }, (_, n) => bin(100 + n))
  const both = await Promise.all([send(file), send(file)])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(both.map(({ report }) => report.counts.new).sort()).toEqual([0, 300])
  expect((await api.as('reader', 'GET', '/devices?q=70b3d5a1')).body.total).toBe(302)
})

test('an address of another organisation is refused on its line, and nothing of the file stays', async () => {
  expect((await send([bin(500)], { caller: 'foreign' })).status).toBe(200)
  const { status, report } = await send([bin(501), bin(500)])
  expect(status).toBe(422)
  expect(problemsOf(report.rows)).toEqual([[502], [501, 'address address_taken']])
  expect((await api.as('reader', 'GET', `/devices?q=${devEui(501)}`)).body.total).toBe(0)
})

test('what these devices sent before and was refused is asked to be played again, and nothing else', async () => {
  await sql`insert into connector (id, organisation_id, kind, name)
    values ('con_lora', 'org_valmeraie', 'chirpstack', 'LoRaWAN')`.execute(api.owner)
  for (const n of [600, 601])
    await sql`insert into rejection (id, organisation_id, received_at, connector_id, network, address, code, detail, raw, event)
      values (${`rej_${n}`}, 'org_valmeraie', now(), 'con_lora', 'lorawan', ${devEui(n)}, 'device_unknown', '', '\\x01', '{}')`.execute(
      api.owner,
    )
  expect((await send([bin(600)])).report.replays).toBe(1)
  const { rows } = await sql<{ id: string }>`
    select id from rejection where replay_requested_at is not null`.execute(api.owner)
  expect(rows).toEqual([{ id: 'rej_600' }])
})
