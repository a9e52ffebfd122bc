import { ByteReader } from '../byte-reader.ts'
import { i8 } from '../byte-writer.ts'
import { defineDevice, FrameError } from '../define-device.ts'
import { hexOf } from '../hex.ts'

const resetCauses: Record<number, string> = {
  1: 'watchdog',
  2: 'power on',
  3: 'system request',
  4: 'other',
}

/** Bay sensor (magnetometer and radar). The port names the message. */
export default defineDevice({
  id: 'bosch-tps110',
  version: 1,
  maker: 'Bosch',
  model: 'TPS110',
  description: 'Parking lot sensor, glued on or sunk into the bay',
  source: 'Bosch Parking Lot Sensor TPS110, communication interface, firmware 0.29.2',
  expectedIntervalMs: 24 * 3_600_000,
  channels: { occupied: 'parking.occupied', temperature: 'device.temperature' },
  decode({ fPort, bytes }) {
    const frame = new ByteReader(bytes)
    if (fPort === 1) {
      return { readings: [{ channel: 'occupied', value: frame.u8() & 1 }], info: { type: 'status' } }
    }
    if (fPort === 2) {
      const readings: { channel: 'occupied' | 'temperature'; value: number }[] = [
        { channel: 'occupied', value: frame.u8() & 1 },
      ]
      // Firmware before 0.23 sent the heartbeat without a temperature.
      if (frame.left > 0) readings.push({ channel: 'temperature', value: frame.i8() })
      return { readings, info: { type: 'heartbeat' } }
    }
    if (fPort === 3) {
      // Twelve bits of each word are a code; 0 is none.
      const words = [frame.u32Le(), frame.u32Le(), frame.u32Le()]
      const debugCodes = words.map((word) => word & 0xfff).filter((code) => code !== 0)
      const firmware = Array.from(frame.take(3)).join('.')
      const cause = frame.u8()
      return {
        readings: [{ channel: 'occupied', value: frame.u8() & 1 }],
        info: { type: 'startup', debugCodes, firmware, resetCause: resetCauses[cause] ?? `${cause}` },
      }
    }
    if (fPort === 4 || fPort === 5) {
      const type = fPort === 4 ? 'device information' : 'device usage'
      return { readings: [], info: { type, bytes: hexOf(frame.take(Math.min(frame.left, 64))) } }
    }
    if (fPort === 6) {
      const timestamp = frame.u32Le()
      const debugCode = frame.u16Le() & 0xfff
      frame.skip(2)
      return { readings: [], info: { type: 'debug', timestamp, debugCode, sequence: frame.u16Le() } }
    }
    throw new FrameError('frame_unknown', `port ${fPort}`)
  },
  frame: ({ occupied = 0, temperature }) =>
    temperature === undefined
      ? { fPort: 1, bytes: Uint8Array.of(occupied) }
      : { fPort: 2, bytes: Uint8Array.from([occupied, ...i8(temperature)]) },
  examples: [
    { is: 'a car arrives', fPort: 1, hex: '01', gives: { occupied: 1 } },
    { is: 'a car leaves', fPort: 1, hex: '00', gives: { occupied: 0 } },
    { is: 'heartbeat, free, -3 °C', fPort: 2, hex: '00fd', gives: { occupied: 0, temperature: -3 } },
    {
      is: 'start-up of firmware 0.29.2, occupied',
      fPort: 3,
      hex: '240300007503000000000000001d020301',
      gives: { occupied: 1 },
    },
    { is: 'debug code 0x324', fPort: 6, hex: '10000000240300000700', gives: {} },
    { is: 'start-up cut short', fPort: 3, hex: '2403', refuses: 'frame_truncated' },
    { is: 'a port that it does not use', fPort: 9, hex: '00', refuses: 'frame_unknown' },
  ],
})
