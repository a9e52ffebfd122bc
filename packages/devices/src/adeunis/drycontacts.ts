import type { ByteReader } from '../byte-reader.ts'
import { u16 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError, type Reading } from '../define-device.ts'
import { commonInfo, readAdeunis } from './frame.ts'

const letters = ['A', 'B', 'C', 'D'] as const
type Letter = (typeof letters)[number]
type Channel = `state${Letter}` | `events${Letter}` | 'batteryLow' | 'fault'

/** Frame 40, on an event or periodically: counters of the events, then two bits a contact: now, and in the last frame. */
function readEvents(body: ByteReader): Decoded<Channel> {
  const counts = letters.map(() => body.u16())
  const states = body.u8()
  const readings = letters.flatMap((letter, i): Reading<Channel>[] => [
    { channel: `events${letter}`, value: counts[i]! },
    { channel: `state${letter}`, value: (states >> (2 * i)) & 1 },
  ])
  const previous = Object.fromEntries(
    letters.map((letter, i) => [
      `channel${letter}`,
      { previousFrameState: ((states >> (2 * i + 1)) & 1) === 1 },
    ]),
  )
  return { readings, info: { type: 'data', ...previous } }
}

/** Frame 30, Dry Contacts 2: the same once a day, one bit a contact. */
function readKeepAlive(body: ByteReader): Decoded<Channel> {
  if (body.left === 0) return { readings: [], info: { type: 'keepAlive' } }
  const counts = letters.map(() => body.u16())
  const states = body.u8()
  const readings = letters.flatMap((letter, i): Reading<Channel>[] => [
    { channel: `events${letter}`, value: counts[i]! },
    { channel: `state${letter}`, value: (states >> i) & 1 },
  ])
  return { readings, info: { type: 'keepAlive' } }
}

const types = [
  'disabled',
  'inputPeriodic',
  'inputPeriodic',
  'inputPeriodic',
  'inputEvent',
  'inputEvent',
  'inputEvent',
  'output',
  'output',
]
const edges = ['', 'high', 'low', 'both', 'high', 'low', 'both', 'high', 'low']
const debounces: readonly (readonly [number, string])[] = [
  [0, 's'],
  [10, 'ms'],
  [20, 'ms'],
  [50, 'ms'],
  [100, 'ms'],
  [200, 'ms'],
  [500, 'ms'],
  [1, 's'],
  [2, 's'],
  [5, 's'],
  [10, 's'],
  [20, 's'],
  [40, 's'],
  [60, 's'],
  [5, 'm'],
  [10, 'm'],
]

function contact(byte: number) {
  const type = types[byte & 15] ?? 'disabled'
  if (type === 'disabled') return { type }
  const [value, unit] = debounces[byte >> 4]!
  return { type, edge: edges[byte & 15], debounceDuration: { unit, value } }
}

/** In test mode times count in 20 s, in production in 10 minutes. */
function readConfiguration(body: ByteReader): Decoded<Channel> {
  const [keepAlive, transmit] = [body.u8(), body.u8()]
  const contacts = letters.map((letter) => [`channel${letter}`, contact(body.u8())])
  const mode = body.u8()
  const period = (value: number) =>
    mode === 1 ? { unit: 'm', value: value * 10 } : { unit: 's', value: value * 20 }
  const info = {
    type: 'configuration',
    productMode: ['PARK', 'PRODUCTION', 'TEST', 'DEAD'][mode] ?? `${mode}`,
    keepAlivePeriod: period(keepAlive),
    transmitPeriod: period(transmit),
    ...Object.fromEntries(contacts),
  }
  return { readings: [], info }
}

function readDurations(body: ByteReader): Decoded<Channel> {
  const present = body.u8()
  const info: Record<string, unknown> = { type: 'timeCounters' }
  for (const [i, letter] of letters.entries()) {
    if (present & (1 << i)) info[`channel${letter}TimeCounter`] = { unit: 's', value: body.u32() }
  }
  return { readings: [], info }
}

/** A frame of this code is so long without the time that Dry Contacts 2 adds; the older product has a fault bit there. */
const plain: Readonly<Record<number, number>> = { 64: 11, 48: 11, 65: 5 }

export default defineDevice({
  id: 'adeunis-drycontacts',
  version: 1,
  maker: 'Adeunis',
  model: 'DRY CONTACTS',
  description: 'Four dry contacts: call buttons, doors, alarms',
  source: 'Adeunis DRY CONTACTS and DRY CONTACTS 2, technical reference, “Explanation of the frames”',
  expectedIntervalMs: 24 * 3_600_000,
  channels: {
    stateA: 'input.active',
    stateB: 'input.active',
    stateC: 'input.active',
    stateD: 'input.active',
    eventsA: 'pulse.count',
    eventsB: 'pulse.count',
    eventsC: 'pulse.count',
    eventsD: 'pulse.count',
    batteryLow: 'battery.low',
    fault: 'device.fault',
  },
  decode({ bytes }) {
    const expected = plain[bytes[0] ?? 0]
    const timed = bytes[0] === 0x59 || (expected !== undefined && bytes.length >= expected + 4)
    const frame = readAdeunis(bytes, { timed })
    const { readings, info } = content(frame)
    const at = frame.at ? { at: frame.at } : {}
    return {
      readings: [
        ...readings.map((reading) => ({ ...reading, ...at })),
        { channel: 'batteryLow', value: Number(frame.lowBattery) },
        ...(timed ? [] : [{ channel: 'fault' as const, value: (frame.status >> 2) & 1 }]),
      ],
      info: { ...info, frameCounter: frame.frameCounter, configurationDone: frame.configurationDone },
    }
  },
  frame: (values) => {
    const counts = letters.flatMap((letter) => u16(values[`events${letter}`] ?? 0))
    const states = letters.reduce(
      (byte, letter, i) => byte | (values[`state${letter}`] ? 1 << (2 * i) : 0),
      0,
    )
    const status = (values.batteryLow ? 0x02 : 0) | (values.fault ? 0x04 : 0)
    return { fPort: 1, bytes: Uint8Array.from([0x40, status, ...counts, states]) }
  },
  examples: [
    {
      is: 'one event on contact A, now closed',
      fPort: 1,
      hex: '4040000100000005000201',
      gives: {
        eventsA: 1,
        eventsB: 0,
        eventsC: 5,
        eventsD: 2,
        stateA: 1,
        stateB: 0,
        stateC: 0,
        stateD: 0,
        batteryLow: 0,
        fault: 0,
      },
    },
    {
      is: 'Dry Contacts 2: with its own time',
      fPort: 1,
      hex: '400400010000000000004014aba3e9',
      gives: {
        eventsA: [[1, '2023-12-28T19:22:17Z']],
        eventsB: [[0, '2023-12-28T19:22:17Z']],
        eventsC: [[0, '2023-12-28T19:22:17Z']],
        eventsD: [[0, '2023-12-28T19:22:17Z']],
        stateA: [[0, '2023-12-28T19:22:17Z']],
        stateB: [[0, '2023-12-28T19:22:17Z']],
        stateC: [[0, '2023-12-28T19:22:17Z']],
        stateD: [[1, '2023-12-28T19:22:17Z']],
        batteryLow: 0,
      },
    },
    { is: 'configuration', fPort: 1, hex: '102090014314070002', gives: { batteryLow: 0, fault: 0 } },
    { is: 'network settings, low battery', fPort: 1, hex: '20820501', gives: { batteryLow: 1, fault: 0 } },
    { is: 'cut inside the counters', fPort: 1, hex: '4040000100', refuses: 'frame_truncated' },
    { is: 'another product', fPort: 1, hex: '9900', refuses: 'frame_unknown' },
  ],
})

function content(frame: ReturnType<typeof readAdeunis>): Decoded<Channel> {
  const { code, body } = frame
  if (code === 0x40) return readEvents(body)
  if (code === 0x30) return readKeepAlive(body)
  if (code === 0x10 && body.left === 7) return readConfiguration(body)
  if (code === 0x10) return { readings: [], info: { type: 'configuration', values: Array.from(body.rest()) } }
  if (code === 0x41) {
    const info = {
      type: 'durationAlarm',
      channel: body.u8(),
      durationThreshold: { unit: 'min', value: body.u16() },
    }
    return { readings: [], info }
  }
  if (code === 0x59) return readDurations(body)
  const info = commonInfo(frame)
  if (!info) throw new FrameError('frame_unknown', `code ${code.toString(16)}`)
  return { readings: [], info }
}
