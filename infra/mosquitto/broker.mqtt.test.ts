import { connect as connectSocket } from 'node:net'
import mqtt, { type MqttClient } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokerIdentities } from '../local/broker-identities.ts'
import { checkBroker } from '../local/check-broker.ts'
import { type TestBroker, testBroker } from '../local/testing.ts'

let broker: TestBroker
const clients: MqttClient[] = []
beforeAll(async () => {
  broker = await testBroker({
    identities: [...brokerIdentities, { name: 'witness', read: ['#'], write: ['#'] }],
  })
})
afterAll(async () => {
  for (const client of clients) client.end(true)
  await broker.remove()
})

async function signIn(name: string, options: mqtt.IClientOptions = {}) {
  const client = await mqtt.connectAsync(broker.urlOf(name), {
    protocolVersion: 5,
    reconnectPeriod: 0,
    ...options,
  })
  clients.push(client)
  return client
}

/** MQTT 5 tells a publisher by reason code 0x87 that it may not. */
async function maySend(client: MqttClient, topic: string) {
  try {
    await client.publishAsync(topic, 'x', { qos: 1 })
    return true
  } catch {
    return false
  }
}

test('nobody is let in without a password, or with a wrong one', async () => {
  const { port } = new URL(broker.url)
  await expect(checkBroker(`mqtt://127.0.0.1:${port}`)).rejects.toThrow(/refuses/)
  await expect(checkBroker(`mqtt://connector-chirpstack:wrong@127.0.0.1:${port}`)).rejects.toThrow(/refuses/)
  await checkBroker(broker.urlOf('connector-chirpstack'))
})

const eui = 'application/5b1e/device/70b3d50000000a12'
test.each([
  ['simulated-chirpstack', `${eui}/event/up`, true],
  ['simulated-chirpstack', `${eui}/command/down`, false],
  ['simulated-chirpstack', 'trame/v1/valmeraie/one/telemetry', false],
  ['simulated-mqtt-devices', 'trame/v1/valmeraie/one/telemetry', true],
  ['simulated-mqtt-devices', 'trame/v1/valmeraie/one/cmd/01/ack', true],
  ['simulated-mqtt-devices', 'trame/v1/valmeraie/one/cmd', false],
  ['simulated-mqtt-devices', `${eui}/event/up`, false],
  ['simulated-mapped-devices', 'villes/ecole/capteur-1/mesures', true],
  ['simulated-mapped-devices', 'trame/v1/valmeraie/one/telemetry', false],
  ['connector-chirpstack', `${eui}/command/down`, true],
  ['connector-chirpstack', `${eui}/event/up`, false],
  ['connector-chirpstack', 'trame/v1/valmeraie/one/cmd', false],
  ['connector-generic', 'trame/v1/valmeraie/one/cmd', true],
  ['connector-generic', 'trame/v1/valmeraie/one/config', true],
  ['connector-generic', 'trame/v1/valmeraie/one/telemetry', false],
  ['gateway-bridge', 'eu868/gateway/0016c001f1000001/event/up', true],
  ['gateway-bridge', `${eui}/event/up`, false],
  ['chirpstack', `${eui}/event/up`, true],
  ['monitoring', '$SYS/broker/version', false],
  ['monitoring', '$CONTROL/dynamic-security/v1', false],
])('%s publishing to %s: %s', async (name, topic, allowed) => {
  expect(await maySend(await signIn(name), topic)).toBe(allowed)
})

test('a subscription to everything gives only what the identity may read', async () => {
  const reader = await signIn('connector-generic')
  const got: string[] = []
  reader.on('message', (topic) => got.push(topic))
  // Several filters in one SUBSCRIBE, the first of them harmless: each must be held to the rights.
  await reader.subscribeAsync(['trame/v1/#', '#', '$SYS/#', '$share/steal/application/#'], { qos: 1 })
  const witness = await signIn('witness')
  await witness.publishAsync(`${eui}/event/up`, 'not yours', { qos: 1 })
  await witness.publishAsync('trame/v1/valmeraie/one/telemetry', 'yours', { qos: 1 })
  await expect.poll(() => got).toContain('trame/v1/valmeraie/one/telemetry')
  expect(new Set(got)).toEqual(new Set(['trame/v1/valmeraie/one/telemetry']))
})

test('a last will on a foreign topic is not published', async () => {
  const witness = await signIn('witness')
  const got: string[] = []
  witness.on('message', (topic) => got.push(topic))
  await witness.subscribeAsync('#', { qos: 1 })
  const device = await signIn('simulated-mqtt-devices', {
    will: { topic: `${eui}/event/up`, payload: Buffer.from('forged'), qos: 1, retain: false },
  }).catch(() => null)
  device?.stream.destroy()
  await maySend(witness, 'end/of/test')
  await expect.poll(() => got).toContain('end/of/test')
  expect(got).not.toContain(`${eui}/event/up`)
})

test.each([
  // [MQTT-3.1] CONNECT whose remaining length announces 256 MiB
  ['a CONNECT of 256 MiB', Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f, 0x00])],
  ['a PUBLISH before CONNECT', Buffer.from([0x30, 0x04, 0x00, 0x01, 0x61, 0x62])],
  ['a length of five bytes', Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x01])],
  ['noise', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
])('%s ends that connection and no other', async (_name, bytes) => {
  const socket = connectSocket({ host: '127.0.0.1', port: broker.port })
  socket.on('error', () => {})
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.once('connect', () => socket.end(bytes))
  socket.resume()
  await closed
  await checkBroker(broker.url)
})

test.each([
  ['a topic of 250 levels', Array(250).fill('a').join('/'), 1],
  ['a message above the limit', 'big', 70_000],
])('%s ends that connection and no other', async (_name, topic, size) => {
  const device = await signIn('witness')
  device.on('error', () => {})
  const closed = new Promise((resolve) => device.once('close', () => resolve(true)))
  const sent = device.publishAsync(topic, Buffer.alloc(size), { qos: 1 }).then(
    () => false,
    () => true,
  )
  expect(await Promise.race([closed, sent])).toBe(true)
  await checkBroker(broker.url)
})

test('a burst behind a consumer that acknowledges late is delivered whole', async () => {
  const count = 30_000
  const publisher = await signIn('simulated-mqtt-devices')
  const consumer = await signIn('connector-generic', {
    clientId: 'late',
    clean: false,
    properties: { sessionExpiryInterval: 3600 },
  })
  await consumer.subscribeAsync('trame/v1/+/+/telemetry', { qos: 1 })
  await consumer.endAsync()
  let next = 0
  const keepSending = async () => {
    while (next < count) {
      await publisher.publishAsync('trame/v1/valmeraie/one/telemetry', String(next++), { qos: 1 })
    }
  }
  await Promise.all(Array.from({ length: 500 }, keepSending))
  const got = new Set<string>()
  const again = mqtt.connect(broker.urlOf('connector-generic'), {
    protocolVersion: 5,
    clientId: 'late',
    clean: false,
    properties: { sessionExpiryInterval: 3600 },
  })
  clients.push(again)
  again.on('message', (_topic, payload) => got.add(payload.toString()))
  await expect.poll(() => got.size, { timeout: 60_000 }).toBe(count)
})
