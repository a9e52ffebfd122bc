import { noiseAt } from '../random.ts'
import type { Stories } from '../stories/stories.ts'
import type { Position } from '../wire/position.ts'
import { dayMs, hourMs, minuteMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import type { Source } from './signal.ts'
import { type DistrictOptions, heardDb, leaksAt } from './water-district.ts'

export interface LoggerOptions {
  district: DistrictOptions
  material: string
}

const power = (db: number) => 10 ** (db / 10)
const tenth = (value: number) => Math.round(value * 10) / 10

/**
 * Listens to a pipe between two and four in the morning; says its night once a day, before the town wakes. Rain lifts the
 * floor of all loggers alike; a leak is added as power, and leaves no quiet moment (domain.md 6.7).
 */
export function leakLoggerSource(
  seed: number,
  position: Position,
  { district, material }: LoggerOptions,
  world: World,
  stories: Stories,
): Source {
  const reportAt = 3.3 * hourMs + (seed % (20 * minuteMs))
  const floor = 9 + noiseAt(seed, 0, 2)
  const loudest = (at: number) =>
    leaksAt(district, stories, at).reduce((sum, leak) => sum + power(heardDb(leak, position, material)), 0)
  return {
    intervalMs: dayMs,
    signal(at) {
      const night = Math.floor(at / dayMs)
      const noise = (salt: number, sigma: number) => noiseAt(seed ^ salt, night * dayMs, sigma)
      const rain = world.weather(night * dayMs + 3 * hourMs - hourMs).rain
      const quiet = floor + noise(0, 0.8) + (rain > 0.5 ? Math.min(8, 3 + rain) : 0)
      const leak = loudest(at) * power(noise(3, 0.6))
      const level = 10 * Math.log10(power(quiet) + leak)
      const share = leak / (leak + power(quiet))
      return {
        'leak.level': tenth(Math.max(0, level)),
        'leak.spread': tenth(Math.max(1, 2.6 + (15 + noise(1, 3)) * (1 - share) + noise(4, 0.4))),
        'leak.tone': Math.round(Math.max(2, 20 - 8 * share + noise(5, 4))),
        'leak.frequency': Math.max(20, Math.round(160 + 260 * share + noise(2, 40))),
        'battery.level': 92,
      }
    },
    next: (after) => (Math.floor((after - reportAt) / dayMs) + 1) * dayMs + reportAt,
    truth(at) {
      const above = 10 * Math.log10(loudest(at)) - floor
      return { pipe: above > 6 ? 'leaking' : above > 3 ? 'faint' : 'sound' }
    },
  }
}
