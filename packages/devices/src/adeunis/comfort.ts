import type { ByteReader } from '../byte-reader.ts'
import { i16, u8, u16 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError, type Reading } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { type AdeunisFrame, commonInfo, readAdeunis } from './frame.ts'

type Channel =
  | 'temperature'
  | 'humidity'
  | 'co2'
  | 'vocIndex'
  | 'input1'
  | 'input2'
  | 'pulses1'
  | 'pulses2'
  | 'batteryLow'
type Values = [Channel, number][]

/**
 * How far apart the samples of one frame are is a setting (registers 320 and 321) that the frame does not carry; this
 * is the factory's ten minutes. The newest sample's time is known, that of the others supposed.
 */
const samplePeriodMs = 10 * 60_000

const climate = (body: ByteReader): Values => [
  ['temperature', body.i16() / 10],
  ['humidity', body.u8()],
]
const withCo2 = (body: ByteReader): Values => [...climate(body), ['co2', body.u16()]]
const withVoc = (body: ByteReader): Values => [...withCo2(body), ['vocIndex', body.u16()]]

/** Codes of samples, newest first, and of alarms: an alarm byte, then one sample. */
const samples: Record<string, (body: ByteReader) => Values> = { '4c': climate, '6a': withCo2, '6f': withVoc }
const alarms: Record<string, (body: ByteReader) => Values> = { '4d': climate, '6b': withCo2, '70': withVoc }
const alarmBits = { humidity: 0x01, temperature: 0x10, co2: 0x20, vocIndex: 0x40 } as const

/** Bytes of one sample, and of the frames of one size, without the time that newer firmware puts at the end. */
const sampleSizes: Record<string, number> = { '4c': 3, '6a': 5, '6f': 7 }
const sizes: Record<string, readonly number[]> = {
  '30': [11, 13, 19],
  '38': [11, 25],
  '4d': [6],
  '51': [9],
  '52': [9],
  '6b': [8],
  '70': [10],
}

/** Status bit 2 says "time at the end", but on the first COMFORT "hardware fault": the length tells which. */
function isTimed(bytes: Uint8Array): boolean {
  const code = hexOf(bytes.subarray(0, 1))
  const size = sampleSizes[code]
  if (size) return bytes.length > 6 && (bytes.length - 6) % size === 0
  return sizes[code]?.includes(bytes.length - 4) ?? false
}

function history({ code, body, at }: AdeunisFrame, observedAt: Date): Reading<Channel>[] {
  const newest = at ?? observedAt
  const readings: Reading<Channel>[] = []
  for (let back = 0; body.left > 0; back++) {
    const time = new Date(newest.getTime() - back * samplePeriodMs)
    for (const [channel, value] of samples[hexOf([code])]!(body)) readings.push({ channel, value, at: time })
  }
  return readings
}

function alarm({ code, body, at }: AdeunisFrame): Decoded<Channel> {
  const bits = body.u8()
  const active = Object.entries(alarmBits).flatMap(([name, bit]) => (bits & bit ? [name] : []))
  const readings = alarms[hexOf([code])]!(body).map(([channel, value]) => ({
    channel,
    value,
    ...(at ? { at } : {}),
  }))
  return { readings, info: { type: 'alarm', active } }
}

/** A digital input: its level, and how often it has been active. */
function digitalInput({ code, body, at }: AdeunisFrame): Decoded<Channel> {
  const level = body.u8()
  const total = body.u32()
  const time = at ? { at } : {}
  return {
    readings: [
      { channel: code === 0x51 ? 'input1' : 'input2', value: level & 1, ...time },
      { channel: code === 0x51 ? 'pulses1' : 'pulses2', value: total, ...time },
    ],
    info: { type: 'inputAlarm', previous: (level >> 1) & 1, count: body.u16() },
  }
}

function configuration(body: ByteReader): Record<string, unknown> {
  const first = body.u16()
  const perSending = body.u16()
  const perRecord = body.u16()
  const samplingSeconds = body.u16() * 2
  return {
    type: 'configuration',
    keepAliveSeconds: first * 10,
    recordsPerSending: perSending,
    samplesPerRecord: perRecord,
    samplingSeconds,
    recordingSeconds: samplingSeconds * perRecord,
    sendingSeconds: samplingSeconds * perRecord * perSending,
    ...(body.left > 0 ? { dailyFrame: first !== 0, redundantSamples: body.u8() } : {}),
    ...(body.left >= 2 ? { blackOutHours: body.u8(), blackOutStart: body.u8() } : {}),
  }
}

/** Daily figures of the air index; extremes of a day are no observations of a moment. */
function daily({ code, body }: AdeunisFrame): Record<string, unknown> {
  if (body.left === 0) return { type: 'keepAlive' }
  const read = code === 0x38 ? withVoc : withCo2
  const names = ['max', 'min', 'mean']
  const info: Record<string, unknown> = { type: 'daily', icone: body.u8(), redMinutes: body.u8() * 10 }
  const size = code === 0x38 ? 7 : 5
  for (const name of names) if (body.left >= size) info[name] = Object.fromEntries(read(body))
  return info
}

function content(frame: AdeunisFrame, observedAt: Date): Decoded<Channel> {
  const { code, body } = frame
  if (samples[hexOf([code])]) return { readings: history(frame, observedAt), info: { type: 'samples' } }
  if (alarms[hexOf([code])]) return alarm(frame)
  if (code === 0x51 || code === 0x52) return digitalInput(frame)
  if (code === 0x10) return { readings: [], info: configuration(body) }
  if (code === 0x30 || code === 0x38) return { readings: [], info: daily(frame) }
  const info = commonInfo(frame)
  if (!info) throw new FrameError('frame_unknown', `code ${code.toString(16)}`)
  return { readings: [], info }
}

export default defineDevice({
  id: 'adeunis-comfort',
  version: 1,
  maker: 'Adeunis',
  model: 'COMFORT',
  description: 'Room temperature and humidity (also COMFORT CO2 and COMFORT SERENITY with CO₂ and VOC)',
  source:
    'Adeunis COMFORT, COMFORT CO2 and COMFORT SERENITY, technical reference, “Explanation of the frames”',
  expectedIntervalMs: 60 * 60_000,
  channels: {
    temperature: 'air.temperature',
    humidity: 'air.relativeHumidity',
    co2: 'air.co2',
    vocIndex: 'air.tvocIndex',
    input1: 'input.active',
    input2: 'input.active',
    pulses1: 'pulse.total',
    pulses2: 'pulse.total',
    batteryLow: 'battery.low',
  },
  decode({ bytes, observedAt }) {
    const frame = readAdeunis(bytes, { timed: isTimed(bytes) })
    const { readings, info } = content(frame, observedAt)
    return {
      readings: [...readings, { channel: 'batteryLow', value: Number(frame.lowBattery) }],
      info: {
        ...info,
        frameCounter: frame.frameCounter,
        configurationDone: frame.configurationDone,
        configurationInconsistent: (frame.status & 0x08) !== 0,
        ...(frame.at ? { at: frame.at.toISOString() } : {}),
        ...(!frame.at && frame.status & 0x04 ? { hardwareFault: true } : {}),
      },
    }
  },
  frame: ({ temperature = 20, humidity = 50, co2, vocIndex, batteryLow = 0 }) => {
    const code = vocIndex !== undefined ? 0x6f : co2 !== undefined ? 0x6a : 0x4c
    const bytes = [code, batteryLow ? 0x02 : 0, ...i16(temperature * 10), ...u8(humidity)]
    if (code !== 0x4c) bytes.push(...u16(co2 ?? 0))
    if (vocIndex !== undefined) bytes.push(...u16(vocIndex))
    return { fPort: 1, bytes: Uint8Array.from(bytes) }
  },
  examples: [
    {
      is: 'COMFORT CO2: two samples, newest first',
      fPort: 1,
      hex: '6a8001b33e01a401b43f01a5',
      gives: { temperature: [43.6, 43.5], humidity: [63, 62], co2: [421, 420], batteryLow: 0 },
    },
    {
      is: 'COMFORT: six samples with the device’s own time, low battery',
      fPort: 1,
      hex: '4c9600c51f00c72000c82100ca2200cc2300cd2414aba3e9',
      gives: {
        temperature: [20.5, 20.4, 20.2, 20, 19.9, [19.7, '2023-12-28T19:22:17Z']],
        humidity: [36, 35, 34, 33, 32, [31, '2023-12-28T19:22:17Z']],
        batteryLow: 1,
      },
    },
    {
      is: 'COMFORT: one sample below zero',
      fPort: 1,
      hex: '4c00ffec28',
      gives: { temperature: -2, humidity: 40, batteryLow: 0 },
    },
    {
      is: 'SERENITY: one sample with a VOC index',
      fPort: 1,
      hex: '6f0000cd3202580064',
      gives: { temperature: 20.5, humidity: 50, co2: 600, vocIndex: 100, batteryLow: 0 },
    },
    {
      is: 'temperature alarm',
      fPort: 1,
      hex: '4dc010010832',
      gives: { temperature: 26.4, humidity: 50, batteryLow: 0 },
    },
    {
      is: 'CO₂ alarm',
      fPort: 1,
      hex: '6b002000cd3204b0',
      gives: { temperature: 20.5, humidity: 50, co2: 1200, batteryLow: 0 },
    },
    {
      is: 'digital input 1 active, 5 times since start',
      fPort: 1,
      hex: '510001000000050002',
      gives: { input1: 1, pulses1: 5, batteryLow: 0 },
    },
    {
      is: 'first COMFORT with a hardware fault: the same bit, no time',
      fPort: 1,
      hex: '4c0400c51f00c720',
      gives: { temperature: [19.9, 19.7], humidity: [32, 31], batteryLow: 0 },
    },
    { is: 'configuration', fPort: 1, hex: '100021c000030002012c', gives: { batteryLow: 0 } },
    { is: 'keep alive', fPort: 1, hex: '3000', gives: { batteryLow: 0 } },
    { is: 'a sample cut short', fPort: 1, hex: '4c0000c5', refuses: 'frame_truncated' },
    { is: 'another product', fPort: 1, hex: '9900', refuses: 'frame_unknown' },
  ],
})
