/** Currents in mA, times in ms, capacity in mAh; shares from 0 to 1. */
export interface BatteryUse {
  capacityMAh: number
  usable: number
  selfDischargePerYear: number
  sleepUA: number
  measureMA: number
  measureMs: number
  txMA: number
  toaMs: number
  rxMA: number
  rxMs: number
  /** Messages a day. */
  perDay: number
}

const msPerHour = 3_600_000

/** Charge that a device uses in a day, and how many years its battery lasts (domain.md 4.3). Reports are cut at 12 years. */
export function batteryLife(use: BatteryUse): { dailyMAh: number; years: number } {
  const sleep = (use.sleepUA / 1000) * 24
  const active =
    (use.perDay * (use.measureMA * use.measureMs + use.txMA * use.toaMs + use.rxMA * use.rxMs)) / msPerHour
  const dailyMAh = sleep + active + (use.capacityMAh * use.selfDischargePerYear) / 365
  return { dailyMAh, years: (use.capacityMAh * use.usable) / (365 * dailyMAh) }
}

/** Shelf life and passivation dominate beyond. */
export const longestReportedYears = 12

/** A usual lithium thionyl chloride cell of a sensor with one short measurement a message. */
export const usualSensor: Omit<BatteryUse, 'toaMs' | 'perDay' | 'rxMs'> = {
  capacityMAh: 3600,
  usable: 0.85,
  selfDischargePerYear: 0.01,
  sleepUA: 8,
  measureMA: 30,
  measureMs: 150,
  // SX1276 at 14 dBm, and listening.
  txMA: 40,
  rxMA: 14.2,
}
