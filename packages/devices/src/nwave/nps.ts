import { ByteReader } from '../byte-reader.ts'
import { u8 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError } from '../define-device.ts'
import { hexOf } from '../hex.ts'

type Channel = 'occupied' | 'temperature' | 'battery'

/** Minutes that the state before has lasted, in steps that grow. */
function previousState(code: number): Record<string, unknown> {
  if (code === 127) return { previousStateMinutes: 660, previousStateOverflow: true }
  if (code < 90) return { previousStateMinutes: code, previousStateErrorMinutes: 0 }
  if (code < 120) return { previousStateMinutes: 90 + (code - 90) * 5, previousStateErrorMinutes: 4 }
  return { previousStateMinutes: 240 + (code - 120) * 60, previousStateErrorMinutes: 59 }
}

// NPS310SM (firmware 1) knows 1 to 5, NPS405 also 0, and its brown-out is 6.
const resetCauses = [
  'rejoining',
  'watchdog',
  'power on',
  'user request',
  'brown-out',
  'other',
  'brown-out',
  'other',
]

/**
 * One byte of 00 or 01 is an NPS310SM (bit 0). The NPS405 has the state in bit 7 and minutes below: for it the same
 * bytes would be "free after at most a minute taken", which its own filter of arrivals hardly ever sends.
 */
function status(frame: ByteReader): Decoded<Channel> {
  const byte = frame.u8()
  if (byte <= 1) return { readings: [{ channel: 'occupied', value: byte }], info: { type: 'status' } }
  return {
    readings: [{ channel: 'occupied', value: byte >> 7 }],
    info: { type: 'status', ...previousState(byte & 0x7f) },
  }
}

function heartbeat(frame: ByteReader): Decoded<Channel> {
  const byte = frame.u8()
  // NPS310SM: that byte alone.
  if (frame.left < 2) {
    const value = byte <= 1 ? byte : byte >> 7
    return { readings: [{ channel: 'occupied', value }], info: { type: 'heartbeat' } }
  }
  return {
    readings: [
      { channel: 'occupied', value: byte >> 7 },
      { channel: 'battery', value: (2500 + frame.u8() * 4) / 1000 },
      { channel: 'temperature', value: frame.i8() / 2 + 10 },
    ],
    info: { type: 'heartbeat', hardwareHealth: byte & 0x7f },
  }
}

function startUp(frame: ByteReader): Decoded<Channel> {
  const firmware = Array.from(frame.take(3)).join('.')
  const cause = frame.u8()
  return {
    readings: [{ channel: 'occupied', value: frame.u8() & 1 }],
    info: { type: 'startup', firmware, resetCause: resetCauses[cause] ?? `${cause}` },
  }
}

/** A driver with a tag: the state counts only when the first bit says so. */
function registration(frame: ByteReader): Decoded<Channel> {
  const byte = frame.u8()
  const tag = hexOf(frame.take(4))
    .replace(/^0+(?=.)/, '')
    .toUpperCase()
  if (byte < 0x80) return { readings: [], info: { type: 'userRegistration', tag } }
  return {
    readings: [{ channel: 'occupied', value: 1 }],
    info: { type: 'userRegistration', tag, ...previousState(byte & 0x7f) },
  }
}

export default defineDevice({
  id: 'nwave-nps',
  version: 1,
  maker: 'Nwave',
  model: 'NPS405',
  description: 'Parking bay sensor (also NPS310SM)',
  source: 'Nwave NPS405 and NPS310SM, LoRaWAN message format',
  expectedIntervalMs: 24 * 3_600_000,
  channels: { occupied: 'parking.occupied', temperature: 'device.temperature', battery: 'battery' },
  decode({ fPort, bytes }) {
    const frame = new ByteReader(bytes)
    switch (fPort) {
      case 1:
        return status(frame)
      case 2:
        return heartbeat(frame)
      case 3:
        return startUp(frame)
      case 6:
        return { readings: [], info: { type: 'debug', bytes: hexOf(frame.take(Math.min(frame.left, 64))) } }
      case 10:
        return registration(frame)
      default:
        throw new FrameError('frame_unknown', `port ${fPort}`)
    }
  },
  frame: ({ occupied = 0, temperature, battery }) =>
    temperature === undefined && battery === undefined
      ? // Two minutes in the state before, so that the byte is no NPS310SM's.
        { fPort: 1, bytes: Uint8Array.of((occupied ? 0x80 : 0) + 2) }
      : {
          fPort: 2,
          bytes: Uint8Array.from([
            occupied ? 0x80 : 0,
            ...u8(((battery ?? 3.6) * 1000 - 2500) / 4),
            Math.round(((temperature ?? 10) - 10) * 2) & 0xff,
          ]),
        },
  examples: [
    { is: 'NPS405: a car after 21 free minutes', fPort: 1, hex: '95', gives: { occupied: 1 } },
    { is: 'NPS405: free after 74 minutes', fPort: 1, hex: '4a', gives: { occupied: 0 } },
    { is: 'NPS310SM: occupied', fPort: 1, hex: '01', gives: { occupied: 1 } },
    { is: 'NPS310SM: heartbeat, free', fPort: 2, hex: '00', gives: { occupied: 0 } },
    {
      is: 'NPS405: heartbeat at 2.57 V and 7.5 °C',
      fPort: 2,
      hex: '8112fb',
      gives: { occupied: 1, battery: 2.572, temperature: 7.5 },
    },
    { is: 'start-up of firmware 2.4.9', fPort: 3, hex: '0204090200', gives: { occupied: 0 } },
    { is: 'a driver registers a tag', fPort: 10, hex: '81001a2b3c', gives: { occupied: 1 } },
    { is: 'a tag without a state', fPort: 10, hex: '01001a2b3c', gives: {} },
    { is: 'heartbeat without bytes', fPort: 2, hex: '', refuses: 'frame_truncated' },
    { is: 'a port that it does not use', fPort: 7, hex: '00', refuses: 'frame_unknown' },
  ],
})
