import type { BitFields } from './bits.ts'

type Layout = readonly (readonly [name: string, width: number])[]

const status: Layout = [
  ['hardware', 8],
  ['software', 8],
  ['powerSource', 2],
  ['batteryVoltage', 10],
  ['batteryLevel', 3],
  ['productError', 1],
  ['storageStatus', 3],
  ['screenStatus', 3],
  ['activationMonths', 10],
  ['daysSinceCo2Calibration', 8],
  ['antiTear', 2],
  ['lowBatteryThreshold', 8],
]

const configuration: Layout = [
  ['source', 3],
  ['outcome', 2],
  ['measurementMinutes', 5],
  ['co2', 1],
  ['voc', 1],
  ['motion', 1],
  ['microphone', 1],
  ['storage', 1],
  ['co2SelfCalibration', 1],
  ['co2Medium', 10],
  ['co2High', 10],
  ['led', 1],
  ['ledMedium', 1],
  ['buzzer', 1],
  ['buzzerConfirmation', 1],
  ['ledSource', 2],
  ['buttonNotification', 1],
  ['region', 4],
  ['periodic', 1],
  ['periodicMinutes', 6],
  ['deltaCo2', 8],
  ['deltaTemperature', 7],
  ['historyCo2', 1],
  ['historyTemperature', 1],
  ['historyNewValues', 6],
  ['historyRepeats', 5],
  ['historyPeriod', 8],
  ['joinPending', 1],
  ['nfc', 2],
  ['year', 6],
  ['month', 4],
  ['day', 5],
  ['hour', 5],
  ['minute', 6],
  ['historyHumidity', 1],
  ['lastDownlink', 16],
  ['particles', 1],
  ['formaldehyde', 1],
  ['presenceAlert', 1],
  ['minutesWithoutMotion', 5],
]

const screen: Layout = [
  ['source', 3],
  ['outcome', 2],
  ['display', 1],
  ['language', 4],
  ['temperatureUnit', 2],
  ['reserved', 4],
  ['screen1', 8],
  ['screen2', 8],
  ['screen3', 8],
  ['screen4', 8],
  ['screen5', 8],
  ['screen6', 8],
  ['priority1', 4],
  ['priority2', 4],
  ['priority3', 4],
  ['priority4', 4],
  ['priority5', 4],
  ['priority6', 4],
  ['priority7', 4],
  ['refreshPeriod', 5],
  ['lastDownlink', 16],
]

/** The threshold in millivolts, the rest as on the wire. */
export function statusOf(bits: BitFields): Record<string, number> {
  const { lowBatteryThreshold, ...rest } = bits.named(status)
  return lowBatteryThreshold === undefined
    ? rest
    : { ...rest, lowBatteryThreshold: lowBatteryThreshold * 5 + 2000 }
}

/** Thresholds in ppm, periods in minutes; the rest as on the wire. */
export function configurationOf(bits: BitFields): Record<string, number> {
  const {
    co2Medium = 0,
    co2High = 0,
    historyPeriod = 0,
    deltaCo2 = 0,
    deltaTemperature = 127,
    ...rest
  } = bits.named(configuration)
  return {
    ...rest,
    co2Medium: co2Medium * 5,
    co2High: co2High * 5,
    historyMinutes: historyPeriod * 10,
    ...(deltaCo2 === 255 ? {} : { deltaCo2: deltaCo2 * 4 }),
    ...(deltaTemperature === 127 ? {} : { deltaTemperature: deltaTemperature / 10 }),
  }
}

export const screenOf = (bits: BitFields) => bits.named(screen)
