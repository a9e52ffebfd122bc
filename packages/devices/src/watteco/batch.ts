import { shortFloat, signed } from '../byte-reader.ts'
import { FrameError } from '../define-device.ts'
import { readCode, timeBook, unchangedTime, uncoded } from './batch-codes.ts'
import { BitReader, BitWriter } from './bit-reader.ts'

/**
 * Watteco's batch reports: series of values with their times, as differences in Huffman codes, in one bit stream. What
 * a tag means, how wide its values are and the step of its differences is not on the wire but in the device's table.
 * https://support.watteco.com/batch/
 */
export type SampleType = 'bit' | 'u4' | 'u8' | 'i8' | 'u16' | 'i16' | 'u24' | 'i24' | 'u32' | 'i32' | 'float'

export interface BatchSeries<C extends string = string> {
  channel: C
  type: SampleType
  /** Step of the differences, in counts of the wire. */
  resolution: number
  /** Counts of the wire in one unit of the property. */
  perUnit: number
  /** Values outside say that this is not the right table; only where several tables are tried. */
  between?: readonly [number, number]
}

export interface BatchTable<C extends string = string> {
  tagBits: number
  series: Readonly<Record<number, BatchSeries<C>>>
}

export interface BatchSample<C extends string = string> {
  channel: C
  value: number
  at: Date
}

interface Series<C extends string> {
  of: BatchSeries<C>
  /** Seconds of the device's own clock. */
  samples: { seconds: number; raw: number }[]
  coding: number
  book: number
}

const widths: Record<SampleType, number> = {
  bit: 1,
  u4: 4,
  u8: 8,
  i8: 8,
  u16: 16,
  i16: 16,
  u24: 24,
  i24: 24,
  u32: 32,
  i32: 32,
  float: 32,
}

/**
 * Reads with the table that fits to the last byte: models that share a key differ in theirs, and nothing on the wire
 * tells them apart. Where several fit, the one whose values all lie on its own grid of steps.
 */
export function readBatch<C extends string>(
  bytes: Uint8Array,
  tables: readonly BatchTable<C>[],
  sentAt: Date,
) {
  let refusal: unknown
  let offGrid: Batch<C> | undefined
  for (const table of tables) {
    try {
      const batch = readWith(bytes, table, sentAt)
      if (batch.onGrid) return batch
      offGrid ??= batch
    } catch (error) {
      refusal ??= error
    }
  }
  if (offGrid) return offGrid
  throw refusal
}

interface Batch<C extends string> {
  counter: number
  samples: BatchSample<C>[]
  onGrid: boolean
}

function readWith<C extends string>(bytes: Uint8Array, table: BatchTable<C>, sentAt: Date): Batch<C> {
  const bits = new BitReader(bytes)
  const flags = bits.field(8)
  const counter = bits.field(3)
  bits.field(1)
  const series = new Map<number, Series<C>>()
  const hasSamples = (flags & 4) === 0
  let first: Series<C> | undefined
  let last = 0
  for (let i = 0; i < flags >> 4; i++) {
    const tag = bits.field(table.tagBits)
    const of = table.series[tag]
    if (!of || series.has(tag)) throw new FrameError('frame_unknown', `batch tag ${tag}`)
    last = nextTime(bits, last, timeBook)
    const one: Series<C> = {
      of,
      samples: [{ seconds: last, raw: readRaw(bits, of.type) }],
      coding: 0,
      book: 0,
    }
    if (hasSamples) {
      one.coding = bits.field(2)
      one.book = bits.field(2)
    }
    series.set(tag, one)
    first ??= one
  }
  if (hasSamples && first) {
    const count = flags >> 4
    last = flags & 2 ? common(bits, table, series, count, first) : separate(bits, table, series, count, last)
  }
  const sent = nextTime(bits, last, timeBook)
  if (bits.left >= 8) throw new FrameError('frame_unknown', `${bits.left} bits after the batch`)
  const samples = [...series.values()].flatMap(({ of, samples }) =>
    samples.map(
      ({ seconds, raw }): BatchSample<C> => ({
        channel: of.channel,
        value: raw / of.perUnit,
        at: new Date(sentAt.getTime() - (sent - seconds) * 1000),
      }),
    ),
  )
  for (const { of, samples } of series.values()) {
    const [low, high] = of.between ?? [-Infinity, Infinity]
    for (const { seconds, raw } of samples) {
      const known = raw / of.perUnit >= low && raw / of.perUnit <= high
      if (!known || sent - seconds > oldest) throw new FrameError('frame_unknown', 'batch of another device')
    }
  }
  const onGrid = [...series.values()].every(({ of, samples }) =>
    samples.every(({ raw }) => raw % of.resolution === 0),
  )
  return { counter, samples, onGrid }
}

/** No device keeps values longer than this before it sends them. */
const oldest = 60 * 86_400

function readRaw(bits: BitReader, type: SampleType): number {
  const raw = bits.field(widths[type])
  if (type === 'float') {
    const view = new DataView(new ArrayBuffer(4))
    view.setUint32(0, raw)
    return shortFloat(view.getFloat32(0))
  }
  return type.startsWith('i') ? signed(raw, widths[type]) : raw
}

function nextTime(bits: BitReader, before: number, book: number): number {
  if (before === 0) return bits.field(32)
  return laterTime(bits, before, readCode(bits, book))
}

function laterTime(bits: BitReader, before: number, code: number): number {
  if (code === uncoded) return bits.field(32)
  return code === 0 ? before : before + bits.field(code) + 2 ** code - 1
}

function nextRaw<C extends string>(
  bits: BitReader,
  { of, samples, coding }: Series<C>,
  code: number,
): number {
  if (code === uncoded) return readRaw(bits, of.type)
  const before = samples.at(-1)!.raw
  if (code === 0) return before
  const rest = bits.field(code)
  // 0: differences of both signs, 1: growing only, 2: falling only.
  if (coding === 1) return before + (rest + 2 ** code - 1) * of.resolution
  if (coding !== 0) return before - (rest + 2 ** code - 1) * of.resolution
  const difference = rest >= 2 ** (code - 1) ? rest : rest + 1 - 2 ** code
  return before + difference * of.resolution
}

function seriesOf<C extends string>(bits: BitReader, table: BatchTable<C>, series: Map<number, Series<C>>) {
  const one = series.get(bits.field(table.tagBits))
  if (!one) throw new FrameError('frame_unknown', 'batch tag without a first value')
  return one
}

/** All series share one list of times; a bit says whether a series has a value there. */
function common<C extends string>(
  bits: BitReader,
  table: BatchTable<C>,
  series: Map<number, Series<C>>,
  count: number,
  first: Series<C>,
): number {
  const length = bits.field(8)
  const book = bits.field(2)
  const times: number[] = []
  for (let i = 0; i < length; i++) {
    const code = readCode(bits, book)
    const before = times.at(-1)
    if (before === undefined) times.push(code === uncoded ? bits.field(32) : first.samples[0]!.seconds)
    else times.push(laterTime(bits, before, code))
  }
  for (let i = 0; i < count; i++) {
    const one = seriesOf(bits, table, series)
    let repeatsFirst = true
    for (const seconds of times) {
      if (bits.bit() === 0) continue
      const code = readCode(bits, one.book)
      // The first value stands in front already; its place in the list is a difference of nothing.
      if (code === 0 && repeatsFirst) {
        repeatsFirst = false
        continue
      }
      one.samples.push({ seconds, raw: nextRaw(bits, one, code) })
    }
  }
  return times.at(-1) ?? 0
}

/** Each series has its own times. */
function separate<C extends string>(
  bits: BitReader,
  table: BatchTable<C>,
  series: Map<number, Series<C>>,
  count: number,
  last: number,
): number {
  let latest = last
  for (let i = 0; i < count; i++) {
    const one = seriesOf(bits, table, series)
    const length = bits.field(8)
    if (length === 0) continue
    const book = bits.field(2)
    for (let j = 0; j < length; j++) {
      const seconds = laterTime(bits, one.samples.at(-1)!.seconds, readCode(bits, book))
      latest = Math.max(latest, seconds)
      one.samples.push({ seconds, raw: nextRaw(bits, one, readCode(bits, one.book)) })
    }
  }
  return latest
}

/** One value of each series, all of the frame's own time, uncompressed: what a simulator sends. `clock` in seconds. */
export function batchOf<C extends string>(
  table: BatchTable<C>,
  values: Partial<Record<C, number>>,
  clock = 1,
): Uint8Array {
  const chosen = Object.entries(table.series).flatMap(([tag, of]) => {
    const value = values[of.channel]
    return value === undefined ? [] : [{ tag: Number(tag), of, raw: Math.round(value * of.perUnit) }]
  })
  const bits = new BitWriter().field((chosen.length << 4) | 4, 8).field(0, 4)
  const [length, code] = unchangedTime
  for (const [i, { tag, of, raw }] of chosen.entries()) {
    bits.field(tag, table.tagBits)
    if (i === 0) bits.field(clock, 32)
    else bits.code(code, length)
    bits.field(raw < 0 ? raw + 2 ** widths[of.type] : raw, widths[of.type])
  }
  return (chosen.length === 0 ? bits.field(clock, 32) : bits.code(code, length)).bytes()
}
