import { decodeFrame, deviceModel } from '@trame/devices'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokerIdentities } from '../../../infra/local/broker-identities.ts'
import { type TestBroker, testBroker } from '../../../infra/local/testing.ts'
import { noFaults } from '../fleet/faults.ts'
import { newMemory } from '../fleet/memory.ts'
import { createPlayer } from '../fleet/player.ts'
import { createLedger } from '../ledger/ledger.ts'
import { gateway, lamp, stageWith, vent } from '../testing.ts'
import { application } from '../wire/chirpstack-event.ts'
import { createPublisher, type Publisher } from '../wire/publisher.ts'

const evening = Date.parse('2026-11-24T20:00:00Z')
let broker: TestBroker
const publishers: Publisher[] = []

beforeAll(async () => {
  broker = await testBroker({ identities: brokerIdentities })
})
afterAll(async () => {
  for (const publisher of publishers) publisher.giveUp()
  await Promise.all(publishers.map((publisher) => publisher.close()))
  await broker?.remove()
})

async function publisherAs(identity: string) {
  const { username, password, origin, host } = new URL(broker.urlOf(identity))
  const publisher = await createPublisher({
    url: origin === 'null' ? `mqtt://${host}` : origin,
    username,
    password: decodeURIComponent(password),
    clientId: `test-${identity}`,
  })
  publishers.push(publisher)
  return publisher
}

test('orders through a real broker, under the shipped topic rights: sent, acknowledged, seen', async () => {
  const networkServer = await publisherAs('simulated-chirpstack')
  const devices = await publisherAs('simulated-mqtt-devices')
  const player = createPlayer({
    members: [lamp(), vent()],
    gateways: [gateway],
    stage: stageWith(),
    memory: newMemory(0),
    faults: noFaults,
    ledger: createLedger(() => {}),
    networkServer,
    devices,
    now: () => evening,
  })
  player.startAt(evening)
  await networkServer.subscribe(`application/${application.id}/device/+/command/down`, player.downlink)
  await devices.subscribe('trame/v1/valmeraie/+/cmd', player.mqttCommand)

  const heard: { topic: string; payload: string }[] = []
  const listen = async (identity: string, filter: string) => {
    const client = await connectAsync(broker.urlOf(identity), { protocolVersion: 5, reconnectPeriod: 0 })
    client.on('message', (topic, payload) => heard.push({ topic, payload: payload.toString() }))
    await client.subscribeAsync(filter, { qos: 1 })
    return client
  }
  const chirpstack = await listen('connector-chirpstack', 'application/+/device/+/event/+')
  const generic = await listen('connector-generic', 'trame/v1/#')
  const events = () => heard.map(({ topic }) => topic.split('/').slice(-1)[0])

  const { address } = lamp()
  const id = '00000000-0000-4000-8000-000000000001'
  await chirpstack.publishAsync(
    `application/${application.id}/device/${address}/command/down`,
    JSON.stringify({
      id,
      devEui: address,
      confirmed: true,
      fPort: 60,
      data: Buffer.from('09fe1e1e', 'hex').toString('base64'),
      expiresAt: new Date(evening + 600_000).toISOString(),
    }),
    { qos: 1 },
  )
  await expect.poll(events, { timeout: 10_000 }).toContain('txack')
  await player.playUntil(evening + 20_000)
  await expect.poll(() => events().filter((event) => event === 'up').length, { timeout: 10_000 }).toBe(2)
  const of = (event: string) => heard.filter(({ topic }) => topic.endsWith(`/event/${event}`))
  expect(JSON.parse(of('txack')[0]!.payload)).toMatchObject({ queueItemId: id, gatewayId: gateway.id })
  expect(JSON.parse(of('ack')[0]!.payload)).toMatchObject({ queueItemId: id, acknowledged: true })
  const { fPort, data } = JSON.parse(of('up')[1]!.payload) as { fPort: number; data: string }
  const decoded = decodeFrame(deviceModel('nasys-ul20xx-1.1')!, {
    fPort,
    bytes: Buffer.from(data, 'base64'),
    observedAt: new Date(evening),
  })
  expect(decoded).toMatchObject({ ok: true })
  expect(decoded.ok && decoded.readings).toContainEqual({ channel: 'level', value: 30 })

  heard.length = 0
  await generic.publishAsync(
    'trame/v1/valmeraie/ouvrant-001/cmd',
    JSON.stringify({
      id: 'cmd_1',
      expiresAt: new Date(evening + 600_000).toISOString(),
      body: { kind: 'vent.move', parameters: { percent: 40 } },
    }),
    { qos: 1 },
  )
  await expect.poll(events, { timeout: 10_000 }).toContain('ack')
  await player.playUntil(evening + 30_000)
  await expect.poll(events, { timeout: 10_000 }).toContain('telemetry')
  expect(heard.find(({ topic }) => topic.endsWith('/cmd/cmd_1/ack'))?.payload).toContain('"ok":true')
  expect(heard.find(({ topic }) => topic.endsWith('/telemetry'))?.payload).toContain('"vent.position":40')
  await Promise.all([chirpstack.endAsync(true), generic.endAsync(true)])
})

test('a broker that is gone keeps nobody waiting', async () => {
  const publisher = await publisherAs('simulated-mqtt-devices')
  await broker.kill('SIGSTOP')
  try {
    await publisher.publish('trame/v1/valmeraie/ouvrant-001/telemetry', '{}')
    await publisher.drained(50)
    const waiting = publisher.drained()
    publisher.giveUp()
    await waiting
    await publisher.close()
  } finally {
    await broker.kill('SIGCONT')
  }
})
