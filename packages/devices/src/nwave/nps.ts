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

/** Bit 0 is the state in both generations; the NPS405 has the state before in the other seven. */
function status(frame: ByteReader): Decoded<Channel> {
  const byte = frame.u8()
  return {
    readings: [{ channel: 'occupied', value: byte & 1 }],
    info: { type: 'status', ...previousState(byte >> 1) },
  }
}

function heartbeat(frame: ByteReader): Decoded<Channel> {
  const byte = frame.u8()
  const occupied = { channel: 'occupied' as const, value: byte & 1 }
  // NPS310SM: that byte alone.
  if (frame.left === 0) return { readings: [occupied], info: { type: 'heartbeat' } }
  return {
    readings: [
      occupied,
      { channel: 'battery', value: (2500 + frame.u8() * 4) / 1000 },
      { channel: 'temperature', value: frame.i8() / 2 + 10 },
    ],
    info: { type: 'heartbeat', hardwareHealth: byte >> 1 },
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
  if ((byte & 1) === 0) return { readings: [], info: { type: 'userRegistration', tag } }
  return {
    readings: [{ channel: 'occupied', value: 1 }],
    info: { type: 'userRegistration', tag, ...previousState(byte >> 1) },
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
      ? { fPort: 1, bytes: Uint8Array.of(occupied) }
      : {
          fPort: 2,
          bytes: Uint8Array.from([
            occupied,
            ...u8(((battery ?? 3.6) * 1000 - 2500) / 4),
            Math.round(((temperature ?? 10) - 10) * 2) & 0xff,
          ]),
        },
  examples: [
    { is: 'NPS405: a car after 74 free minutes', fPort: 1, hex: '95', gives: { occupied: 1 } },
    { is: 'NPS405: free after 37 minutes', fPort: 1, hex: '4a', gives: { occupied: 0 } },
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
    { is: 'a tag without a state', fPort: 10, hex: '00001a2b3c', gives: {} },
    { is: 'heartbeat without bytes', fPort: 2, hex: '', refuses: 'frame_truncated' },
    { is: 'a port that it does not use', fPort: 7, hex: '00', refuses: 'frame_unknown' },
  ],
})
