import { randomFor } from '../random.ts'
import { localTime } from '../world/local-time.ts'
import type { Battery } from './battery.ts'

/** Charged by a small panel: full in summer, lowest in January, a little fuller in the afternoon. It does not age here. */
export function solarBattery(key: string): Battery {
  // How much a tree or a roof takes away.
  const lowest = 12 + 40 * randomFor(key, 'panel')()
  return {
    level(at) {
      const { dayOfYear, hour } = localTime(at)
      const summer = (1 + Math.cos((2 * Math.PI * (dayOfYear - 190)) / 365)) / 2
      const afternoon = 2 * Math.sin((2 * Math.PI * (hour - 10)) / 24)
      return Math.min(100, lowest + (100 - lowest) * summer + afternoon)
    },
    fails: () => false,
  }
}
