import { readdirSync, readFileSync } from 'node:fs'
import common from '@chirpstack/chirpstack-api/common/common_pb.js'
import gw from '@chirpstack/chirpstack-api/gw/gw_pb.js'
import integration from '@chirpstack/chirpstack-api/integration/integration_pb.js'
import type { UplinkEvent } from '@trame/domain'
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js'
import { describe, expect, test } from 'vitest'
import { topicPattern } from '../topic-pattern.ts'
import { ChirpStackConfig } from './config.ts'
import { eventReader } from './read-event.ts'

const receivedAt = new Date('2026-11-02T06:15:05Z')
const template = ChirpStackConfig.shape.eventTopic.parse(undefined)
const reader = eventReader(topicPattern(template)!)
const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))

function read(event: string, message: unknown, devEui = '0101010101010101') {
  const payload = Buffer.isBuffer(message) ? message : Buffer.from(JSON.stringify(message))
  return reader({
    connectorId: 'con_1',
    receivedAt,
    topic: `application/17c82e96-be03-4f38-aef3-f83d48582d97/device/${devEui}/event/${event}`,
    payload,
  }).event
}
function readUp(message: unknown, devEui?: string): UplinkEvent {
  const event = read('up', message, devEui)
  if (event?.kind !== 'uplink') throw new Error(JSON.stringify(event))
  return event
}
const up = { ...fixture('up'), fCnt: 7 }

describe('recorded events', () => {
  test('an uplink of a server that leaves out zero values', () => {
    expect(read('up', fixture('up'))).toEqual({
      kind: 'uplink',
      connectorId: 'con_1',
      receivedAt,
      network: 'lorawan',
      address: '0101010101010101',
      observedAt: new Date('2022-07-18T09:34:15.775Z'),
      timeSource: 'server',
      keys: [
        'cs:3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
        expect.stringMatching(/^lora:0101010101010101:00189440:0:[\w-]{22}:19191$/),
      ],
      payload: { type: 'frame', fPort: 1, bytes: Buffer.from('aa', 'hex'), fCnt: 0, devAddr: '00189440' },
      radio: {
        gateways: 1,
        rssi: -36,
        snr: 10.5,
        bestGateway: '0016c001f153a14c',
        spreadingFactor: 11,
        frequencyHz: 867100000,
      },
    })
  })

  test('an uplink that two gateways heard, captured from a real device', () => {
    expect(readUp(fixture('up-captured-2gw-object'), 'ffffff200000b703')).toMatchObject({
      observedAt: new Date('2026-01-20T08:47:43.457Z'),
      payload: { fPort: 210, fCnt: 18230, bytes: Buffer.from('000103040e157d007701100a0812023f0301', 'hex') },
      radio: { gateways: 2, rssi: -60, snr: 14, bestGateway: '0010502df4563610' },
    })
  })

  const address = '0101010101010101'
  test.each([
    ['join', { kind: 'join', address, detail: { type: 'join', devAddr: '00189440' } }],
    [
      'status',
      {
        kind: 'status',
        detail: { type: 'status', batteryPercent: 88.3, externalPower: false, marginDb: 10 },
      },
    ],
    [
      'location',
      {
        kind: 'location',
        detail: { type: 'location', latitude: 37.344214, longitude: -8.839375, altitude: 2 },
      },
    ],
    ['log', { kind: 'log', detail: { type: 'log', level: 'error', code: 'UPLINK_MIC' } }],
    ['txack', { kind: 'downlinkSent', queueItemId: '42cb6459-a640-46ec-9623-bdff39dc4736', fCntDown: 2 }],
    [
      'ack',
      { kind: 'downlinkAcknowledged', queueItemId: '1bbcab1d-6ec6-4136-b3f5-d63be1dc08de', fCntDown: 3 },
    ],
  ])('%s', (name, expected) => {
    expect(read(name, fixture(name))).toMatchObject(expected)
  })

  test('integration is accepted and ignored', () => {
    expect(read('integration', fixture('integration'), '0016c001f000175a')).toBeNull()
  })

  test('every fixture is used above', () => {
    const known = readdirSync(new URL('fixtures', import.meta.url)).sort()
    expect(known).toEqual(
      ['ack', 'command-down', 'integration', 'join', 'location', 'log', 'status', 'txack', 'up']
        .concat('up-captured-2gw-object')
        .map((name) => `${name}.json`)
        .sort(),
    )
  })
})

describe('time', () => {
  const heard = (...rxInfo: object[]) => readUp({ ...up, rxInfo })
  test('is the gateway’s before the server’s, the earliest of several', () => {
    const event = heard(
      {
        gatewayId: 'a',
        gwTime: '2026-11-02T06:15:04.500000000+00:00',
        nsTime: '2026-11-02T06:15:04.130+00:00',
      },
      { gatewayId: 'b', gwTime: '2026-11-02T07:15:04.120999999+01:00' },
    )
    expect(event).toMatchObject({ timeSource: 'gateway', observedAt: new Date('2026-11-02T06:15:04.120Z') })
  })
  test('of the gateway had another name in the first versions', () => {
    expect(heard({ gatewayId: 'a', time: '2026-11-02T06:15:04Z' }).timeSource).toBe('gateway')
  })
  test('is the server’s, then ours', () => {
    const { time: _, ...timeless } = up
    const ns = { nsTime: '2026-11-02T06:15:04.130+00:00' }
    expect(readUp({ ...timeless, rxInfo: [ns] })).toMatchObject({
      timeSource: 'server',
      observedAt: new Date('2026-11-02T06:15:04.130Z'),
    })
    expect(readUp({ ...timeless, rxInfo: [] })).toMatchObject({
      timeSource: 'platform',
      observedAt: receivedAt,
    })
  })
})

describe('traps', () => {
  test('no data, fPort 0: still an uplink, of zero bytes', () => {
    const { data: _, fPort: __, ...bare } = up
    for (const message of [bare, { ...up, data: '', fPort: 0 }, { ...up, data: null, fPort: null }])
      expect(readUp(message).payload).toMatchObject({ fPort: 0, bytes: Buffer.alloc(0), fCnt: 7 })
  })
  test('numbers as texts, unknown keys, null objects, upper case DevEUI', () => {
    const odd = {
      ...up,
      fCnt: '4294967295',
      fPort: '2',
      novelty: { deep: [1] },
      txInfo: null,
      rxInfo: null,
      deviceInfo: { ...up.deviceInfo, devEui: '0101010101ABCDEF' },
    }
    expect(readUp(odd, '0101010101abcdef')).toMatchObject({
      address: '0101010101abcdef',
      payload: { fCnt: 4294967295, fPort: 2 },
      radio: { gateways: 0 },
    })
  })
  test('rssi left out means zero: the strongest', () => {
    const rxInfo = [{ gatewayId: 'a', rssi: -30, snr: 1 }, { gatewayId: 'b' }]
    expect(readUp({ ...up, rxInfo }).radio).toEqual({
      ...readUp(up).radio,
      gateways: 2,
      rssi: 0,
      snr: 0,
      bestGateway: 'b',
    })
  })
  test('the class in which a device listens, where the server says one that we know', () => {
    const classOf = (deviceClassEnabled: unknown) =>
      readUp({ ...up, deviceInfo: { ...up.deviceInfo, deviceClassEnabled } }).radio?.deviceClass
    expect(['CLASS_A', 'CLASS_B', 'CLASS_C', 2, 'CLASS_D', 9, null, {}].map(classOf)).toEqual([
      ...['A', 'B', 'C', 'C'],
      ...[undefined, undefined, undefined, undefined],
    ])
  })
  test('an expired queue item is a failed downlink, an unsent one is not', () => {
    const log = {
      ...fixture('log'),
      code: 'EXPIRED',
      context: { queue_item_id: 'q1' },
      description: 'expired',
    }
    expect(read('log', log)).toMatchObject({
      kind: 'downlinkFailed',
      queueItemId: 'q1',
      detail: 'EXPIRED: expired',
    })
    expect(read('log', { ...log, code: 'DOWNLINK_GATEWAY' })).toMatchObject({ kind: 'log' })
  })
  test('an ack without its zero value is a refusal', () => {
    const { acknowledged: _, ...ack } = fixture('ack')
    expect(read('ack', ack)).toMatchObject({ kind: 'downlinkFailed' })
  })
  test('a txack of MAC commands tells nothing', () => {
    expect(read('txack', { ...fixture('txack'), queueItemId: '' })).toBeNull()
  })
  test('a device on mains has no battery level', () => {
    const status = { ...fixture('status'), externalPowerSource: true, batteryLevel: 0 }
    expect(read('status', status)).toMatchObject({ detail: { batteryPercent: null, externalPower: true } })
  })
})

describe('keys', () => {
  const second = (message: unknown) => readUp(message).keys[1]
  test('the same frame from another server, or imported, shares the second key', () => {
    const other = { ...up, deduplicationId: 'e2c35b08-7a34-45fd-9e51-9b2b8a1d3f77', rxInfo: [] }
    expect(second(other)).toBe(second(up))
    expect(readUp(other).keys[0]).not.toBe(readUp(up).keys[0])
  })
  test('a reset counter does not: other bytes, another day, another session', () => {
    for (const change of [
      { data: 'qw==' },
      { time: '2022-07-19T09:34:15+00:00' },
      { devAddr: '00189441' },
      { fCnt: 8 },
    ])
      expect(second({ ...up, ...change })).not.toBe(second(up))
  })
  test('without a deduplicationId the content’s key stands alone', () => {
    const { deduplicationId: _, ...bare } = up
    expect(readUp(bare).keys).toEqual([second(up)])
  })
})

describe('refused', () => {
  test.each([
    ['no JSON', Buffer.from('{"deduplicationId":'), 'JSON'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['bytes that are no UTF-8', Buffer.from('7b2261223a22c328227d', 'hex'), 'not UTF-8'],
    ['no device', { ...up, deviceInfo: undefined }, 'deviceInfo'],
    ['a DevEUI that is none', { ...up, deviceInfo: { devEui: 'zz' } }, 'deviceInfo.devEui'],
    ['another device than the topic’s', { ...up, deviceInfo: { devEui: '0202020202020202' } }, 'topic'],
    ['an infinite counter', Buffer.from(JSON.stringify(up).replace('"fCnt":7', '"fCnt":1e400')), 'fCnt'],
    ['a time that is none', { ...up, time: 'yesterday' }, 'not a time'],
    ['data that is no base64', { ...up, data: 'not base64!' }, 'base64'],
  ])('%s', (_, message, detail) => {
    expect(read('up', message)).toMatchObject({
      kind: 'invalid',
      code: 'message_malformed',
      network: 'lorawan',
      address: '0101010101010101',
      detail: expect.stringContaining(detail),
    })
  })
  test('an event that nobody knows', () => {
    expect(read('dance', up)).toMatchObject({ kind: 'invalid', code: 'topic_unknown' })
  })
})

describe('protobuf', () => {
  const stamp = (iso: string) => {
    const timestamp = new timestamps.Timestamp()
    timestamp.fromDate(new Date(iso))
    return timestamp
  }
  const info = () => {
    const message = new integration.DeviceInfo()
    message.setDevEui('0101010101010101')
    return message
  }
  function protobufUp() {
    const message = new integration.UplinkEvent()
    message.setDeduplicationId(up.deduplicationId)
    message.setTime(stamp(up.time))
    message.setDeviceInfo(info())
    message.setDevAddr(up.devAddr)
    message.setFCnt(7)
    message.setFPort(1)
    message.setData(Uint8Array.of(0xaa))
    const rx = new gw.UplinkRxInfo()
    rx.setGatewayId('0016c001f153a14c')
    rx.setRssi(-36)
    rx.setSnr(10.5)
    message.setRxInfoList([rx])
    const lora = new gw.LoraModulationInfo()
    lora.setSpreadingFactor(11)
    const modulation = new gw.Modulation()
    modulation.setLora(lora)
    const tx = new gw.UplinkTxInfo()
    tx.setFrequency(867100000)
    tx.setModulation(modulation)
    message.setTxInfo(tx)
    return Buffer.from(message.serializeBinary())
  }

  test('says the same as JSON', () => {
    const { payload, ...rest } = readUp(protobufUp())
    const { payload: expected, ...others } = readUp(up)
    expect(rest).toEqual(others)
    expect({ ...payload, bytes: Buffer.from(payload.bytes) }).toEqual(expected)
  })
  test('is refused when it is cut before its device, or inside any field', () => {
    const whole = protobufUp()
    const accepted = []
    for (let length = 0; length < whole.length; length++)
      if (read('up', whole.subarray(0, length))?.kind === 'uplink') accepted.push(length)
    // A cut between two fields is a whole message that lacks the last ones; nothing in protobuf tells.
    expect(accepted.length).toBeLessThan(8)
    expect(accepted[0]).toBeGreaterThan(70)
  })
  test('never takes long over lengths that lie', () => {
    const started = performance.now()
    for (const hex of ['0affffffff0f41', '1a06420affffffff0f', '52ffffffff7f', '6206ffffffff0f00'])
      expect(read('up', Buffer.from(hex, 'hex'))).toMatchObject({ kind: 'invalid' })
    expect(performance.now() - started).toBeLessThan(5000)
  })
  test('carries the other events too', () => {
    const log = new integration.LogEvent()
    log.setDeviceInfo(info())
    log.setLevel(integration.LogLevel.ERROR)
    log.setCode(integration.LogCode.EXPIRED)
    log.getContextMap().set('queue_item_id', 'q1')
    expect(read('log', Buffer.from(log.serializeBinary()))).toMatchObject({
      kind: 'downlinkFailed',
      queueItemId: 'q1',
      detail: 'EXPIRED',
    })
    const ack = new integration.AckEvent()
    ack.setDeviceInfo(info())
    ack.setQueueItemId('q2')
    ack.setAcknowledged(true)
    expect(read('ack', Buffer.from(ack.serializeBinary()))).toMatchObject({ kind: 'downlinkAcknowledged' })
    const txack = new integration.TxAckEvent()
    txack.setDeviceInfo(info())
    txack.setQueueItemId('q3')
    expect(read('txack', Buffer.from(txack.serializeBinary()))).toMatchObject({ kind: 'downlinkSent' })
    const join = new integration.JoinEvent()
    join.setDeviceInfo(info())
    join.setDevAddr('00189440')
    expect(read('join', Buffer.from(join.serializeBinary()))).toMatchObject({ kind: 'join' })
    const status = new integration.StatusEvent()
    status.setDeviceInfo(info())
    status.setBatteryLevel(88.5)
    expect(read('status', Buffer.from(status.serializeBinary()))).toMatchObject({
      detail: { batteryPercent: 88.5 },
    })
    const place = new common.Location()
    place.setLatitude(47.5)
    place.setLongitude(-2.5)
    const location = new integration.LocationEvent()
    location.setDeviceInfo(info())
    location.setLocation(place)
    expect(read('location', Buffer.from(location.serializeBinary()))).toMatchObject({
      detail: { latitude: 47.5, longitude: -2.5 },
    })
  })
})
