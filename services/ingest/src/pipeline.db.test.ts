import type { UplinkEvent } from '@trame/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frameEvent, pipelineUnderTest, readingsEvent, rollupDifferences } from './testing.ts'

let stack: Awaited<ReturnType<typeof pipelineUnderTest>>
beforeAll(async () => {
  stack = await pipelineUnderTest()
})
afterAll(() => stack?.stop())

const dayMs = 86_400_000
/** Battery 92 %, 26.7 °C, 56.5 %. */
const am107 = '01755c0367 0b01 046871'.replaceAll(' ', '')

const valuesOf = (deviceId: string) =>
  stack.query<{ slot: string; value: number; quality: number }>(
    `select s.slot, o.value, o.quality from series s join observation o on o.series_id = s.id where s.device_id = $1
     order by s.slot, o.observed_at`,
    [deviceId],
  )
const rejectionsOf = (address: string) =>
  stack.query<{ code: string; detail: string; status: string; raw: Buffer; occurrences: number }>(
    'select code, detail, status, raw, occurrences from rejection where address = $1',
    [address],
  )

test('a frame of a built-in model becomes observations of the device, its battery and its radio', async () => {
  const id = await stack.addDevice('lorawan', 'a840410000000001', 'milesight-am107')
  const radio = { rssi: -97, snr: 7.5, spreadingFactor: 7, gateways: 2 }
  await stack.receive(frameEvent('a840410000000001', { hex: am107, fCnt: 5, radio }))
  expect((await valuesOf(id)).length).toBeGreaterThanOrEqual(3)
  const [state] = await stack.query(
    `select battery_percent, rssi, gateways, f_cnt::int, uplink_count::int from device_state s
     join device d on d.number = s.device_number where d.id = $1`,
    [id],
  )
  expect(state).toEqual({ battery_percent: 92, rssi: -97, gateways: 2, f_cnt: 5, uplink_count: 1 })
})

test('the gateway that heard a device best and its class are known, for the commands to it', async () => {
  const id = await stack.addDevice('lorawan', 'a8404100000000c1', 'milesight-am107')
  const known = async () => {
    const [row] = await stack.query(
      `select d.downlink_class as class, s.gateway from device d join device_state s on s.device_number = d.number where d.id = $1`,
      [id],
    )
    return row
  }
  const send = (fCnt: number, radio: Partial<NonNullable<UplinkEvent['radio']>>) =>
    stack.receive(frameEvent('a8404100000000c1', { hex: am107, fCnt, radio: { gateways: 1, ...radio } }))
  await send(1, { bestGateway: 'gw-north' })
  expect(await known()).toEqual({ class: null, gateway: 'gw-north' })
  await send(2, { deviceClass: 'C', bestGateway: 'gw-south' })
  expect(await known()).toEqual({ class: 'C', gateway: 'gw-south' })
  await send(3, {})
  expect(await known()).toEqual({ class: 'C', gateway: 'gw-south' })
  stack.directory.forgetAll()
  await send(4, { deviceClass: 'A' })
  expect(await known()).toEqual({ class: 'A', gateway: 'gw-south' })
})

test('bindings valid at the time of observation take a channel, scaled; outside of them it is the device’s own', async () => {
  const id = await stack.addDevice('mqtt', 'test/bound')
  await stack.query(
    `insert into asset (id, organisation_id, type, name) values ('ast_a', 'org_test', 'x', 'A'), ('ast_b', 'org_test', 'x', 'B')`,
  )
  const series = await stack.query<{ id: number }>(
    `insert into series (organisation_id, asset_id, property) values ('org_test', 'ast_a', 'air.temperature'), ('org_test', 'ast_b', 'air.temperature') returning id`,
  )
  const from = new Date(Date.now() - dayMs)
  for (const [i, { id: seriesId }] of series.entries()) {
    await stack.query(
      `insert into binding (id, organisation_id, device_id, channel, series_id, during, scale, "offset")
       values ($1, 'org_test', $2, 'air.temperature', $3, tstzrange($4, null), 1, $5)`,
      [`bnd_${i}`, id, seriesId, from, i],
    )
  }
  stack.directory.forget(id)
  await stack.receiveAll([
    readingsEvent('test/bound', { 'air.temperature': 20 }),
    readingsEvent('test/bound', { 'air.temperature': 10 }, { observedAt: new Date(from.getTime() - 1000) }),
  ])
  const bound = await stack.query(
    'select value from observation where series_id = any($1) order by series_id',
    [series.map((one) => one.id)],
  )
  expect(bound).toEqual([{ value: 20 }, { value: 21 }])
  expect(await valuesOf(id)).toMatchObject([{ value: 10 }])
})

test('units are brought to the property’s own, implausible values are flagged and stay out of the rollup', async () => {
  const id = await stack.addDevice('mqtt', 'test/units')
  const event = readingsEvent('test/units', {})
  const at = event.observedAt.getTime()
  event.payload = {
    type: 'readings',
    bytes: Buffer.from('{}'),
    readings: [
      { channel: 'air.temperature', value: 68, unit: '[degF]' },
      { channel: 'air.temperature', value: 900, observedAt: new Date(at - 1000) },
      { channel: 'air.co2', value: 1, unit: 'furlong' },
      { channel: 'nothing.known', value: 1 },
    ],
  }
  await stack.receive(event)
  expect(await valuesOf(id)).toEqual([
    { slot: 'air.temperature', value: 900, quality: 2 },
    { slot: 'air.temperature', value: expect.closeTo(20, 9), quality: 0 },
  ])
  expect(await rejectionsOf('test/units')).toMatchObject([
    { code: 'unit_unknown', detail: 'air.co2: unit_unknown, nothing.known: channel_unknown' },
  ])
  expect(await stack.query(rollupDifferences)).toEqual([])
})

test('T11: a storm of duplicates, from two sources and shuffled, is stored once', async () => {
  const id = await stack.addDevice('lorawan', 'a840410000000011', 'milesight-am107')
  const now = Date.now()
  const frames = Array.from({ length: 400 }, (_, fCnt) =>
    frameEvent('a840410000000011', { hex: am107, fCnt, receivedAt: new Date(now - (400 - fCnt) * 1000) }),
  )
  const elsewhere = frames.map(
    (frame): UplinkEvent => ({ ...frame, keys: [`other:${frame.keys[0]}`, frame.keys[1]!] }),
  )
  const storm = Array.from({ length: 5 }, () => [...frames, ...elsewhere]).flat()
  await stack.receiveAll(storm.sort((a, b) => hash(a) - hash(b)))
  const [count] = await stack.query(
    `select count(*)::int as uplinks, (select lost_frames::int from device_state s join device d on d.number = s.device_number where d.id = $1) as lost
     from uplink u join device d on d.number = u.device_number where d.id = $1`,
    [id],
  )
  expect(count).toEqual({ uplinks: 400, lost: 0 })
  expect(await stack.query(rollupDifferences)).toEqual([])
})

const hash = ({ keys }: UplinkEvent) => (Number(keys[0]!.replaceAll(/\D/g, '')) * 7919) % 1009

test('T13: absurd times are refused with their bytes, and make no chunk', async () => {
  await stack.addDevice('mqtt', 'test/clock')
  await stack.receive(readingsEvent('test/clock', { 'air.temperature': 1 }))
  const chunks = () =>
    stack.query<{ n: number }>(`select count(*)::int as n from timescaledb_information.chunks`)
  const [before] = await chunks()
  const absurd = [
    new Date(0),
    new Date('2106-02-07'),
    new Date(Date.now() + dayMs),
    new Date(Date.now() - 400 * dayMs),
    new Date(Number.NaN),
    new Date(8.64e15),
  ]
  await stack.receiveAll(
    absurd.map((observedAt) => readingsEvent('test/clock', { 'air.temperature': 2 }, { observedAt })),
  )
  const own = readingsEvent('test/clock', {})
  own.payload = {
    type: 'readings',
    bytes: Buffer.from('own'),
    readings: [
      { channel: 'air.temperature', value: 3 },
      { channel: 'air.co2', value: 500, observedAt: new Date(0) },
    ],
  }
  await stack.receive(own)
  expect(await chunks()).toEqual([before])
  const rejections = await rejectionsOf('test/clock')
  expect(rejections.map(({ code }) => code)).toEqual(Array(7).fill('time_out_of_bounds'))
  expect(rejections.every(({ raw }) => raw.length > 0)).toBe(true)
})

test('T15: whatever the bytes of an unreadable message are, they are kept once, counted each time', async () => {
  const corpus = Array.from({ length: 300 }, (_, i) =>
    Buffer.from([...Array(i % 40)].map((_, k) => (i * 31 + k * 17) % 256)),
  )
  const distinct = new Set(corpus.map((bytes) => bytes.toString('hex'))).size
  const events = corpus.map((bytes, i) => ({
    kind: 'invalid' as const,
    connectorId: 'con_test',
    receivedAt: new Date(),
    code: 'message_malformed' as const,
    topic: 'trame/v1/test/x/telemetry',
    bytes,
    detail: `nul \0, half a pair \ud800, number ${i}`,
  }))
  await stack.receiveAll(events)
  const [stored] = await stack.query(
    `select count(*)::int as rows, sum(occurrences)::int as times from rejection where code = 'message_malformed'`,
  )
  expect(stored!.rows).toBe(distinct)
  await stack.receive(readingsEvent('no\0body', { 'air.temperature': 1 }))
  await stack.receive(readingsEvent('x'.repeat(5000), { 'air.temperature': 1 }))
  expect(await rejectionsOf('x'.repeat(200))).toMatchObject([{ code: 'device_unknown' }])
})

test('T16: a codec that loops is ended, suspended, and holds up nobody else', async () => {
  await addModel('loops', `function decodeUplink() { for (;;) {} }`)
  await addModel('works', `function decodeUplink(input) { return { data: { t: input.bytes[0] } } }`)
  await stack.addDevice('lorawan', 'a840410000000016', 'loops')
  const good = await stack.addDevice('lorawan', 'a840410000000017', 'works')
  const other = await stack.addDevice('mqtt', 'test/other')
  const poison = Array.from({ length: 6 }, (_, fCnt) => frameEvent('a840410000000016', { hex: '01', fCnt }))
  const poisoned = stack.receiveAll(poison)
  const startedAt = performance.now()
  await stack.receive(readingsEvent('test/other', { 'air.temperature': 1 }))
  // Six times the hard limit would be six seconds.
  expect(performance.now() - startedAt).toBeLessThan(4000)
  await Promise.all([poisoned, stack.receive(frameEvent('a840410000000017', { hex: '15' }))])
  const codes = (await rejectionsOf('a840410000000016')).map(({ code }) => code)
  expect(codes.filter((code) => code === 'codec_timeout').length).toBeGreaterThanOrEqual(1)
  expect(codes).toContain('codec_suspended')
  expect(codes).toHaveLength(6)
  expect(await valuesOf(good)).toMatchObject([{ value: 21 }])
  expect(await valuesOf(other)).toHaveLength(1)
}, 60_000)

const addModel = (id: string, source: string) =>
  stack.query(
    `insert into device_model (organisation_id, id, version, maker, model, expected_interval_ms, source, channels)
     values ('org_test', $1, 1, 'm', $1, 60000, $2, '[{"name":"t","path":"t","property":"air.temperature","scale":1,"offset":0}]')`,
    [id, source],
  )

test('T18: lost frames are counted, late ones fill the hole, a new session makes none', async () => {
  const id = await stack.addDevice('lorawan', 'a840410000000018', 'milesight-am107')
  const startAt = Date.now() - 3_600_000
  const send = (fCnt: number, second: number, devAddr = 'aa') =>
    stack.receive(
      frameEvent('a840410000000018', {
        hex: am107,
        fCnt,
        devAddr,
        receivedAt: new Date(startAt + second * 1000),
      }),
    )
  for (const fCnt of [98, 99, 111, 112]) await send(fCnt, fCnt)
  const gaps = () =>
    stack.query(
      `select from_f_cnt::int as from, to_f_cnt::int as to, recovered, s.lost_frames::int as lost from device_gap g
       join device d on d.number = g.device_number join device_state s on s.device_number = d.number where d.id = $1`,
      [id],
    )
  expect(await gaps()).toEqual([{ from: 100, to: 110, recovered: 0, lost: 11 }])
  await send(104, 104)
  await send(104, 104)
  expect(await gaps()).toEqual([{ from: 100, to: 110, recovered: 1, lost: 10 }])
  await send(0, 200, 'bb')
  await send(1, 201, 'bb')
  await send(0, 300, 'bb')
  await send(1, 301, 'bb')
  expect(await gaps()).toHaveLength(1)
})

test('joins, battery status and positions are kept and change the device; of a stranger they are rejections', async () => {
  const id = await stack.addDevice('lorawan', 'a840410000000019', 'milesight-am107')
  const base = {
    connectorId: 'con_test',
    network: 'lorawan' as const,
    address: 'a840410000000019',
    receivedAt: new Date(),
    observedAt: new Date(),
  }
  const status = {
    ...base,
    kind: 'status' as const,
    detail: { type: 'status' as const, batteryPercent: 71, externalPower: false, marginDb: 9 },
  }
  await stack.receiveAll([
    { ...base, kind: 'join', detail: { type: 'join', devAddr: 'cc' } },
    status,
    status,
    { ...base, kind: 'location', detail: { type: 'location', longitude: -1.5, latitude: 46.5 } },
    { ...status, address: 'a84041ffffffffff' },
  ])
  const [found] = await stack.query(
    `select dev_addr, battery_percent, ST_X(position) as x, (select count(*)::int from device_event e where e.device_number = d.number) as events
     from device_state s join device d on d.number = s.device_number where d.id = $1`,
    [id],
  )
  expect(found).toEqual({ dev_addr: 'cc', battery_percent: 71, x: -1.5, events: 3 })
  expect(await rejectionsOf('a84041ffffffffff')).toMatchObject([{ code: 'device_unknown' }])
})

test('what PostgreSQL refuses is isolated: the bad uplink becomes a rejection, its neighbours are stored', async () => {
  await stack.addDevice('mqtt', 'test/poison')
  const good = Array.from({ length: 20 }, (_, i) =>
    readingsEvent('test/poison', { 'air.temperature': i }, { observedAt: new Date(Date.now() - i * 1000) }),
  )
  const bad = frameEvent('test/poison', { network: 'mqtt', hex: '01', fPort: 70_000 })
  await stack.receiveAll([...good.slice(0, 9), bad, ...good.slice(9)])
  const [stored] = await stack.query(
    `select count(*)::int as n from uplink u join device d on d.number = u.device_number where d.address = 'test/poison'`,
  )
  expect(stored).toEqual({ n: 20 })
  expect(await rejectionsOf('test/poison')).toMatchObject([{ code: 'internal', raw: Buffer.from([1]) }])
})
