import { z } from 'zod'
import { ByteReader, signed } from '../byte-reader.ts'
import { i16, i32, u8, u16, u32 } from '../byte-writer.ts'
import { command, type DevicePosition, defineDevice, FrameError, type Reading } from '../define-device.ts'
import { bytesOf, hexOf } from '../hex.ts'

const channels = {
  temperature: 'air.temperature',
  humidity: 'air.relativeHumidity',
  illuminance: 'air.lightIntensity',
  motion: 'presence.motionCount',
  co2: 'air.co2',
  battery: 'battery',
  analog1: 'electric.voltage',
  analog2: 'electric.voltage',
  loadCell: 'electric.voltage',
  pulses1: 'pulse.count',
  pulses2: 'pulse.count',
  pulses1Total: 'pulse.total',
  pulses2Total: 'pulse.total',
  externalTemperature: 'air.temperature',
  externalTemperature2: 'air.temperature',
  externalTemperature3: 'air.temperature',
  externalTemperature4: 'air.temperature',
  externalTemperature5: 'air.temperature',
  input1: 'input.active',
  input2: 'input.active',
  distance: 'distance',
  vibrations: 'activity',
  sensorTemperature: 'device.temperature',
  surfaceTemperature: 'air.temperature',
  occupied: 'presence.detected',
  leak: 'water.leak',
  pressure: 'air.pressure',
  soundPeak: 'sound.peak',
  soundAverage: 'sound.average',
  tvoc: 'air.tvoc',
} as const
type Channel = keyof typeof channels

interface Field {
  /** One channel an entry, in the order of the wire. */
  channels: readonly Channel[]
  read(frame: ByteReader): number
  write(value: number): number[]
}

const field = (
  of: Channel | readonly Channel[],
  read: (frame: ByteReader) => number,
  write: (value: number) => number[],
  perUnit = 1,
): Field => ({
  channels: typeof of === 'string' ? [of] : of,
  read: (frame) => read(frame) / perUnit,
  write: (value) => write(value * perUnit),
})

const readU8 = (frame: ByteReader) => frame.u8()
const readU16 = (frame: ByteReader) => frame.u16()
const readU32 = (frame: ByteReader) => frame.u32()
const readI16 = (frame: ByteReader) => frame.i16()
const readI32 = (frame: ByteReader) => frame.i32()
const readFlag = (frame: ByteReader) => Number(frame.u8() !== 0)

/** Elsys' types of one value or of several like ones; the rest is in `special`. */
const fields: Readonly<Record<string, Field>> = {
  '01': field('temperature', readI16, i16, 10),
  '02': field('humidity', readU8, u8),
  '04': field('illuminance', readU16, u16),
  '05': field('motion', readU8, u8),
  '06': field('co2', readU16, u16),
  '07': field('battery', readU16, u16, 1000),
  '08': field('analog1', readU16, u16, 1000),
  '0a': field('pulses1', readU16, u16),
  '0b': field('pulses1Total', readU32, u32),
  '0c': field('externalTemperature', readI16, i16, 10),
  '0d': field('input1', readFlag, u8),
  '0e': field('distance', readU16, u16, 1000),
  '0f': field('vibrations', readU8, u8),
  '10': field(['sensorTemperature', 'surfaceTemperature'], readI16, i16, 10),
  '14': field('pressure', readI32, i32, 1000),
  '15': field(['soundPeak', 'soundAverage'], readU8, u8),
  '16': field('pulses2', readU16, u16),
  '17': field('pulses2Total', readU32, u32),
  '18': field('analog2', readU16, u16, 1000),
  '1a': field('input2', readFlag, u8),
  '1b': field('loadCell', readI32, i32, 1e6),
  '1c': field('tvoc', readU16, u16),
}

/** A chain of up to four outer thermometers repeats type 19. */
const chain: Channel[] = [
  'externalTemperature2',
  'externalTemperature3',
  'externalTemperature4',
  'externalTemperature5',
]

interface Result {
  position?: DevicePosition
  readings: Reading<Channel>[]
  info: Record<string, unknown>
}

const special: Readonly<Record<string, (frame: ByteReader, result: Result) => void>> = {
  // +-63 is one g.
  '03': (frame, { info }) => {
    info.acceleration = { x: frame.i8(), y: frame.i8(), z: frame.i8() }
  },
  '09': (frame, result) => {
    const latitude = signed(frame.u24Le(), 24) / 1e4
    const longitude = signed(frame.u24Le(), 24) / 1e4
    result.position = { longitude, latitude }
  },
  // 0 nobody, 1 may be somebody, 2 somebody.
  '11': (frame, { readings, info }) => {
    const state = frame.u8()
    info.occupancy = state
    if (state !== 1) readings.push({ channel: 'occupied', value: Number(state > 1) })
  },
  // 0 is dry; how wet it is otherwise has no unit.
  '12': (frame, { readings, info }) => {
    const wetness = frame.u8()
    info.waterLeak = wetness
    readings.push({ channel: 'leak', value: Number(wetness > 0) })
  },
  '13': (frame, { info }) => {
    const reference = frame.u8()
    info.heatImage = Array.from(frame.take(64), (pixel) => reference + pixel / 10)
  },
  '19': (frame, { readings }) => {
    const value = frame.i16() / 10
    const channel = chain.find((one) => !readings.some((reading) => reading.channel === one))
    if (channel) readings.push({ channel, value })
  },
  '3d': (frame, { info }) => {
    info.debug = hexOf(frame.take(4))
  },
  '3e': (frame, { info }) => {
    info.settings = hexOf(frame.take(frame.u8()))
  },
}

function decode(bytes: Uint8Array): Result {
  const frame = new ByteReader(bytes)
  const result: Result = { readings: [], info: {} }
  if (frame.left === 0) throw new FrameError('frame_truncated', 'an empty frame')
  while (frame.left > 0) {
    const start = frame.offset
    const type = hexOf([frame.u8()])
    const known = fields[type]
    if (known) {
      for (const channel of known.channels) result.readings.push({ channel, value: known.read(frame) })
    } else if (special[type]) {
      special[type](frame, result)
    } else if (start === 0) {
      throw new FrameError('frame_unknown', `type ${type}`)
    } else {
      // Lengths are not on the wire: what follows an unknown type cannot be read.
      result.info.unread = hexOf(bytes.subarray(start))
      break
    }
  }
  // A type that comes twice in a frame is the same channel at the same time: the last one counts.
  const last = new Map(result.readings.map((reading) => [reading.channel, reading]))
  return { ...result, readings: [...last.values()] }
}

export default defineDevice({
  id: 'elsys-ers',
  version: 1,
  maker: 'ELSYS',
  model: 'ERS',
  description: 'Room sensors with one frame format: ERS, ERS CO2, ERS Eye, ERS Sound, EMS, ELT, ESM',
  source: 'ELSYS “Sensor payload” document, version 11; https://www.elsys.se/en/elsys-payload/',
  expectedIntervalMs: 10 * 60_000,
  channels,
  decode: ({ bytes }) => decode(bytes),
  frame: (values) => {
    const bytes = Object.entries(fields).flatMap(([type, { channels: own, write }]) =>
      own.some((channel) => values[channel] !== undefined)
        ? [Number.parseInt(type, 16), ...own.flatMap((channel) => write(values[channel] ?? 0))]
        : [],
    )
    return { fPort: 5, bytes: Uint8Array.from(bytes) }
  },
  commands: {
    configure: command<{ hex: string }>({
      description: 'Settings as the maker’s configuration app writes them (3E, length, values)',
      parameters: z.object({
        hex: z
          .string()
          .regex(/^([0-9a-f]{2})*$/)
          .max(400),
      }),
      encode: ({ hex }) => ({ fPort: 6, bytes: bytesOf(hex) }),
      decode: ({ fPort, bytes }) => (fPort === 6 && bytes.length <= 200 ? { hex: hexOf(bytes) } : undefined),
      examples: [
        { is: 'restart', parameters: { hex: '3e01fe' }, fPort: 6, hex: '3e01fe' },
        { is: 'nothing', parameters: { hex: '' }, fPort: 6, hex: '' },
      ],
    }),
  },
  examples: [
    {
      is: 'ERS Sound',
      fPort: 5,
      hex: '0100e202290400270506154b30',
      gives: { temperature: 22.6, humidity: 41, illuminance: 39, motion: 6, soundPeak: 75, soundAverage: 48 },
    },
    {
      is: 'ERS CO2',
      fPort: 5,
      hex: '0100e202290400270506060308070e0a',
      gives: { temperature: 22.6, humidity: 41, illuminance: 39, motion: 6, co2: 776, battery: 3.594 },
    },
    { is: 'a position in Paris', fPort: 5, hex: '0100e209a875076c5b00', gives: { temperature: 22.6 } },
    { is: 'ERS Eye, somebody there', fPort: 5, hex: '0100e21102', gives: { temperature: 22.6, occupied: 1 } },
    {
      is: 'EMS: pulses, leak, acceleration',
      fPort: 5,
      hex: '0100e20229030127050a110112110b00012111',
      gives: { temperature: 22.6, humidity: 41, pulses1: 4353, leak: 1, pulses1Total: 74001 },
    },
    {
      is: 'ELT: pressure, outer thermometers, distance, inputs',
      fPort: 5,
      hex: '14000f5ca80cffce1900d219fff60e05dc0d011a00',
      gives: {
        pressure: 1006.76,
        externalTemperature: -5,
        externalTemperature2: 21,
        externalTemperature3: -1,
        distance: 1.5,
        input1: 1,
        input2: 0,
      },
    },
    {
      is: 'ERS Desk: infrared, TVOC, vibration',
      fPort: 5,
      hex: '1000d200f01c00780f03',
      gives: { sensorTemperature: 21, surfaceTemperature: 24, tvoc: 120, vibrations: 3 },
    },
    { is: 'a type twice', fPort: 5, hex: '0100d20100dc', gives: { temperature: 22 } },
    { is: 'a value cut short', fPort: 5, hex: '0100', refuses: 'frame_truncated' },
    { is: 'not of this maker', fPort: 5, hex: 'f00102', refuses: 'frame_unknown' },
  ],
})
