import { ByteReader } from '../byte-reader.ts'
import { u8, u32Le } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError, type Reading } from '../define-device.ts'
import { readConfiguration } from './w1-configuration.ts'

type Channel = 'volume' | 'lowBattery' | 'leak' | 'fault'

/** Bits 4 to 7 of the status byte. */
const conditions: Readonly<Record<number, string>> = {
  1: 'dry',
  3: 'leakage',
  7: 'backflow',
  9: 'lowTemperature',
  11: 'burst',
}
const hourMs = 3_600_000
/** Some frames come out of the meter corrupted (the maker says so): their clock is years away from the network's. */
const corruptMs = 5 * 360 * 24 * hourMs

function stateOf(status: number, at?: Date): Reading<Channel>[] {
  const condition = conditions[status >> 4] ?? ''
  const flags: [Channel, boolean][] = [
    ['lowBattery', (status & 0x04) !== 0],
    ['leak', ['leakage', 'burst'].includes(condition)],
    ['fault', (status & 0x08) !== 0],
  ]
  return flags.map(([channel, value]) => ({ channel, value: Number(value), ...(at ? { at } : {}) }))
}

function statusInfo(status: number) {
  return {
    lowBattery: (status & 0x04) !== 0,
    permanentError: (status & 0x08) !== 0,
    temporaryError: conditions[status >> 4] ?? false,
  }
}

/**
 * Time, status, index in litres; then an older index with its time and, hour by hour, what was added to it. The hour is
 * the factory's interval: another one (port 101 tells it) is not on this frame.
 */
function readVolumes(reader: ByteReader, observedAt: Date): Decoded<Channel> {
  const lastLogTime = new Date(reader.u32Le() * 1000)
  if (Math.abs(lastLogTime.getTime() - observedAt.getTime()) > corruptMs)
    throw new FrameError('frame_unknown', `corrupted: its clock says ${lastLogTime.toISOString()}`)
  const status = reader.u8()
  const readings: Reading<Channel>[] = [
    { channel: 'volume', value: reader.u32Le() / 1000, at: lastLogTime },
    ...stateOf(status),
  ]
  if (reader.left > 0) {
    let at = reader.u32Le() * 1000
    let litres = reader.u32Le()
    readings.push({ channel: 'volume', value: litres / 1000, at: new Date(at) })
    while (reader.left >= 2) {
      at += hourMs
      litres += reader.u16Le()
      readings.push({ channel: 'volume', value: litres / 1000, at: new Date(at) })
    }
  }
  return {
    readings,
    info: {
      payloadType: 'Basic',
      ...(reader.left > 0 ? { unread: reader.u8() } : {}),
      status: statusInfo(status),
      lastLogTime: lastLogTime.toISOString(),
    },
  }
}

const alarms: Readonly<Record<number, string>> = {
  0: 'NO ERROR',
  4: 'POWER LOW',
  8: 'PERMANENT ERROR',
  16: 'EMPTY PIPE',
  48: 'LEAKAGE',
  112: 'BACKFLOW',
  144: 'FREEZE',
  176: 'BURST',
}

function readAlarm(reader: ByteReader): Decoded<Channel> {
  const date = new Date(reader.u32Le() * 1000)
  const status = reader.u8()
  return {
    readings: stateOf(status, date),
    info: {
      payloadType: 'Device alarms',
      date: date.toISOString(),
      alarmDescription: alarms[status] ?? `status ${status}`,
    },
  }
}

export default defineDevice({
  id: 'axioma-w1',
  version: 2,
  maker: 'Axioma',
  model: 'Qalcosonic W1',
  description: 'Ultrasonic water meter, hourly index, leak, burst and backflow alarms',
  source: 'Axioma Metering, “W1 LoRa payload extended” V01.8 (2020-04-06), sections 2 to 4',
  expectedIntervalMs: 8 * hourMs,
  channels: {
    volume: 'water.volume',
    lowBattery: 'battery.low',
    leak: 'water.leak',
    fault: 'device.fault',
  },
  decode({ fPort, bytes, observedAt }) {
    const reader = new ByteReader(bytes)
    if (fPort === 100) return readVolumes(reader, observedAt)
    if (fPort === 101) return { readings: [], info: readConfiguration(bytes) }
    if (fPort === 103) return readAlarm(reader)
    throw new FrameError('frame_unknown', `port ${fPort}`)
  },
  // The meter stamps its index itself; without a clock here, with the default time of the examples.
  frame(values, at = new Date(Date.UTC(2026, 0, 15, 12))) {
    const status = (values.lowBattery ? 0x04 : 0) | (values.fault ? 0x08 : 0) | (values.leak ? 0x30 : 0)
    const litres = (values.volume ?? 0) * 1000
    const now = Math.floor(at.getTime() / 1000)
    // Without the log of the hours before, which only the meter knows.
    const bytes = [...u32Le(now), ...u8(status), ...u32Le(litres)]
    return { fPort: 100, bytes: Uint8Array.from(bytes) }
  },
  examples: [
    {
      is: 'sixteen hourly indexes and the last one',
      fPort: 100,
      hex: 'bfc7e7600028950100c0e8e660f79301001e0004000f000b00200005001d0054002d000f000a000a00000003000300',
      gives: {
        volume: [
          [103.415, '2021-07-08T12:00:00Z'],
          [103.445, '2021-07-08T13:00:00Z'],
          [103.449, '2021-07-08T14:00:00Z'],
          [103.464, '2021-07-08T15:00:00Z'],
          [103.475, '2021-07-08T16:00:00Z'],
          [103.507, '2021-07-08T17:00:00Z'],
          [103.512, '2021-07-08T18:00:00Z'],
          [103.541, '2021-07-08T19:00:00Z'],
          [103.625, '2021-07-08T20:00:00Z'],
          [103.67, '2021-07-08T21:00:00Z'],
          [103.685, '2021-07-08T22:00:00Z'],
          [103.695, '2021-07-08T23:00:00Z'],
          [103.705, '2021-07-09T00:00:00Z'],
          [103.705, '2021-07-09T01:00:00Z'],
          [103.708, '2021-07-09T02:00:00Z'],
          [103.711, '2021-07-09T03:00:00Z'],
          [103.72, '2021-07-09T03:51:27Z'],
        ],
        lowBattery: 0,
        leak: 0,
        fault: 0,
      },
    },
    {
      is: 'the short form: index alone, leaking',
      fPort: 100,
      hex: 'bfc7e7603028950100',
      gives: { volume: [[103.72, '2021-07-09T03:51:27Z']], lowBattery: 0, leak: 1, fault: 0 },
    },
    {
      is: 'a burst',
      fPort: 103,
      hex: 'bfc7e760b0',
      gives: {
        lowBattery: [[0, '2021-07-09T03:51:27Z']],
        leak: [[1, '2021-07-09T03:51:27Z']],
        fault: [[0, '2021-07-09T03:51:27Z']],
      },
    },
    {
      is: 'what the meter is set to send',
      fPort: 101,
      hex: '04ff891331fd17041344ff891344934d931e206201',
      gives: {},
    },
    {
      is: 'corrupted: a clock of the year 2078',
      fPort: 100,
      hex: 'faf1ffcb71372e891409fe5f5128391f82949cbbcc99237e43b89fa0c6f8fe53fd380f5362a21c4d006ff40f67cf55',
      observedAt: '2024-07-28T00:25:45.935Z',
      refuses: 'frame_unknown',
    },
    { is: 'cut inside the index', fPort: 100, hex: 'bfc7e760002895', refuses: 'frame_truncated' },
    { is: 'an unknown port', fPort: 9, hex: 'bfc7e760', refuses: 'frame_unknown' },
  ],
})
