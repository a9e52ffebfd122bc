import fc from 'fast-check'
import { generate, type Packet } from 'mqtt-packet'
import { expect, test } from 'vitest'
import { FrameReader, type Inbound } from './frame-reader.ts'

const protocol = { protocolVersion: 5 }
const read = (chunks: Buffer[], maxMessageBytes = 100_000, hasRoom = () => true) => {
  const messages: Inbound[] = []
  const controls: Packet[] = []
  const reader = new FrameReader(
    { hasRoom, publish: (message) => messages.push(message), control: (packet) => controls.push(packet) },
    maxMessageBytes,
  )
  for (const chunk of chunks) reader.push(chunk)
  return { messages, controls, reader }
}

const packet = fc.record({
  topic: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
  payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  qos: fc.constantFrom(0 as const, 1 as const),
  retain: fc.boolean(),
  dup: fc.boolean(),
  messageId: fc.integer({ min: 1, max: 65_535 }),
  properties: fc.constantFrom({}, { userProperties: { trace: 'x' }, messageExpiryInterval: 9 }),
})

const cutAt = (bytes: Buffer, cuts: readonly number[]) => {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length))
}

test('reads any packets, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(packet, { maxLength: 12 }),
      fc.array(fc.nat(5000), { maxLength: 20 }),
      (packets, cuts) => {
        const stream = packets.flatMap((one) => [
          generate({ cmd: 'publish', ...one, dup: one.qos === 1 && one.dup }, protocol),
          generate({ cmd: 'pingresp' }, protocol),
        ])
        const { messages, controls } = read(cutAt(Buffer.concat(stream), cuts))
        expect(messages).toEqual(
          packets.map(({ topic, payload, qos, retain, dup, messageId }) => ({
            topic,
            payload,
            size: payload.length,
            qos,
            retain,
            dup: qos === 1 && dup,
            packetId: qos === 1 ? messageId : 0,
          })),
        )
        expect(controls).toHaveLength(packets.length)
      },
    ),
  )
})

test('never holds a message over the limit, wherever it is cut', () => {
  const large = generate(
    {
      cmd: 'publish',
      topic: 't',
      payload: Buffer.alloc(50_000, 1),
      qos: 1,
      retain: false,
      dup: false,
      messageId: 9,
    },
    protocol,
  )
  const after = generate(
    { cmd: 'publish', topic: 'u', payload: 'ok', qos: 0, retain: false, dup: false },
    protocol,
  )
  fc.assert(
    fc.property(fc.array(fc.nat(50_100), { maxLength: 8 }), (cuts) => {
      const { messages, reader } = read(cutAt(Buffer.concat([large, after]), cuts), 10_000)
      expect(messages.map(({ topic, size, packetId }) => [topic, size, packetId])).toEqual([
        ['t', 50_000, 9],
        ['u', 2, 0],
      ])
      expect(messages[0]!.payload.length).toBeLessThanOrEqual(4096)
      expect(reader.waiting).toBe(0)
    }),
    { numRuns: 50 },
  )
})

test('stops before a message that has no room, and goes on where it stopped', () => {
  let room = 2
  const one = (n: number) =>
    generate({ cmd: 'publish', topic: 't', payload: `${n}`, qos: 0, retain: false, dup: false }, protocol)
  const { messages, reader } = read([Buffer.concat([1, 2, 3, 4].map(one))], 10_000, () => room-- > 0)
  expect(messages).toHaveLength(2)
  expect(reader.waiting).toBeGreaterThan(0)
  room = 10
  reader.resume()
  expect(messages.map(({ payload }) => payload.toString())).toEqual(['1', '2', '3', '4'])
})

test.each([
  ['QoS 2, which we do not subscribe to', [0x34, 5, 0, 1, 0x74, 0, 1]],
  ['a topic longer than its packet', [0x30, 4, 0, 9, 0x74, 0]],
  ['a packet id that is missing', [0x32, 3, 0, 1, 0x74]],
  ['properties longer than their packet', [0x30, 4, 0, 1, 0x74, 9]],
  ['an endless length', [0x30, 0xff, 0xff, 0xff, 0xff]],
  ['a control packet without end', [0x90, 0xff, 0xff, 0x7f]],
  ['a reserved packet type', [0x00, 1, 0]],
])('throws on %s', (_, bytes) => {
  expect(() => read([Buffer.from(bytes)])).toThrow()
})

test('throws or waits on any junk, and never hangs', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (chunks) => {
      try {
        read(chunks.map((chunk) => Buffer.from(chunk)))
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    }),
  )
})
