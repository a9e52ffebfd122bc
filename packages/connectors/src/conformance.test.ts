import type { NetworkEvent } from '@trame/domain'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { conformanceCases, expiresAt } from './conformance-cases.ts'
import type { Connector } from './connector.ts'
import { createConnector, parseConnectorConfig } from './create-connector.ts'
import { malformedPayloads } from './malformed.ts'
import { systemClock } from './mqtt/clock.ts'
import { type ScriptedBroker, scriptedBroker } from './mqtt/scripted-broker.ts'

// What every connector does with what it is given, without a real broker; conformance.mqtt.test.ts has that.

const eventually = (check: () => void) => vi.waitFor(check, { interval: 5, timeout: 20_000 })

describe.each(conformanceCases)('$kind', (one) => {
  let broker: ScriptedBroker
  let connector: Connector
  let events: NetworkEvent[]

  beforeEach(async () => {
    broker = await scriptedBroker()
    events = []
    connector = createConnector(
      parseConnectorConfig({
        kind: one.kind,
        id: 'con_1',
        organisationId: 'org_valmont',
        name: 'test',
        url: broker.url,
        clientId: 'test',
        ...one.config,
      }),
      { clock: { ...systemClock, now: () => expiresAt.getTime() - 120_500 } },
    )
    await connector.start(async (event) => void events.push(event))
  })
  afterEach(async () => {
    await connector.stop()
    await broker.close()
  })

  test.each(one.messages)('reads $is', async ({ topic, payload, gives }) => {
    broker.peers[0]!.publish(1, payload, { topic })
    await eventually(() => expect(events).toHaveLength(1))
    expect(events[0]).toMatchObject({ connectorId: 'con_1', ...gives })
  })

  test('makes one rejection of each malformed message, with its bytes, and goes on', {
    timeout: 30_000,
  }, async () => {
    const corpus = malformedPayloads()
    const peer = broker.peers[0]!
    corpus.forEach(({ payload }, i) => {
      peer.publish(i + 1, payload, { topic: one.topic })
    })
    await eventually(() => expect(peer.acknowledged()).toHaveLength(corpus.length))
    corpus.forEach(({ is, payload }, i) => {
      const event = events[i]!
      if (event.kind !== 'invalid') throw new Error(`${is} became ${JSON.stringify(event)}`)
      expect(event.code).toBe(payload.length > 262_144 ? 'message_too_large' : 'message_malformed')
      expect(payload.subarray(0, event.bytes.length).equals(event.bytes)).toBe(true)
      expect(event.bytes.length).toBeGreaterThanOrEqual(Math.min(payload.length, 4000))
      expect(event.detail).not.toBe('')
    })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    peer.publish(60_000, one.uplink(1).payload, { topic: one.topic })
    await eventually(() => expect(events.at(-1)).toMatchObject({ kind: 'uplink' }))
    expect(connector.status()).toMatchObject({ connected: true, invalid: corpus.length, inFlight: 0 })
  })

  test('makes a rejection of a message on a topic that it does not know', async () => {
    broker.peers[0]!.publish(1, '{}', { topic: 'somewhere/else' })
    await eventually(() => expect(events[0]).toMatchObject({ kind: 'invalid', code: 'topic_unknown' }))
  })

  test('gives the same keys to the same message, others to another', async () => {
    const keys = () => events.map((event) => (event.kind === 'uplink' ? event.keys : []))
    for (const n of [1, 1, 2]) broker.peers[0]!.publish(n, one.uplink(n).payload, { topic: one.topic })
    await eventually(() => expect(events).toHaveLength(3))
    const [first, again, other] = keys()
    expect(first!.length).toBeGreaterThan(0)
    expect(again).toEqual(first)
    for (const key of other!) expect(first).not.toContain(key)
  })

  test('sends a downlink with its expiry, once, unretained', async () => {
    await connector.send(one.downlink)
    const [sent, ...others] = broker.peers[0]!.packets.filter(({ cmd }) => cmd === 'publish')
    expect(others).toEqual([])
    expect(sent).toMatchObject({
      topic: one.command.topic,
      qos: 1,
      retain: false,
      properties: { messageExpiryInterval: 120 },
    })
    expect(JSON.parse(String((sent as { payload: Buffer }).payload))).toEqual(one.command.body)
  })

  test('gives back what the network says of a downlink', async () => {
    broker.peers[0]!.publish(1, one.answer.payload, { topic: one.answer.topic })
    await eventually(() => expect(events).toHaveLength(1))
    expect(events[0]).toMatchObject(one.answer.gives)
  })

  test.each([
    ['an expired downlink', { expiresAt: new Date(expiresAt.getTime() - 120_000) }, 'refused'],
    ['an address that is none', { address: '../#' }, 'refused'],
    ['an id that is none', { id: 'a/b' }, 'refused'],
  ])('does not send %s', async (_, change, outcome) => {
    await expect(connector.send({ ...one.downlink, ...change })).rejects.toMatchObject({ outcome })
    expect(broker.peers[0]!.packets.some(({ cmd }) => cmd === 'publish')).toBe(false)
  })

  test('says that nothing was sent when it is not connected', async () => {
    await connector.stop()
    await expect(connector.send(one.downlink)).rejects.toMatchObject({ outcome: 'notSent' })
  })

  test('names every wrong field of its configuration', () => {
    const wrong = {
      kind: one.kind,
      id: 'x',
      organisationId: 'org_1',
      name: '',
      url: 'http://x',
      clientId: 'a/b',
    }
    expect(() => parseConnectorConfig(wrong)).toThrow(/(?=.*id: )(?=.*name: )(?=.*url: )(?=.*clientId: )/)
  })
})

test('an unknown kind of connector is named', () => {
  expect(() => parseConnectorConfig({ kind: 'pigeon' })).toThrow('kind')
})
