import type { ByteReader } from '../byte-reader.ts'

/** Frames 10, 11 and 12 of the PULSE family: what the device is set to. Names are the maker's. */
type Info = Record<string, unknown>

const debounces = [0, 1, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
export const productModes = ['PARK', 'PRODUCTION', 'TEST', 'DEAD']
const histories = ['noHistoric', 'historicLogEvery10min', 'historicLogEvery1h']
const names = ['channel A', 'channel B']

/** Bits 0, 1 and 3 for channel A, 4, 5 and 7 for channel B; debouncing in the lower and upper half of its byte. */
const channel = (i: number, inputs: number, debounce: number): Info => ({
  name: names[i],
  state: (inputs >> (4 * i)) & 1 ? 'enabled' : 'disabled',
  type: (inputs >> (4 * i + 1)) & 1 ? 'gasPullUpOn' : 'otherPullUpOff',
  tamperActivated: ((inputs >> (4 * i + 3)) & 1) === 1,
  debouncingPeriod: { unit: 'ms', value: debounces[(debounce >> (4 * i)) & 15] ?? 0 },
})

/** Over-flow, then leak thresholds, then days, each for A and B. */
function leakage(body: ByteReader) {
  const [overA, overB, lowA, lowB] = [body.u16(), body.u16(), body.u16(), body.u16()]
  const [daysA, daysB] = [body.u16(), body.u16()]
  return [
    [overA, lowA, daysA],
    [overB, lowB, daysB],
  ].map(([over, threshold, days]) => ({
    overflowAlarmTriggerThreshold: over,
    threshold,
    dailyPeriodsBelowWhichLeakageAlarmTriggered: days,
  }))
}

const flowPeriod = (mode: number, value: number) =>
  mode === 2 ? { unit: 's', value: value * 20 } : { unit: 'm', value }

/** PULSE 3 and 4 have a sampling period and tamper settings; the length tells (28 bytes LoRaWAN, 11 Sigfox). */
export function readConfiguration(body: ByteReader, length: number): Info {
  return length === 28 || length === 27 || length === 11 ? newer(body) : first(body, length)
}

function first(body: ByteReader, length: number): Info {
  const mode = body.u8()
  const sigfox = length === 9
  const period = sigfox ? body.u8() * 10 : body.u16()
  const [inputs, historic, debounce] = [body.u8(), body.u8(), body.u8()]
  const flow = body.u16()
  const leaks = body.left >= 12 ? leakage(body) : undefined
  return {
    type: 'configuration',
    productMode: productModes[mode] ?? mode,
    transmissionPeriod: { unit: 'm', value: period },
    historicMode: histories[historic] ?? historic,
    flowCalculationPeriod: flowPeriod(mode, flow),
    channels: [0, 1].map((i) => ({
      ...channel(i, inputs, debounce),
      ...(leaks ? { leakageDetection: leaks[i] } : {}),
    })),
  }
}

function newer(body: ByteReader): Info {
  const mode = body.u8()
  const perSending = body.u16()
  const inputs = body.u8()
  const sampling = body.u16() * 2
  const debounce = body.u8()
  const flow = body.u16()
  const leaks = body.left >= 12 ? leakage(body) : undefined
  const tamper =
    body.left >= 4
      ? [0, 1].map(() => ({
          samplePeriodForDetection: { unit: 's', value: body.u8() * 10 },
          threshold: body.u8(),
        }))
      : undefined
  return {
    type: 'configuration',
    productMode: productModes[mode] ?? mode,
    numberOfHistorizationBeforeSending: perSending,
    samplingPeriod: { unit: 's', value: sampling },
    transmissionPeriod: { unit: 's', value: perSending * sampling },
    flowCalculationPeriod: flowPeriod(mode, flow),
    ...(body.left > 0 ? { redundantSamples: body.u8() } : {}),
    channels: [0, 1].map((i) => ({
      ...channel(i, inputs, debounce),
      ...(leaks ? { leakageDetection: leaks[i] } : {}),
      ...(tamper ? { tamper: tamper[i] } : {}),
    })),
  }
}

export function readFlowThresholds(body: ByteReader): Info {
  const [overA, overB, lowA, lowB] = [body.u16(), body.u16(), body.u16(), body.u16()]
  const leak = (over: number, threshold: number) => ({ overflowAlarmTriggerThreshold: over, threshold })
  return {
    type: 'flowThresholds',
    channels: [
      { name: names[0], leakageDetection: leak(overA, lowA) },
      { name: names[1], leakageDetection: leak(overB, lowB) },
    ],
  }
}

export function readDailyThresholds(body: ByteReader): Info {
  const days = [body.u16(), body.u16()]
  const tamper = () => ({
    samplePeriodForDetection: { unit: 's', value: body.u8() * 10 },
    threshold: body.u8(),
  })
  return {
    type: 'dailyThresholds',
    channels: days.map((value, i) => ({
      name: names[i],
      leakageDetection: { dailyPeriodsBelowWhichLeakageAlarmTriggered: value },
      ...(body.left >= 2 ? { tamper: tamper() } : {}),
    })),
  }
}
