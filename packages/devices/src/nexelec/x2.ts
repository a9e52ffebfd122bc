import { type Decoded, defineDevice, FrameError, type Reading, type UplinkFrame } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { BitFields, packBits } from './bits.ts'
import { configurationOf, screenOf, statusOf } from './x2-settings.ts'

const channels = {
  temperature: 'air.temperature',
  humidity: 'air.relativeHumidity',
  co2: 'air.co2',
  illuminance: 'air.lightIntensity',
  buttonPressed: 'button.pressed',
  noiseAverage: 'sound.average',
  noisePeak: 'sound.peak',
  occupancyRate: 'presence.rate',
  present: 'presence.detected',
  pm1: 'air.pm1',
  pm2_5: 'air.pm2_5',
  pm10: 'air.pm10',
  pressure: 'air.pressure',
  formaldehyde: 'air.formaldehyde',
  battery: 'battery',
  batteryLow: 'battery.low',
  tamper: 'device.tamper',
} as const
type Channel = keyof typeof channels

const products: Record<string, string> = {
  b9: 'FEEL+',
  ba: 'RISE+',
  bb: 'WAVE+',
  c6: 'MOVE+',
  c7: 'SIGN+',
  c8: 'SENSE+',
  cd: 'ATMO+',
}

interface Field {
  width: number
  /** Absent: a fact, named in `info`. */
  channel?: Channel
  name: string
  scale?: number
  offset?: number
  /** Highest codes, from the top: error, disconnected, switched off, end of life. */
  codes?: 0 | 3 | 4
}

const value = (channel: Channel, width: number, codes: 0 | 3 | 4, scale = 1, offset = 0): Field => ({
  channel,
  name: channel,
  width,
  codes,
  scale,
  offset,
})
const fact = (name: string, width: number): Field => ({ name, width, codes: 0 })

/** Message 1. FEEL+, RISE+, WAVE+, MOVE+ and SIGN+ end after the presence bit. */
const climate: Field[] = [
  value('temperature', 10, 3, 0.1, -30),
  value('humidity', 10, 3, 0.1),
  value('co2', 14, 3),
  // Named VOC in the guide, but 0 on models without that sensor, where other fields have their code for it.
  fact('voc', 14),
  value('illuminance', 10, 3, 5),
  value('buttonPressed', 1, 0),
  value('noiseAverage', 7, 3),
  value('noisePeak', 7, 3),
  value('occupancyRate', 7, 3),
  fact('airIndex', 3),
  fact('airIndexSource', 4),
  fact('airIndexCo2', 3),
  fact('airIndexVoc', 3),
  fact('airDriveIndex', 9),
  value('present', 1, 0),
]

/** SENSE+ and ATMO+ go on with particles, by mass and by number, pressure and formaldehyde. */
const particles: Field[] = [
  value('pm1', 16, 4),
  value('pm2_5', 16, 4),
  value('pm10', 16, 4),
  fact('particles1', 16),
  fact('particles2', 16),
  fact('particles3', 16),
  fact('particles4', 16),
  fact('particles5', 16),
  value('pressure', 10, 3, 1, 300),
  value('formaldehyde', 10, 4),
  fact('airIndexPm1', 3),
  fact('airIndexPm2_5', 3),
  fact('airIndexPm10', 3),
  fact('airIndexFormaldehyde', 3),
]

const faults = ['error', 'disconnected', 'switched off', 'end of life']

/** Scales are decimal fractions: multiplied, 0.1 would give 21.799999999999997 °C. */
const scaled = (raw: number, scale = 1, offset = 0) =>
  (scale < 1 ? raw / Math.round(1 / scale) : raw * scale) + offset

function periodic(bits: BitFields, bytes: Uint8Array): Decoded<Channel> {
  const readings: Reading<Channel>[] = []
  const info: Record<string, unknown> = {}
  for (const field of bytes.length > 15 ? [...climate, ...particles] : climate) {
    const raw = bits.take(field.width)
    const fromTop = 2 ** field.width - 1 - raw
    if (fromTop < (field.codes ?? 0)) info[`${field.name}Fault`] = faults[fromTop]
    else if (field.channel) {
      // Tenths minus thirty leave a trace of binary fractions.
      const exact = Math.round(scaled(raw, field.scale, field.offset) * 10) / 10
      readings.push({ channel: field.channel, value: exact })
    } else info[field.name] = raw
  }
  return { readings, info: { type: 'periodic', ...info } }
}

const histories = {
  2: { channel: 'co2', scale: 5, offset: 0 },
  3: { channel: 'temperature', scale: 0.1, offset: -30 },
  4: { channel: 'humidity', scale: 0.1, offset: 0 },
} as const

/** New values first, then repeats of older messages: so the list runs backwards in time. */
function history(type: 2 | 3 | 4, bits: BitFields, observedAt: Date): Decoded<Channel> {
  const count = bits.take(6)
  const minutes = bits.take(8) * 10
  const repeats = bits.take(6)
  const { channel, scale, offset } = histories[type]
  const readings: Reading<Channel>[] = []
  for (let i = 0; i < count; i++) {
    const raw = bits.take(10)
    const at = new Date(observedAt.getTime() - i * minutes * 60_000)
    const exact = Math.round(scaled(raw, scale, offset) * 10) / 10
    if (raw < 1023) readings.push({ channel, value: exact, at })
  }
  return { readings, info: { type: 'history', minutes, repeats } }
}

function status(bits: BitFields): Decoded<Channel> {
  const { batteryVoltage = 1023, batteryLevel = 4, antiTear, ...info } = statusOf(bits)
  const readings: Reading<Channel>[] = []
  // 1022: on mains. Levels: high, medium, low, critical, mains.
  if (batteryVoltage < 1022) readings.push({ channel: 'battery', value: batteryVoltage / 200 })
  readings.push({ channel: 'batteryLow', value: Number(batteryLevel === 2 || batteryLevel === 3) })
  // Detected, or just taken off its base.
  if (antiTear !== undefined)
    readings.push({ channel: 'tamper', value: Number(antiTear === 1 || antiTear === 2) })
  return { readings, info: { type: 'status', ...info } }
}

function decode({ bytes, observedAt }: UplinkFrame): Decoded<Channel> {
  const bits = new BitFields(bytes, 0)
  const product = bits.take(8)
  const type = bits.take(8)
  const name = hexOf([product])
  const named = products[name] ?? name
  const { readings, info } = message(type, bits, bytes, observedAt)
  return { readings, info: { product: named, ...info } }
}

function message(type: number, bits: BitFields, bytes: Uint8Array, observedAt: Date): Decoded<Channel> {
  switch (type) {
    case 1:
      return periodic(bits, bytes)
    case 2:
    case 3:
    case 4:
      return history(type, bits, observedAt)
    case 5:
      return status(bits)
    case 6:
      return { readings: [], info: { type: 'configuration', ...configurationOf(bits) } }
    case 7:
      return { readings: [], info: { type: 'screen', ...screenOf(bits) } }
    case 8:
      return { readings: [{ channel: 'present', value: bits.take(1) }], info: { type: 'presence' } }
    default:
      throw new FrameError('frame_unknown', `message ${type}`)
  }
}

export default defineDevice({
  id: 'nexelec-x2',
  version: 1,
  maker: 'Nexelec',
  model: 'RISE+',
  description: 'Room sensors with one frame format: FEEL+, RISE+, WAVE+, MOVE+, SIGN+, SENSE+, ATMO+',
  source: 'Nexelec technical guide LoRa, FEEL+ RISE+ WAVE+ MOVE+ SIGN+ SENSE+ ATMO+, “Payload”',
  expectedIntervalMs: 10 * 60_000,
  channels,
  decode,
  frame: (values) => {
    const known = particles.some(({ channel }) => channel && values[channel] !== undefined)
    const layout = known ? [...climate, ...particles] : climate
    const fields = layout.map(({ channel, width, codes = 0, scale = 1, offset = 0 }) => {
      const given = channel && values[channel]
      // What is not given is switched off.
      const raw = given === undefined ? (codes ? 2 ** width - 3 : 0) : Math.round((given - offset) / scale)
      return [Math.max(0, Math.min(raw, 2 ** width - 1)), width] as const
    })
    return { fPort: 1, bytes: Uint8Array.from([known ? 0xc8 : 0xba, 1, ...packBits(fields)]) }
  },
  examples: [
    {
      is: 'RISE+',
      fPort: 1,
      hex: 'ba017d1f40c8000000000000000000',
      gives: {
        temperature: 20,
        humidity: 50,
        co2: 800,
        illuminance: 0,
        buttonPressed: 0,
        noiseAverage: 0,
        noisePeak: 0,
        occupancyRate: 0,
        present: 0,
      },
    },
    {
      is: 'WAVE+ without a microphone, somebody there',
      fPort: 1,
      hex: 'bb01819c20e60000119fbf194abffa',
      gives: {
        temperature: 21.8,
        humidity: 45,
        co2: 920,
        illuminance: 350,
        buttonPressed: 0,
        occupancyRate: 25,
        present: 1,
      },
    },
    {
      is: 'SENSE+ with CO₂ switched off and no formaldehyde sensor',
      fPort: 1,
      hex: 'c80184a56fff4000000c1a8001c194000000000000000000000000000000016b7fc00e',
      gives: {
        temperature: 23,
        humidity: 59.8,
        illuminance: 0,
        buttonPressed: 0,
        noiseAverage: 48,
        noisePeak: 53,
        occupancyRate: 0,
        present: 0,
        pm1: 0,
        pm2_5: 0,
        pm10: 0,
        pressure: 1026,
      },
    },
    {
      is: 'CO₂ history, every 100 minutes',
      fPort: 1,
      hex: 'ba0210281320d2370e60',
      gives: {
        co2: [
          [1150, '2026-01-15T07:00:00Z'],
          [1100, '2026-01-15T08:40:00Z'],
          [1050, '2026-01-15T10:20:00Z'],
          [1000, '2026-01-15T12:00:00Z'],
        ],
      },
    },
    {
      is: 'temperature history',
      fPort: 1,
      hex: 'b903102817d1f47d1f40',
      gives: { temperature: [20, 20, 20, 20] },
    },
    { is: 'humidity history', fPort: 1, hex: 'b904102817d1f47d1f40', gives: { humidity: [50, 50, 50, 50] } },
    {
      is: 'SIGN+ status, on mains',
      fPort: 1,
      hex: 'c705050c3fe80018002800',
      gives: { batteryLow: 0, tamper: 0 },
    },
    { is: 'ATMO+ configuration', fPort: 1, hex: 'cd0620412812cc2307fc2830c4834e23d402fa8f00', gives: {} },
    { is: 'presence', fPort: 1, hex: 'c60880', gives: { present: 1 } },
    { is: 'cut short', fPort: 1, hex: 'ba017d1f', refuses: 'frame_truncated' },
    { is: 'a message that is not known', fPort: 1, hex: 'ba63', refuses: 'frame_unknown' },
  ],
})
