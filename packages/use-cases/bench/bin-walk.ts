import type { Point } from '../src/define-indicator.ts'
import { seeded } from '../src/waste/tour/random.ts'

const hourMs = 3_600_000

export interface BinWalk {
  /** What a sensor sends: one reading an hour with noise, now and then a false echo. */
  readings: Point[]
  /** Fill without sensor and without a truck's visit to come, above 100 where it overflows. */
  truth: (at: number) => number
}

/**
 * A container after domain reference 7.5: deposits as a compound Poisson process with lognormal volumes, more at the end of
 * the day and on Saturdays, emptied on Monday and Thursday at 6. The forecast knows nothing of how it is made. `most`: percentage points a day, in the mean, of the busiest.
 */
export function walkBin(seed: number, from: number, days: number, most = 30): BinWalk {
  const random = seeded(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  const perDay = 5 + (most - 5) * random.next()
  const meanDeposit = 0.4
  const fills: number[] = []
  let fill = 0
  for (let h = 0; h < days * 24; h++) {
    const at = new Date(from + h * hourMs)
    const hour = at.getUTCHours()
    const busy = (hour < 6 ? 0.1 : hour < 17 ? 1 : hour < 21 ? 2.2 : 0.7) * (at.getUTCDay() === 6 ? 1.6 : 1)
    const expected = (perDay / 24 / meanDeposit) * busy
    if (hour === 6 && [1, 4].includes(at.getUTCDay())) fill = 3 * random.next()
    const wait = () => -Math.log(1 - random.next())
    for (let t = wait(); t < expected; t += wait()) fill += meanDeposit * Math.exp(0.8 * normal() - 0.32)
    fills.push(fill)
  }
  const readings = fills.map((value, h) => {
    const echo = random.next() < 0.02 ? 100 * random.next() : Math.min(98, value) + 1.2 * normal()
    return { at: from + h * hourMs, value: Math.max(0, Math.min(100, echo)) }
  })
  return { readings, truth: (at) => fills[Math.floor((at - from) / hourMs)] ?? Number.NaN }
}
