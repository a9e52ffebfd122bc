import { type Decoded, defineDevice, FrameError } from '../define-device.ts'
import { commands } from './smart-valve-commands.ts'

type Channel =
  | 'valve'
  | 'battery'
  | 'batteryVoltage'
  | 'temperature'
  | 'humidity'
  | 'leak'
  | 'tamper'
  | 'cable'
  | 'input0'
  | 'input1'
  | 'fraud'
  | 'counter'
  | 'analog'
type Readings = Decoded<Channel>['readings']

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const hexNumber = (text: string) => (/^[0-9a-f]+$/i.test(text) ? Number.parseInt(text, 16) : undefined)
const round2 = (value: number) => Math.round(value * 100) / 100

/** Four characters: the battery in millivolts, with class and supply in the upper half of the first one. */
function readPower(bytes: Uint8Array): Readings {
  const digits = `${bytes[0]! & 0x0f}${ascii(bytes.subarray(1, 4))}`
  if (!/^\d{4}$/.test(digits)) throw new FrameError('frame_unknown', `battery ${digits}`)
  const millivolts = Number(digits)
  return [
    { channel: 'battery', value: Math.round((millivolts - 2000) / 16) },
    { channel: 'batteryVoltage', value: millivolts / 1000 },
  ]
}

const bits: readonly Channel[] = ['valve', 'tamper', 'cable', 'input0', 'input1', 'leak', 'fraud']

/** One byte over the character 0. */
function readStatus(byte: number): Readings {
  const status = (byte - 0x30) & 0xff
  if (status > 0x7f) throw new FrameError('frame_unknown', `status ${byte}`)
  return bits.map((channel, bit) => ({ channel, value: (status >> bit) & 1 }))
}

/** `C` and six hex digits, `V` and four: pulse counter and analogue input in millivolts. */
function readInputs(text: string): Readings {
  const readings: Readings = []
  const counter = hexNumber(/C(.{6})/.exec(text)?.[1] ?? '')
  const analog = hexNumber(/V(.{4})/.exec(text)?.[1] ?? '')
  if (counter !== undefined) readings.push({ channel: 'counter', value: counter })
  if (analog !== undefined) readings.push({ channel: 'analog', value: analog / 1000 })
  return readings
}

const acknowledged: Readonly<Record<number, string>> = {
  9: 'Class Setting Ack',
  10: 'Radio Setting Ack',
  11: 'Uplink Frequency Ack',
  12: 'Time Synchronization Ack',
  13: 'Time Synchronization Request Ack',
  21: 'Schedulers Inhibition Ack',
  22: 'Magnet Control Ack',
  23: 'Set Counter Value Ack',
  24: 'Counter Value Ack',
  25: 'Analog value Ack',
}
const ackType = (port: number) =>
  port >= 14 && port <= 20 ? 'Schedulers Setting Ack' : (acknowledged[port] ?? `Ack of port ${port}`)

/** `@`, the port that is acknowledged and what was set, in hex digits. */
function readAck(text: string): Decoded<Channel> {
  const ackPort = hexNumber(text.slice(1, 3))
  if (ackPort === undefined) throw new FrameError('frame_truncated', 'an acknowledgement of no port')
  const ackValue = text.slice(3)
  const info: Record<string, unknown> = { ackPort, ackType: ackType(ackPort), ackValue }
  const readings: Readings = []
  const counter = ackPort === 23 || ackPort === 24 ? hexNumber(ackValue.slice(0, 6)) : undefined
  const analog = ackPort === 25 ? hexNumber(ackValue.slice(0, 4)) : undefined
  if (counter !== undefined) readings.push({ channel: 'counter', value: counter })
  if (analog !== undefined) readings.push({ channel: 'analog', value: analog / 1000 })
  const radio = ackPort === 10 ? hexNumber(ackValue.slice(0, 2)) : undefined
  if (radio !== undefined) Object.assign(info, { ADR: radio >> 7, DR: (radio >> 4) & 7, SF: radio & 15 })
  const times = ackPort === 11 ? hexNumber(ackValue.slice(-8)) : undefined
  if (times !== undefined) {
    const [unit1, time1, unit2, time2] = [24, 16, 8, 0].map((shift) => (times >>> shift) & 0xff)
    Object.assign(info, {
      Unit1: unit1 === 0x80 ? 1 : 0,
      Time1: time1,
      Unit2: unit2 === 0x80 ? 1 : 0,
      Time2: time2,
    })
  }
  return { readings, info }
}

function decode(bytes: Uint8Array): Decoded<Channel> {
  if (bytes.length === 0) throw new FrameError('frame_truncated', 'empty frame')
  if (bytes[0] === 0x40) return readAck(ascii(bytes))
  if (bytes.length < 5) throw new FrameError('frame_truncated', `${bytes.length} of at least 5 bytes`)
  const kind = bytes[0]! >> 4
  if (![0x3, 0x7, 0xb, 0xf].includes(kind)) throw new FrameError('frame_unknown', `first byte ${bytes[0]}`)
  const outside = (kind & 0x4) !== 0
  const info = { Class: kind >> 3 ? 'C' : 'A', Power: outside ? 'external' : 'battery' }
  const readings = [...(outside ? [] : readPower(bytes)), ...readStatus(bytes[4]!)]
  const rest = bytes.subarray(5)
  if (rest[0] === 0x40) {
    const ack = readAck(ascii(rest))
    return { readings: [...readings, ...ack.readings], info: { ...info, ...ack.info } }
  }
  if (rest[0] !== 0x23) return { readings: [...readings, ...readInputs(ascii(rest))], info }
  if (rest.length < 5) throw new FrameError('frame_truncated', 'temperature and humidity')
  // A Sensirion SHT2x, raw.
  const [temperature, humidity] = [rest[1]! * 256 + rest[2]!, rest[3]! * 256 + rest[4]!]
  readings.push(
    { channel: 'temperature', value: round2((temperature / 65536) * 165 - 40) },
    { channel: 'humidity', value: round2((humidity / 65536) * 100) },
    ...readInputs(ascii(rest.subarray(5))),
  )
  return { readings, info }
}

export default defineDevice({
  id: 'strega-smart-valve',
  version: 2,
  maker: 'Strega',
  model: 'Smart Valve',
  description: 'Battery-powered valve controller (smart valve, motorised valve, emitter, switch)',
  source: 'STREGA Smart-Valve LoRaWAN payload description V4',
  expectedIntervalMs: 3_600_000,
  channels: {
    valve: 'valve.open',
    battery: 'battery.level',
    batteryVoltage: 'battery',
    temperature: 'air.temperature',
    humidity: 'air.relativeHumidity',
    leak: 'water.leak',
    tamper: 'device.tamper',
    cable: 'device.tamper',
    /** On motorised valves `input1` is the limit switch open, `fraud` the limit switch closed. */
    input0: 'input.active',
    input1: 'input.active',
    fraud: 'input.active',
    counter: 'pulse.total',
    analog: 'electric.voltage',
  },
  decode: ({ bytes }) => decode(bytes),
  frame(values) {
    const millivolts = Math.round(
      values.batteryVoltage === undefined
        ? 2000 + 16 * (values.battery ?? 100)
        : values.batteryVoltage * 1000,
    )
    const status = bits.reduce((byte, channel, bit) => byte | (values[channel] ? 1 << bit : 0), 0)
    const raw = (value: number) => {
      const clamped = Math.min(65535, Math.max(0, Math.round(value)))
      return [clamped >> 8, clamped & 0xff]
    }
    const climate =
      values.temperature === undefined
        ? []
        : [
            0x23,
            ...raw(((values.temperature + 40) / 165) * 65536),
            ...raw(((values.humidity ?? 0) / 100) * 65536),
          ]
    const text = [
      values.counter === undefined ? '' : `C${Math.round(values.counter).toString(16).padStart(6, '0')}`,
      values.analog === undefined
        ? ''
        : `V${Math.round(values.analog * 1000)
            .toString(16)
            .padStart(4, '0')}`,
    ].join('')
    const bytes = [
      ...Array.from(String(millivolts).padStart(4, '0'), (digit) => digit.charCodeAt(0)),
      (0x30 + status) & 0xff,
      ...climate,
      ...Array.from(text, (character) => character.charCodeAt(0)),
    ]
    return { fPort: 4, bytes: Uint8Array.from(bytes) }
  },
  commands,
  examples: [
    {
      is: 'closed, box open, with climate',
      fPort: 4,
      hex: '333138383223633d77db',
      gives: {
        battery: 74,
        batteryVoltage: 3.188,
        valve: 0,
        tamper: 1,
        cable: 0,
        input0: 0,
        input1: 0,
        leak: 0,
        fraud: 0,
        temperature: 23.96,
        humidity: 46.82,
      },
    },
    {
      is: 'open, with counter and analogue input',
      fPort: 4,
      hex: '3336303031433030303166345630396334',
      gives: {
        battery: 100,
        batteryVoltage: 3.6,
        valve: 1,
        tamper: 0,
        cable: 0,
        input0: 0,
        input1: 0,
        leak: 0,
        fraud: 0,
        counter: 500,
        analog: 2.5,
      },
    },
    {
      is: 'class C, supplied from outside, open',
      fPort: 4,
      hex: 'f333303031',
      gives: { valve: 1, tamper: 0, cable: 0, input0: 0, input1: 0, leak: 0, fraud: 0 },
    },
    { is: 'counter on request', fPort: 4, hex: '403138303030303634', gives: { counter: 100 } },
    { is: 'cut inside the climate', fPort: 4, hex: '333138383223633d', refuses: 'frame_truncated' },
    { is: 'a status that is none', fPort: 4, hex: 'f3333030ff', refuses: 'frame_unknown' },
    { is: 'another maker', fPort: 4, hex: '0175640000', refuses: 'frame_unknown' },
  ],
})
