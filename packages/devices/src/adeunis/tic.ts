import type { ByteReader } from '../byte-reader.ts'
import { u32 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError } from '../define-device.ts'
import { type TicLabel, ticChannels, ticReading } from '../tic-labels.ts'
import { commonInfo, readAdeunis } from './frame.ts'
import { productModes } from './pulse-configuration.ts'

type Channel = TicLabel | 'batteryLow' | 'fault'
type Unit = 'Wh' | 'kWh' | 'varh' | 'kvarh' | 'VAh' | 'VA' | 'W' | 'A'
type Field = readonly [label: string, kind: number | Unit | 'date']

/** Frame 49 by kind of meter: text of so many characters, or 32 bits in the meter's unit. */
const single: readonly Field[] = [
  ['ADCO', 12],
  ['OPTARIF', 4],
  ['BASE', 'Wh'],
  ['ISOUSC', 'A'],
  ['IINST', 'A'],
  ['IMAX', 'A'],
  ['PAPP', 'VA'],
  ['HCHC', 'Wh'],
  ['HCHP', 'Wh'],
  ['PTEC', 4],
]
const threePhase: readonly Field[] = [
  ['ADCO', 12],
  ['BASE', 'Wh'],
  ['IINST1', 'A'],
  ['IINST2', 'A'],
  ['IINST3', 'A'],
  ['IMAX1', 'A'],
  ['IMAX2', 'A'],
  ['IMAX3', 'A'],
  ['PMAX', 'W'],
  ['PAPP', 'VA'],
]
const pmePmi: readonly Field[] = [
  ['DATE', 'date'],
  ['EA_s', 'Wh'],
  ['ER+_s', 'varh'],
  ['ER-_s', 'varh'],
  ['EAPP_s', 'VAh'],
  ['PTCOUR1', 3],
  ['EAP_s', 'kWh'],
  ['ER+P_s', 'kvarh'],
  ['ER-P_s', 'kvarh'],
  ['EaP-1_s', 'kWh'],
  ['ER+P-1_s', 'kvarh'],
  ['ER-P-1_s', 'kvarh'],
]
const notFound = 0x8000_0000

/**
 * The frame does not say which of the three it is: the identifier of a single or three-phase meter is digits, a PME-PMI
 * starts with a date; a single-phase frame is 50 bytes long and ends in the four letters of the tariff period.
 */
function fieldsOf(bytes: Uint8Array): readonly Field[] {
  const text = (byte: number | undefined) => byte === 0 || (byte !== undefined && byte >= 0x20 && byte < 0x7f)
  const identifier = Array.from(bytes.subarray(2, 14))
  if (!identifier.every(text)) return pmePmi
  const period = bytes.subarray(46, 50)
  const option = bytes.subarray(14, 18)
  const letters = Array.from(period).every(text) && Array.from(option).every(text)
  // Zeros are "not found" as text and nothing as a number: letters in one of the two settle it.
  return letters && [...period, ...option].some((byte) => byte !== 0) ? single : threePhase
}

const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes.filter((byte) => byte !== 0)) || 'notFound'

/** Year, month, day, hour, minute, second of the meter, whose clock keeps French time. */
function dateOf(body: ByteReader) {
  const [day, month, year, hour, minute, second] = Array.from(body.take(6), (n) => String(n).padStart(2, '0'))
  return `20${year}-${month}-${day}T${hour}:${minute}:${second}`
}

const widthOf = (kind: Field[1]) => (typeof kind === 'number' ? kind : kind === 'date' ? 6 : 4)

function readData(body: ByteReader, bytes: Uint8Array): Decoded<Channel> {
  const readings: Decoded<Channel>['readings'] = []
  const info: Record<string, unknown> = { type: 'data' }
  for (const [n, [label, kind]] of fieldsOf(bytes).entries()) {
    // A reader that found fewer labels sends fewer fields: behind the identifier the rest is not there, which is no fault.
    if (n > 0 && body.left < widthOf(kind)) break
    if (typeof kind === 'number') info[label] = textOf(body.take(kind))
    else if (kind === 'date') info[label] = dateOf(body)
    else {
      const value = body.u32()
      const reading = value === notFound ? undefined : ticReading(label, value)
      if (reading) readings.push(reading)
      else info[label] = value === notFound ? 'notFound' : { unit: kind, value }
    }
  }
  return { readings, info }
}

const alarmTypes = [
  'manualTrigger',
  'labelAppearance',
  'labelDisappearance',
  'highThreshold',
  'lowThreshold',
  'endThresholdAlarm',
  'deltaPositive',
  'deltaNegative',
]

/** Frame 4A: the label that was watched, as text; a number if it is all digits. */
function readAlarm(body: ByteReader): Decoded<Channel> {
  const label = textOf(body.take(10))
  const kind = body.u8()
  const value = textOf(body.rest())
  const reading = /^\d+$/.test(value) ? ticReading(label, Number(value)) : undefined
  const info = { type: 'alarm', label, alarmType: alarmTypes[kind] ?? kind, value }
  return { readings: reading ? [reading] : [], info }
}

function readConfiguration(body: ByteReader): Record<string, unknown> {
  const keepAlive = body.u8()
  const transmissionPeriodData = body.u16()
  const mode = body.u8()
  const sampling = body.u16()
  const test = mode === 2
  return {
    type: 'configuration',
    productMode: productModes[mode] ?? mode,
    transmissionPeriodKeepAlive: test
      ? { unit: 's', value: keepAlive * 20 }
      : { unit: 'm', value: keepAlive * 10 },
    samplingPeriod: test ? { unit: 's', value: sampling * 20 } : { unit: 'm', value: sampling },
    transmissionPeriodData,
  }
}

export default defineDevice({
  id: 'adeunis-tic',
  version: 1,
  maker: 'Adeunis',
  model: 'TIC',
  description: 'Reader of French electricity meters: Linky and CBE (one and three phases), PME-PMI',
  source: 'Adeunis TIC CBE/LINKY and TIC PME/PMI technical reference, “Explanation of the frames”',
  expectedIntervalMs: 3_600_000,
  channels: { ...ticChannels, batteryLow: 'battery.low', fault: 'device.fault' },
  decode({ bytes }) {
    const frame = readAdeunis(bytes, { timed: false })
    const { readings, info } = content(frame, bytes)
    return {
      readings: [
        ...readings,
        { channel: 'batteryLow', value: Number(frame.lowBattery) },
        { channel: 'fault', value: frame.status & 0x14 ? 1 : 0 },
      ],
      info: {
        ...info,
        frameCounter: frame.frameCounter,
        configurationDone: frame.configurationDone,
        hardwareError: (frame.status & 0x04) !== 0,
        configurationInconsistency: (frame.status & 0x08) !== 0,
        readError: (frame.status & 0x10) !== 0,
      },
    }
  },
  frame(values) {
    const text = (characters: string) => Array.from(characters, (character) => character.charCodeAt(0))
    const energy = (value: number | undefined) => (value === undefined ? u32(notFound) : u32(value * 1000))
    const plain = (value: number | undefined) => (value === undefined ? u32(notFound) : u32(value))
    const status = (values.batteryLow ? 0x02 : 0) | (values.fault ? 0x04 : 0)
    const bytes = [
      ...[0x49, status, ...text('021728000000'), ...text(values.BASE === undefined ? 'HC..' : 'BASE')],
      ...[energy(values.BASE), u32(45), plain(values.IINST), u32(notFound), plain(values.PAPP)].flat(),
      ...[energy(values.HCHC), energy(values.HCHP), text(values.BASE === undefined ? 'HP..' : 'TH..')].flat(),
    ]
    return { fPort: 1, bytes: Uint8Array.from(bytes) }
  },
  examples: [
    {
      is: 'Linky, one phase, off-peak tariff',
      fPort: 1,
      hex: '494030323137323830333138313948432e2e800000000000002d000000000000000000000000000000000000000048502e2e',
      gives: { IINST: 0, PAPP: 0, HCHC: 0, HCHP: 0, batteryLow: 0, fault: 0 },
    },
    {
      is: 'Linky, one phase, a frame that ends early',
      fPort: 1,
      hex: '494030323137323830333138313948432e2e800000000000002d',
      gives: { batteryLow: 0, fault: 0 },
    },
    {
      is: 'PME-PMI',
      fPort: 1,
      hex: '49601504140d2b05000002c30000009800000002000002eb485045000692cc00025caa0000053700068db800025b8200000528',
      gives: {
        EA_s: 707 / 1000,
        EAP_s: 430796,
        'ER+P_s': 154794,
        'ER-P_s': 1335,
        'EaP-1_s': 429496,
        'ER+P-1_s': 154498,
        'ER-P-1_s': 1320,
        batteryLow: 0,
        fault: 0,
      },
    },
    {
      is: 'Linky, three phases',
      fPort: 1,
      hex: '49003032313732383033313831390012d687000000010000000200000003800000008000000080000000000013880000058c',
      gives: {
        BASE: 1234.567,
        IINST1: 1,
        IINST2: 2,
        IINST3: 3,
        PAPP: 1420,
        batteryLow: 0,
        fault: 0,
      },
    },
    {
      is: 'alarm on a label',
      fPort: 1,
      hex: '4aa04144434f00000000000000303231373238303331383139',
      gives: { batteryLow: 0, fault: 0 },
    },
    { is: 'configuration', fPort: 1, hex: '1000900001020005', gives: { batteryLow: 0, fault: 0 } },
    { is: 'cut inside the identifier', fPort: 1, hex: '49403032', refuses: 'frame_truncated' },
    { is: 'another product', fPort: 1, hex: '9900', refuses: 'frame_unknown' },
  ],
})

function content(frame: ReturnType<typeof readAdeunis>, bytes: Uint8Array): Decoded<Channel> {
  const { code, body } = frame
  if (code === 0x49) return readData(body, bytes)
  if (code === 0x4a) return readAlarm(body)
  if (code === 0x10) return { readings: [], info: readConfiguration(body) }
  if (code === 0x30) return { readings: [], info: { type: 'keepAlive' } }
  const info = commonInfo(frame)
  if (!info) throw new FrameError('frame_unknown', `code ${code.toString(16)}`)
  return { readings: [], info }
}
