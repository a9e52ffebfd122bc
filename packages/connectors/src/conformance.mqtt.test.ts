import { randomBytes } from 'node:crypto'
import type { NetworkEvent } from '@trame/domain'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { conformanceCases } from './conformance-cases.ts'
import type { Connector, Receive } from './connector.ts'
import { createConnector, parseConnectorConfig } from './create-connector.ts'
import { tappingProxy } from './mqtt/tapping-proxy.ts'

// The promises of a connector against a real broker, MQTT_URL. The network's side is played by MQTT.js, so that a
// mistake of our own client cannot pass its own test.

const url = process.env.MQTT_URL!
const account = (() => {
  const { username, password } = new URL(url)
  return username ? { username: decodeURIComponent(username), password: decodeURIComponent(password) } : {}
})()
const eventually = (check: () => void) => vi.waitFor(check, { interval: 10, timeout: 20_000 })

/** Which of its case's uplinks an event is. */
function numberOf(event: NetworkEvent): number {
  if (event.kind !== 'uplink') throw new Error(`unexpected ${event.kind}`)
  return event.payload.type === 'frame' ? event.payload.fCnt : event.payload.readings[0]!.value * 10
}

describe.each(conformanceCases)('$kind', (one) => {
  let network: MqttClient
  let proxy: Awaited<ReturnType<typeof tappingProxy>>
  let clientId: string
  let open: Connector[]

  beforeEach(async () => {
    network = await connectAsync(url, { protocolVersion: 5 })
    proxy = await tappingProxy(url)
    clientId = `conformance-${randomBytes(6).toString('hex')}`
    open = []
  })
  afterEach(async () => {
    for (const connector of open) await connector.stop()
    // A clean start is how a session is thrown away; left alone it would collect the next test's messages.
    await (await connectAsync(url, { protocolVersion: 5, clientId, clean: true })).endAsync()
    await network.endAsync()
    await proxy.close()
  })

  async function started(receive: Receive): Promise<Connector> {
    const config = {
      kind: one.kind,
      id: 'con_1',
      organisationId: 'org_valmont',
      name: 'test',
      url: proxy.url,
    }
    const connector = createConnector(
      parseConnectorConfig({ ...config, clientId, ...account, ...one.config }),
      { random: () => 0 },
    )
    open.push(connector)
    await connector.start(receive)
    return connector
  }
  const publish = (topic: string, payload: string | Buffer) =>
    network.publishAsync(topic, payload, { qos: 1 })
  const publishUplinks = async (from: number, to: number) => {
    for (let n = from; n <= to; n++) await publish(one.uplink(n).topic, one.uplink(n).payload)
  }

  test('turns what the network publishes into events', async () => {
    const events: NetworkEvent[] = []
    await started(async (event) => void events.push(event))
    for (const { topic, payload } of one.messages) await publish(topic, payload)
    await eventually(() => expect(events).toHaveLength(one.messages.length))
    one.messages.forEach(({ gives }, i) => {
      expect(events[i]).toMatchObject(gives)
    })
  })

  test('acknowledges nothing before it is stored, and then in order', async () => {
    const stored: (() => void)[] = []
    const connector = await started(() => new Promise((resolve) => stored.push(resolve)))
    await publishUplinks(1, 50)
    await eventually(() => expect(stored).toHaveLength(50))
    expect(proxy.acknowledged).toEqual([])
    expect(connector.status()).toMatchObject({ inFlight: 50, acknowledged: 0, lowestQos: 1 })
    for (const store of stored.reverse()) store()
    await eventually(() => expect(proxy.acknowledged).toEqual(proxy.delivered))
    expect(proxy.acknowledged).toHaveLength(50)
  })

  test('gets again what it had not acknowledged when the connection was lost, with the same keys', async () => {
    const keys: (readonly string[])[] = []
    let away = true
    const stored: (() => void)[] = []
    const connector = await started((event) => {
      if (event.kind === 'uplink') keys.push(event.keys)
      return away ? new Promise((resolve) => stored.push(resolve)) : Promise.resolve()
    })
    await publishUplinks(1, 20)
    await eventually(() => expect(stored).toHaveLength(20))
    for (const store of stored.slice(0, 5)) store()
    await eventually(() => expect(proxy.acknowledged).toHaveLength(5))
    away = false
    proxy.cut()
    await eventually(() => expect(keys).toHaveLength(35))
    for (const store of stored.slice(5)) store()
    await eventually(() => expect(connector.status().inFlight).toBe(0))
    expect(keys.slice(20)).toEqual(keys.slice(5, 20))
    await eventually(() => expect(proxy.acknowledged).toHaveLength(20))
  })

  test('gets again what could not be stored, in order', async () => {
    const seen: number[] = []
    let failing = true
    const connector = await started(async (event) => {
      if (failing && seen.length >= 3) {
        failing = false
        throw new Error('the database is away')
      }
      seen.push(numberOf(event))
    })
    await publishUplinks(1, 10)
    await eventually(() => expect(new Set(seen).size).toBe(10))
    await eventually(() => expect(connector.status()).toMatchObject({ inFlight: 0, connected: true }))
    const again = seen.slice(seen.lastIndexOf(4))
    expect(again).toEqual([4, 5, 6, 7, 8, 9, 10])
    expect(connector.status().reconnects).toBe(1)
  })

  test('misses nothing that was published while it was away, and while the broker was', async () => {
    const seen = new Set<string>()
    const receive: Receive = async (event) => {
      if (event.kind === 'uplink') seen.add(event.keys[0]!)
    }
    const first = await started(receive)
    await publishUplinks(1, 5)
    await eventually(() => expect(seen.size).toBe(5))
    await first.stop()
    await publishUplinks(6, 10)
    const second = await started(receive)
    await eventually(() => expect(seen.size).toBe(10))
    proxy.leave()
    await eventually(() => expect(second.status().connected).toBe(false))
    await publishUplinks(11, 15)
    proxy.comeBack()
    await eventually(() => expect(seen.size).toBe(15))
  })

  test('survives a message that it cannot read', async () => {
    const events: NetworkEvent[] = []
    const connector = await started(async (event) => void events.push(event))
    for (const payload of ['', '{"m":', Buffer.from([0xff, 0xfe, 0x00])]) await publish(one.topic, payload)
    await publishUplinks(1, 1)
    await eventually(() => expect(events).toHaveLength(4))
    expect(events.map(({ kind }) => kind)).toEqual(['invalid', 'invalid', 'invalid', 'uplink'])
    await eventually(() => expect(connector.status()).toMatchObject({ acknowledged: 4, invalid: 3 }))
  })

  test('sends a downlink that reaches the network with its expiry', async () => {
    const connector = await started(async () => {})
    const { downlink, command } = one
    const arrived = Promise.withResolvers<{ payload: Buffer; expiry: number | undefined; retain: boolean }>()
    network.on('message', (topic, payload, packet) => {
      if (topic === command.topic)
        arrived.resolve({ payload, expiry: packet.properties?.messageExpiryInterval, retain: packet.retain })
    })
    await network.subscribeAsync(command.topic, { qos: 1 })
    await connector.send({ ...downlink, expiresAt: new Date(Date.now() + 60_000) })
    const { payload, expiry, retain } = await arrived.promise
    expect(JSON.parse(payload.toString())).toMatchObject({ ...command.body, expiresAt: expect.any(String) })
    expect(expiry).toBeGreaterThan(50)
    expect(expiry).toBeLessThanOrEqual(60)
    expect(retain).toBe(false)
  })

  test('says that a downlink went nowhere when nobody listens', async () => {
    const connector = await started(async () => {})
    const downlink = { ...one.downlink, expiresAt: new Date(Date.now() + 60_000) }
    await expect(connector.send(downlink)).rejects.toMatchObject({
      outcome: 'notSent',
      message: expect.stringContaining('nobody listens'),
    })
  })

  test('stop finishes what is in flight and leaves no connection', async () => {
    const stored: (() => void)[] = []
    const connector = await started(() => new Promise((resolve) => stored.push(resolve)))
    await publishUplinks(1, 3)
    await eventually(() => expect(stored).toHaveLength(3))
    const stopping = connector.stop()
    for (const store of stored) store()
    await stopping
    expect(connector.status()).toMatchObject({ connected: false, inFlight: 0, acknowledged: 3 })
    await eventually(() => expect(proxy.open()).toBe(0))
    await eventually(() => expect(proxy.acknowledged).toHaveLength(3))
  })

  test('shares the messages of a group', async () => {
    const seen: string[][] = [[], []]
    const group = `group-${randomBytes(4).toString('hex')}`
    const members = [0, 1].map((member) =>
      createConnector(
        parseConnectorConfig({
          kind: one.kind,
          id: 'con_1',
          organisationId: 'org_valmont',
          name: 'test',
          url: proxy.url,
          clientId: `${clientId}-${member}`,
          shareGroup: group,
          ...account,
          ...one.config,
        }),
      ),
    )
    for (const [member, connector] of members.entries())
      await connector.start(async (event) => {
        if (event.kind === 'uplink') seen[member]!.push(event.keys[0]!)
      })
    await publishUplinks(1, 40)
    await eventually(() => expect(seen.flat()).toHaveLength(40))
    expect(new Set(seen.flat()).size).toBe(40)
    expect(Math.min(...seen.map(({ length }) => length))).toBeGreaterThan(5)
    for (const [member, connector] of members.entries()) {
      await connector.stop()
      const id = `${clientId}-${member}`
      await (await connectAsync(url, { protocolVersion: 5, clientId: id, clean: true })).endAsync()
    }
  })
})
