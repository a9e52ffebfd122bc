import { u32 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError, type Reading } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { commonInfo, readAdeunis } from './frame.ts'
import { readConfiguration, readDailyThresholds, readFlowThresholds } from './pulse-configuration.ts'

type Letter = 'A' | 'B'
type Channel = `pulses${Letter}` | `leak${Letter}` | `tamper${Letter}` | 'batteryLow'
type Frame = ReturnType<typeof readAdeunis>

/**
 * How far apart the values of frames 5A and 5B are is a setting (registers 320 and 321) that the frame does not carry;
 * this is the factory's one hour. The newest value's time is known, that of the others supposed.
 */
const historyStepMs = 3_600_000

/** Frames 5A and 5B: the index, then what it grew by, newest first. */
function readHistory({ code, body, at }: Frame, observedAt: Date): Decoded<Channel> {
  const channel = code === 0x5a ? 'pulsesA' : 'pulsesB'
  let total = body.u32()
  let time = (at ?? observedAt).getTime()
  const readings: Reading<Channel>[] = [{ channel, value: total, at: new Date(time) }]
  while (body.left > 0) {
    total -= body.u16()
    time -= historyStepMs
    readings.push({ channel, value: total, at: new Date(time) })
  }
  return { readings, info: { type: 'periodicData' } }
}

/** Frame 30, once a day: alarms and the extremes of the flow (pulses a period) of the last 24 hours. */
function readKeepAlive({ body }: Frame): Decoded<Channel> {
  const alarms = body.u8()
  const [maxA, maxB, minA, minB] = [body.u16(), body.u16(), body.u16(), body.u16()]
  return {
    readings: [
      { channel: 'tamperA', value: (alarms >> 2) & 1 },
      { channel: 'tamperB', value: (alarms >> 3) & 1 },
      { channel: 'leakA', value: (alarms >> 4) & 1 },
      { channel: 'leakB', value: (alarms >> 5) & 1 },
    ],
    info: {
      type: 'keepAlive',
      flowA: { alarm: (alarms & 1) !== 0, last24hMin: minA, last24hMax: maxA },
      flowB: { alarm: (alarms & 2) !== 0, last24hMin: minB, last24hMax: maxB },
    },
  }
}

/** First interval of a frame 48, by frame index: it depends on how much the network lets a frame carry. */
function historicBase(index: number, length: number) {
  if (length === 31 || length === 51) return [1, 11][index]
  if (length === 7 && (index === 2 || index === 12)) return 23
  if (length === 7 && index === 3) return 5
  if (length === 11) return index === 0 ? 1 : 2 * index - 1
  return 0
}

/** Frame 48: the day's intervals, from an index that has no time of its own; kept as information. */
function readHistoric({ body }: Frame, length: number): Decoded<Channel> {
  const frameIndex = body.u8()
  const indexes = frameIndex === 0 ? [body.u32(), body.u32()] : []
  const deltas: number[][] = [[], []]
  while (body.left > 0) for (const one of deltas) one.push(body.u16())
  const channels = ['channel A', 'channel B'].map((name, i) => ({
    name,
    ...(indexes[i] === undefined ? {} : { index: indexes[i] }),
    deltaValues: deltas[i],
  }))
  const baseTime = historicBase(frameIndex, length)
  return { readings: [], info: { type: 'historicData', frameIndex, baseTime, channels } }
}

function content(frame: Frame, length: number, observedAt: Date): Decoded<Channel> {
  const { code, body, at } = frame
  const time = at ? { at } : {}
  switch (code) {
    case 0x46:
      return {
        readings: [
          { channel: 'pulsesA', value: body.u32(), ...time },
          { channel: 'pulsesB', value: body.u32(), ...time },
        ],
        info: { type: 'data' },
      }
    case 0x47:
      return { readings: [], info: { type: 'flowAlarm', flowValues: [body.u16(), body.u16()] } }
    case 0x48:
      return readHistoric(frame, length)
    case 0x5a:
    case 0x5b:
      return readHistory(frame, observedAt)
    case 0x30:
      return body.left === 0 ? { readings: [], info: { type: 'keepAlive' } } : readKeepAlive(frame)
    case 0x10:
      return { readings: [], info: readConfiguration(body, length) }
    case 0x11:
      return { readings: [], info: readFlowThresholds(body) }
    case 0x12:
      return { readings: [], info: readDailyThresholds(body) }
  }
  const info = commonInfo(frame)
  if (!info) throw new FrameError('frame_unknown', `code ${code.toString(16)}`)
  return { readings: [], info }
}

const codes = [0x10, 0x11, 0x12, 0x1f, 0x20, 0x2f, 0x30, 0x33, 0x37, 0x46, 0x47, 0x48, 0x5a, 0x5b]
/** Of a fixed length: whatever follows is the time. The first PULSE has a fault flag where PULSE 4 announces it. */
const plain: Readonly<Record<number, number>> = { 48: 11, 70: 10, 71: 6 }
const headerSize = 13

/** PULSE 4 NB-IoT: thirteen bytes in front, IMEI, signal and a counter. An IMEI can start like a short frame. */
function nbIotOf(bytes: Uint8Array) {
  const inside = bytes[headerSize]
  if (inside === undefined || !codes.includes(inside)) return undefined
  if (codes.includes(bytes[0]!) && bytes[0] !== 0x11) return undefined
  const counter = new DataView(bytes.buffer, bytes.byteOffset).getUint32(9)
  return { imei: hexOf(bytes.subarray(0, 8)), signalQuality: bytes[8], globalFrameCounter: counter }
}

export default defineDevice({
  id: 'adeunis-pulse',
  version: 1,
  maker: 'Adeunis',
  model: 'PULSE',
  description: 'Two pulse inputs for water, gas and energy meters (PULSE 1 to 4, also NB-IoT)',
  source: 'Adeunis PULSE, PULSE 3 and PULSE 4 technical reference, “Explanation of the frames”',
  expectedIntervalMs: 24 * 3_600_000,
  channels: {
    pulsesA: 'pulse.total',
    pulsesB: 'pulse.total',
    leakA: 'water.leak',
    leakB: 'water.leak',
    tamperA: 'device.tamper',
    tamperB: 'device.tamper',
    batteryLow: 'battery.low',
  },
  decode({ bytes: received, observedAt }) {
    const nbIot = nbIotOf(received)
    const bytes = nbIot ? received.subarray(headerSize) : received
    const code = bytes[0] ?? 0
    const fixed = plain[code]
    const timed = fixed === undefined ? code === 0x5a || code === 0x5b : bytes.length >= fixed + 4
    const frame = readAdeunis(bytes, { timed })
    const { readings, info } = content(frame, bytes.length, observedAt)
    return {
      readings: [...readings, { channel: 'batteryLow', value: Number(frame.lowBattery) }],
      info: {
        ...info,
        ...(nbIot ? { nbIot } : {}),
        frameCounter: frame.frameCounter,
        configurationDone: frame.configurationDone,
        ...(timed ? {} : { hardwareError: (frame.status & 0x04) !== 0 }),
        ...(frame.at ? { timestamp: frame.at.toISOString() } : {}),
      },
    }
  },
  frame: ({ pulsesA = 0, pulsesB = 0, batteryLow = 0 }) => ({
    fPort: 1,
    bytes: Uint8Array.from([0x46, batteryLow ? 0x02 : 0, ...u32(pulsesA), ...u32(pulsesB)]),
  }),
  examples: [
    {
      is: 'both indexes',
      fPort: 1,
      hex: '46800000009f00000002',
      gives: { pulsesA: 159, pulsesB: 2, batteryLow: 0 },
    },
    {
      is: 'PULSE 3: channel B and what it grew by',
      fPort: 1,
      hex: '5b20000001270001000200030004',
      gives: { pulsesB: [285, 289, 292, 294, [295, '2026-01-15T12:00:00Z']], batteryLow: 0 },
    },
    {
      is: 'PULSE 4 NB-IoT: channel A with the device’s own time, low battery',
      fPort: 1,
      hex: '112233445566778803000000265a6700000127000100020003000414aba3e9',
      gives: { pulsesA: [285, 289, 292, 294, [295, '2023-12-28T19:22:17Z']], batteryLow: 1 },
    },
    {
      is: 'a leak on channel A',
      fPort: 1,
      hex: '302010000a000b00010002',
      gives: { leakA: 1, leakB: 0, tamperA: 0, tamperB: 0, batteryLow: 0 },
    },
    { is: 'historic data', fPort: 1, hex: '4820010001000200030004', gives: { batteryLow: 0 } },
    {
      is: 'configuration',
      fPort: 1,
      hex: '1020010003920125003c000100020003000400050006',
      gives: { batteryLow: 0 },
    },
    { is: 'cut inside the index', fPort: 1, hex: '4680000000', refuses: 'frame_truncated' },
    { is: 'another product', fPort: 1, hex: '9900', refuses: 'frame_unknown' },
  ],
})
