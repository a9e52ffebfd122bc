import { afterEach, describe, expect, test, vi } from 'vitest'
import { type FakeClock, fakeClock } from './fake-clock.ts'
import type { Inbound } from './frame-reader.ts'
import { type ScriptedBroker, scriptedBroker } from './scripted-broker.ts'
import { MqttSession } from './session.ts'
import { type SessionOptions, sessionDefaults } from './session-options.ts'

/** A receiver whose promises the test settles. */
function heldReceiver() {
  const held: { message: Inbound; store(): void; fail(): void }[] = []
  const receive = (message: Inbound) =>
    new Promise<void>((resolve, reject) =>
      held.push({ message, store: resolve, fail: () => reject(new Error('the database is away')) }),
    )
  return { held, receive }
}

let broker: ScriptedBroker
let session: MqttSession
let clock: FakeClock

async function open(
  options: Partial<SessionOptions> = {},
  script: Parameters<typeof scriptedBroker>[0] = {},
): Promise<void> {
  broker = await scriptedBroker(script)
  clock = fakeClock()
  session = new MqttSession({
    ...sessionDefaults,
    url: broker.url,
    clientId: 'test',
    subscriptions: ['any/topic'],
    receive: () => undefined,
    clock,
    random: () => 0.5,
    ...options,
  })
}
const started = async (...args: Parameters<typeof open>) => {
  await open(...args)
  await session.start()
  return broker.peers[0]!
}
const eventually = (check: () => void) => vi.waitFor(check, { interval: 2, timeout: 5000 })
const settled = () => new Promise((resolve) => setImmediate(resolve))

afterEach(async () => {
  const stopping = session.stop()
  await settled()
  clock.advance(sessionDefaults.drainTimeoutMs)
  await stopping
  await broker.close()
})

describe('acknowledgement', () => {
  test('waits for the receiver, and follows the order of arrival', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive })
    for (const id of [11, 12, 13]) peer.publish(id)
    await eventually(() => expect(held).toHaveLength(3))
    held[2]!.store()
    held[1]!.store()
    await settled()
    expect(peer.acknowledged()).toEqual([])
    held[0]!.store()
    await eventually(() => expect(peer.acknowledged()).toEqual([11, 12, 13]))
    expect(session.status()).toMatchObject({ received: 3, acknowledged: 3, inFlight: 0, lowestQos: 1 })
  })

  test('of a batch goes out in one write', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive })
    for (let id = 1; id <= 100; id++) peer.publish(id)
    await eventually(() => expect(held).toHaveLength(100))
    const chunks: Buffer[] = []
    peer.socket.on('data', (chunk) => chunks.push(chunk))
    for (const { store } of held) store()
    await eventually(() => expect(peer.acknowledged()).toHaveLength(100))
    expect(chunks.map(({ length }) => length)).toEqual([400])
  })

  test('is dropped when its connection is gone', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive }, { connack: { sessionPresent: true } })
    peer.publish(1)
    await eventually(() => expect(held).toHaveLength(1))
    peer.socket.destroy()
    await eventually(() => expect(session.status().connected).toBe(false))
    clock.advance(1000)
    await eventually(() => expect(session.status().connected).toBe(true))
    broker.peers[1]!.publish(7)
    await eventually(() => expect(held).toHaveLength(2))
    held[0]!.store()
    held[1]!.store()
    await eventually(() => expect(broker.peers[1]!.acknowledged()).toEqual([7]))
    expect(session.status().inFlight).toBe(0)
  })

  test('of what the receiver refused is never sent: the broker has it again, with all that followed', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive })
    for (const id of [1, 2, 3]) peer.publish(id)
    await eventually(() => expect(held).toHaveLength(3))
    held[0]!.store()
    held[1]!.fail()
    held[2]!.store()
    await eventually(() => expect(session.status().connected).toBe(false))
    await eventually(() => expect(peer.socket.destroyed).toBe(true))
    expect(peer.acknowledged()).toEqual([1])
    expect(session.status()).toMatchObject({ inFlight: 0, lastError: expect.stringContaining('come again') })
    clock.advance(1000)
    await eventually(() => expect(session.status().connected).toBe(true))
  })

  test('has no place at QoS 0: what was refused is tried again here', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive })
    peer.publish(0, 'only copy', { qos: 0 })
    await eventually(() => expect(held).toHaveLength(1))
    held[0]!.fail()
    await eventually(() => expect(clock.waiting()).toBe(2))
    clock.advance(500)
    expect(held[1]!.message.payload.toString()).toBe('only copy')
    held[1]!.store()
    await eventually(() => expect(session.status().inFlight).toBe(0))
    expect(session.status()).toMatchObject({ connected: true, lowestQos: 0 })
  })
})

describe('back-pressure', () => {
  test('tells the broker its Receive Maximum and keeps its session', async () => {
    const peer = await started({ receiveMaximum: 77 })
    expect(peer.packets[0]).toMatchObject({
      cmd: 'connect',
      clean: false,
      properties: { receiveMaximum: 77, sessionExpiryInterval: 3600 },
    })
  })

  test('holds no more than its limit, even at QoS 0, and loses none of it', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive, receiveMaximum: 10 })
    for (let i = 0; i < 5000; i++) peer.publish(0, `${i}`.padEnd(100), { qos: 0 })
    await eventually(() => expect(held).toHaveLength(10))
    await settled()
    expect(session.status().inFlight).toBe(10)
    for (let i = 0; i < 5000; i++) {
      await vi.waitUntil(() => held.length > i, { interval: 1 })
      held[i]!.store()
    }
    expect(held.map(({ message }) => Number(message.payload.toString()))).toEqual(held.map((_, i) => i))
    await eventually(() => expect(session.status().inFlight).toBe(0))
  })

  test('counts bytes as well as messages', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive, maxInFlightBytes: 20_000 })
    for (let id = 1; id <= 10; id++) peer.publish(id, Buffer.alloc(8000))
    await eventually(() => expect(held).toHaveLength(3))
    await settled()
    expect(held).toHaveLength(3)
    held[0]!.store()
    await eventually(() => expect(held).toHaveLength(4))
  })

  test('still hears its broker while it is full', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive, receiveMaximum: 2 })
    peer.publish(1)
    peer.publish(2)
    await eventually(() => expect(held).toHaveLength(2))
    for (let i = 0; i < 20; i++) {
      clock.advance(15_000)
      await settled()
      await eventually(() => expect(peer.packets.filter(({ cmd }) => cmd === 'pingreq')).toHaveLength(i + 1))
    }
    expect(session.status()).toMatchObject({ connected: true, inFlight: 2 })
  })

  test('cuts what is too large, keeps its head, and reads on', async () => {
    const { held, receive } = heldReceiver()
    const peer = await started({ receive, maxMessageBytes: 10_000 })
    peer.publish(1, Buffer.alloc(1_000_000, 'x'))
    peer.publish(2, 'after it')
    await eventually(() => expect(held).toHaveLength(2))
    expect(held[0]!.message.size).toBe(1_000_000)
    expect(held[0]!.message.payload.length).toBeLessThan(5000)
    expect(held[1]!.message.payload.toString()).toBe('after it')
  })
})

describe('the connection', () => {
  test.each([
    [0x87, 'subscription to any/topic: not authorized (0x87)'],
    [0x9e, 'subscription to any/topic: shared subscriptions not supported (0x9e)'],
  ])('fails at its start when the broker refuses a subscription with %i', async (suback, message) => {
    await open({}, { suback })
    await expect(session.start()).rejects.toThrow(message)
    expect(clock.waiting()).toBe(0)
  })

  test('fails at its start on wrong credentials', async () => {
    await open({ username: 'a', password: 'b' }, { connack: { reasonCode: 0x86 } })
    await expect(session.start()).rejects.toThrow('bad user name or password')
    expect(broker.peers[0]!.packets[0]).toMatchObject({ username: 'a', password: Buffer.from('b') })
  })

  test('waits for an absent broker, longer each time', async () => {
    const notices: string[] = []
    await open({ notice: (text) => notices.push(text), url: 'mqtt://127.0.0.1:1' })
    const starting = session.start()
    starting.catch(() => {})
    for (let i = 1; i <= 4; i++) {
      await eventually(() => expect(notices).toHaveLength(i))
      clock.advance(30_000)
    }
    expect(notices.map((text) => /in (\d+) ms/.exec(text)?.[1])).toEqual(['375', '750', '1500', '3000'])
    const stopping = session.stop()
    await expect(starting).rejects.toThrow('stopped')
    await stopping
  })

  test('subscribes again only where the broker has lost the session', async () => {
    const peer = await started()
    const again = async (n: number) => {
      broker.peers[n - 1]!.socket.destroy()
      await eventually(() => expect(session.status().connected).toBe(false))
      clock.advance(1000)
      await eventually(() => expect(session.status().connected).toBe(true))
      return broker.peers[n]!.packets.map(({ cmd }) => cmd)
    }
    expect(peer.packets.map(({ cmd }) => cmd)).toEqual(['connect', 'subscribe'])
    broker.script.connack = { sessionPresent: true }
    expect(await again(1)).toEqual(['connect'])
    broker.script.connack = { sessionPresent: false }
    expect(await again(2)).toEqual(['connect', 'subscribe'])
    expect(session.status().reconnects).toBe(2)
  })

  test('is given up when the broker falls silent', async () => {
    const peer = await started({ keepAliveSeconds: 20 })
    broker.script.answersPings = false
    clock.advance(30_000)
    expect(session.status().connected).toBe(true)
    clock.advance(10_000)
    expect(session.status()).toMatchObject({
      connected: false,
      lastError: expect.stringContaining('not answered'),
    })
    await eventually(() => expect(peer.socket.destroyed).toBe(true))
  })

  test('is given up when nothing answers CONNECT', async () => {
    const notices: string[] = []
    await open({ notice: (text) => notices.push(text) }, { connack: { cmd: 'pingresp' } as never })
    session.start().catch(() => {})
    await eventually(() => expect(broker.peers[0]?.packets).toHaveLength(1))
    clock.advance(sessionDefaults.connectTimeoutMs)
    await eventually(() => expect(notices[0]).toContain('no answer'))
  })

  test('stays away for a minute from a client that uses the same identifier', async () => {
    const peer = await started()
    peer.send({ cmd: 'disconnect', reasonCode: 0x8e })
    await eventually(() => expect(session.status().connected).toBe(false))
    clock.advance(59_000)
    expect(session.status().reconnects).toBe(0)
    clock.advance(1000)
    await eventually(() => expect(session.status().connected).toBe(true))
  })

  test('survives bytes that are not MQTT', async () => {
    const peer = await started()
    peer.socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff]))
    await eventually(() => expect(session.status().connected).toBe(false))
    clock.advance(1000)
    await eventually(() => expect(session.status().connected).toBe(true))
  })
})

describe('publishing', () => {
  test('resolves with the broker’s answer, within its Receive Maximum', async () => {
    const peer = await started({}, { puback: null, connack: { properties: { receiveMaximum: 2 } } })
    const sent = [1, 2, 3].map((n) => session.publish({ topic: 'a', payload: `${n}`, expirySeconds: 60 }))
    const publishes = () => peer.packets.filter(({ cmd }) => cmd === 'publish')
    await eventually(() => expect(publishes()).toHaveLength(2))
    expect(publishes()[0]).toMatchObject({ qos: 1, retain: false, properties: { messageExpiryInterval: 60 } })
    broker.script.puback = 0
    peer.send({ cmd: 'puback', messageId: publishes()[0]!.messageId!, reasonCode: 0 })
    await eventually(() => expect(publishes()).toHaveLength(3))
    peer.send({ cmd: 'puback', messageId: publishes()[1]!.messageId!, reasonCode: 0 })
    await Promise.all(sent)
  })

  test('fails where nobody listens, and where the broker refuses', async () => {
    await started({}, { puback: 0x10 })
    await expect(session.publish({ topic: 'a', payload: '' })).rejects.toThrow('nobody listens to a')
    broker.script.puback = 0x87
    await expect(session.publish({ topic: 'a', payload: '' })).rejects.toThrow('not authorized')
  })

  test('leaves the outcome open when the connection is lost before the answer', async () => {
    const peer = await started({}, { puback: null })
    const sent = session.publish({ topic: 'a', payload: 'x' })
    await eventually(() => expect(peer.packets.at(-1)?.cmd).toBe('publish'))
    peer.socket.destroy()
    await expect(sent).rejects.toMatchObject({ outcome: 'unknown' })
    await expect(session.publish({ topic: 'a', payload: 'x' })).rejects.toMatchObject({ outcome: 'notSent' })
  })
})

test('stop takes nothing new, acknowledges what is in flight, says goodbye, leaves nothing open', async () => {
  const { held, receive } = heldReceiver()
  const peer = await started({ receive })
  peer.publish(1)
  await eventually(() => expect(held).toHaveLength(1))
  const stopping = session.stop()
  peer.publish(2)
  await settled()
  held[0]!.store()
  await stopping
  await eventually(() => expect(peer.packets.at(-1)?.cmd).toBe('disconnect'))
  expect(peer.acknowledged()).toEqual([1])
  expect(held).toHaveLength(1)
  expect(clock.waiting()).toBe(0)
})

test('stop does not wait for ever for a receiver that hangs', async () => {
  const { held, receive } = heldReceiver()
  const peer = await started({ receive })
  peer.publish(1)
  await eventually(() => expect(held).toHaveLength(1))
  const stopping = session.stop()
  clock.advance(sessionDefaults.drainTimeoutMs)
  await stopping
  expect(peer.acknowledged()).toEqual([])
})
