import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf } from '../hex.ts'
import { type BatchTable, batchOf, readBatch } from './batch.ts'
import { BitReader, BitWriter } from './bit-reader.ts'

const sentAt = new Date('2026-01-15T12:00:00Z')

const three: BatchTable<'t' | 'b'> = {
  tagBits: 3,
  series: {
    0: { channel: 't', type: 'i16', resolution: 10, perUnit: 100, between: [-60, 130] },
    5: { channel: 'b', type: 'u16', resolution: 100, perUnit: 1000, between: [1, 5] },
  },
}
const two: BatchTable<'t' | 'b' | 'h'> = {
  tagBits: 2,
  series: {
    0: { channel: 't', type: 'i16', resolution: 10, perUnit: 100, between: [-60, 130] },
    1: { channel: 'h', type: 'u16', resolution: 100, perUnit: 100, between: [0, 100] },
    2: { channel: 'b', type: 'u16', resolution: 1, perUnit: 1000, between: [1, 5] },
  },
}

test('numbers of any width survive the way through bits', () => {
  const fields = fc.array(
    fc.integer({ min: 1, max: 32 }).chain((bits) => fc.tuple(fc.constant(bits), fc.nat(2 ** bits - 1))),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(fields, (given) => {
      const writer = new BitWriter()
      for (const [bits, value] of given) writer.field(value, bits)
      const reader = new BitReader(writer.bytes())
      expect(given.map(([bits]) => reader.field(bits))).toEqual(given.map(([, value]) => value))
    }),
  )
})

const values = fc.record(
  {
    t: fc.integer({ min: -300, max: 600 }).map((n) => n / 10),
    h: fc.integer({ min: 0, max: 100 }),
    b: fc.integer({ min: 20, max: 37 }).map((n) => n / 10),
  },
  { requiredKeys: ['t'], noNullPrototype: true },
)
const clock = fc.integer({ min: 1, max: 400_000_000 })

test('a batch of one value a series is read back, whatever the clock', () => {
  fc.assert(
    fc.property(values, clock, (given, seconds) => {
      const { samples } = readBatch(batchOf(two, given, seconds), [two], sentAt)
      expect(Object.fromEntries(samples.map(({ channel, value }) => [channel, value]))).toEqual(given)
      expect(samples.every(({ at }) => at.getTime() === sentAt.getTime())).toBe(true)
    }),
  )
})

test('of two tables the right one is nearly always found by the frame alone', () => {
  const tables = [three as BatchTable<'t' | 'b' | 'h'>, two]
  let wrong = 0
  const frames = fc.sample(fc.tuple(values, clock), { numRuns: 2000, seed: 1 })
  for (const [given, seconds] of frames) {
    const { samples } = readBatch(batchOf(two, given, seconds), tables, sentAt)
    const got = Object.fromEntries(samples.map(({ channel, value }) => [channel, value]))
    if (Object.keys(given).some((key) => got[key] !== given[key as 't'])) wrong++
  }
  // A device whose variant is known has a model of its own, which tries one table only.
  expect(wrong / frames.length).toBeLessThan(0.02)
})

test('one wrong tag refuses the frame', () => {
  const frame = bytesOf('20010000017d0585a8e9401708f07703fcd903')
  expect(readBatch(frame, [three], sentAt).samples).toHaveLength(4)
  expect(() => readBatch(frame, [two], sentAt)).toThrow()
})
