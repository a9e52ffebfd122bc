import { airtimeMs, batteryLife, longestReportedYears, usualSensor } from '@trame/domain'
import { noiseAt, randomFor } from '../random.ts'
import type { Quantities, Source } from '../signals/signal.ts'
import { dayMs } from '../world/local-time.ts'

const yearMs = 365.25 * dayMs
/** The demonstration's devices were put up within these years, each on a day of its own. */
const oldestMs = Date.UTC(2021, 0, 1)
const newestMs = Date.UTC(2026, 0, 1)

export interface Battery {
  /** Per cent of what can be used. */
  level(at: number): number
  /** Too weak for this frame: brown-outs in the last twentieth of its life, then silence. */
  fails(at: number): boolean
}

/** Drained by sleep, by measuring, and by the time on air of every frame: a bin at SF12 lives half as long as one at SF7. */
export function batteryOf(
  key: string,
  seed: number,
  { intervalMs }: Pick<Source, 'intervalMs'>,
  spreadingFactor: number,
): Battery {
  const random = randomFor(key, 'battery')
  const { years } = batteryLife({
    ...usualSensor,
    toaMs: airtimeMs({ spreadingFactor, applicationBytes: 12 }),
    rxMs: spreadingFactor > 10 ? 200 : 60,
    perDay: dayMs / intervalMs,
  })
  const lifeMs = Math.min(years, longestReportedYears) * (0.85 + 0.3 * random()) * yearMs
  const first = oldestMs + random() * (newestMs - oldestMs)
  // Somebody changes most batteries in time, and forgets one in eight until after its end.
  const replacedAfter = lifeMs * (random() < 0.125 ? 1.02 : 0.93)
  const ageAt = (at: number) => (((at - first) % replacedAfter) + replacedAfter) % replacedAfter
  const level = (at: number) => Math.max(0, 100 * (1 - ageAt(at) / lifeMs))
  return {
    level,
    fails(at) {
      const left = level(at)
      if (left >= 5) return false
      return left === 0 || Math.abs(noiseAt(seed ^ 0xba77, at, 1)) > left / 2
    },
  }
}

/**
 * Lithium thionyl chloride stays near 3.6 V until nine tenths are gone: its voltage says nothing until then. A full one has 3.6 V
 * under load, which makers who tell per cent from it take for 100.
 */
export const voltageOf = (level: number) => (level > 10 ? 3.6 - (100 - level) / 1800 : 2.55 + level / 10)

/** Puts the battery into what a device says of it; devices on the mains say nothing and never fail. */
export function withBattery(quantities: Quantities, battery: Battery, at: number): Quantities {
  if (quantities['battery.level'] === undefined) return quantities
  const level = battery.level(at)
  const voltage = quantities.battery !== undefined && quantities.battery < 5
  return {
    ...quantities,
    'battery.level': Math.round(level),
    ...(voltage && { battery: Math.round(voltageOf(level) * 100) / 100 }),
  }
}
