import type { ByteReader } from '../byte-reader.ts'
import { type Decoded, FrameError } from '../define-device.ts'

export type Channel = 'energy' | 'power' | 'energyExport' | 'powerExport' | 'pulses' | 'gas' | 'lowBattery'
type Readings = Decoded<Channel>['readings']
type Info = Record<string, unknown>

interface Curve {
  /** In watt-hours, pulses or tenths of the gas meter's unit; undefined when the meter did not answer. */
  index: number | undefined
  /** Oldest first; undefined where the meter did not answer. */
  increments: (number | undefined)[]
  stepMs: number
  now: Date
}

interface Into {
  index: Channel
  power?: Channel
  scale: number
}

/** The index at the end of every step, and the mean power of every step at its beginning. */
function readingsOf({ index, increments, stepMs, now }: Curve, into: Into): Readings {
  const readings: Readings = []
  const timeOf = (i: number) => new Date(now.getTime() - (increments.length - i) * stepMs)
  if (into.power) {
    for (const [i, increment] of increments.entries()) {
      if (increment === undefined) continue
      readings.push({ channel: into.power, value: (increment * 3_600_000) / stepMs, at: timeOf(i) })
    }
  }
  if (index === undefined) return readings
  let left = index
  readings.push({ channel: into.index, value: left * into.scale, at: now })
  for (let i = increments.length - 1; i >= 0; i--) {
    const increment = increments[i]
    // What the index was before a step without answer is not known.
    if (increment === undefined) continue
    left -= increment
    if (left >= 0 || index < 0)
      readings.push({ channel: into.index, value: left * into.scale, at: timeOf(i) })
  }
  return readings
}

function stepOf(reader: ByteReader) {
  const minutes = reader.u8()
  if (minutes === 0) throw new FrameError('frame_unknown', 'a time step of no minutes')
  return { time_step: minutes, stepMs: minutes * 60_000 }
}

const kinds = {
  electricity: { index: 'energy', power: 'power', scale: 1e-3 },
  gas: { index: 'gas', scale: 0.1 },
  pulses: { index: 'pulses', scale: 1 },
} as const satisfies Record<string, Into>

export function readCurve(
  reader: ByteReader,
  now: Date,
  info: Info,
  kind: keyof typeof kinds,
): Decoded<Channel> {
  const { time_step, stepMs } = stepOf(reader)
  const index = reader.u32()
  const increments: number[] = []
  while (reader.left > 0) increments.push(reader.u16())
  const readings = readingsOf({ index, increments, stepMs, now }, kinds[kind])
  return { readings, info: { ...info, time_step, increments } }
}

/** 64 bits, all ones = no answer of the meter. Indexes of meters stay far below 2^53. */
function readIndex(reader: ByteReader, isSigned: boolean, divisor: number) {
  const [high, low] = [reader.u32(), reader.u32()]
  if (high === 0xffff_ffff && low === 0xffff_ffff) return undefined
  const value = (isSigned && high >= 2 ** 31 ? high - 2 ** 32 : high) * 2 ** 32 + low
  return value / divisor
}

/** FFFB to FFFF = no value, for reasons of the optical link. */
function readIncrement(reader: ByteReader, isSigned: boolean, divisor: number) {
  const raw = reader.u16()
  if (raw >= 0xfffb) return undefined
  return (isSigned && raw >= 0x8000 ? raw - 0x10000 : raw) / divisor
}

function readValues(reader: ByteReader, count: number, isSigned: boolean, divisor: number) {
  return {
    index: readIndex(reader, isSigned, divisor),
    increments: Array.from({ length: count }, () => readIncrement(reader, isSigned, divisor)),
  }
}

const meter_type = 'mME (Position B)'
const imported = { index: 'energy', power: 'power', scale: 1e-3 } as const
const exported = { index: 'energyExport', power: 'powerExport', scale: 1e-3 } as const

/** One measure of an electronic meter, in watt-hours or tenths of one. */
export function readMmeCurve(reader: ByteReader, now: Date, info: Info, divisor: number): Decoded<Channel> {
  const { time_step, stepMs } = stepOf(reader)
  const isSigned = reader.u8() !== 0
  const values = readValues(reader, Math.ceil((reader.left - 8) / 2), isSigned, divisor)
  const into = String(info.obis).startsWith('E-NEG') ? exported : imported
  const readings = readingsOf({ ...values, stepMs, now }, into)
  return { readings, info: { ...info, meter_type, time_step, increments: values.increments } }
}

/** Import, then export, as many values each. The second byte says which is signed. */
export function readMmeBoth(reader: ByteReader, now: Date, info: Info, divisor: number): Decoded<Channel> {
  const { time_step, stepMs } = stepOf(reader)
  const signs = reader.u8()
  const count = Math.ceil((reader.left - 16) / 4)
  const positive = readValues(reader, Math.max(0, count), (signs & 1) !== 0, divisor)
  const negative = readValues(reader, Math.max(0, count), (signs & 2) !== 0, divisor)
  return {
    readings: [
      ...readingsOf({ ...positive, stepMs, now }, imported),
      ...readingsOf({ ...negative, stepMs, now }, exported),
    ],
    info: {
      ...info,
      meter_type,
      obis: 'E-POS values (OBIS code 1.8.0) and E-NEG values (OBIS code 2.8.0)',
      time_step,
      increments: [positive.increments, negative.increments],
    },
  }
}
