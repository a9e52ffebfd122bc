import { noiseAt } from '../random.ts'
import { hourMs, minuteMs } from '../world/local-time.ts'
import type { Source } from './signal.ts'

const dayMs = 24 * hourMs

/**
 * Listens to a pipe between two and four in the morning; says its night once a day, before the town wakes. `loudness`
 * is what a leak makes of it here, 0 to 1. Quiet: level 9, spread 20; a full leak: level 35, spread 3 (dB).
 */
export function leakLoggerSource(seed: number, loudness: (at: number) => number): Source {
  const reportAt = 3.3 * hourMs + (seed % (20 * minuteMs))
  return {
    intervalMs: dayMs,
    signal(at) {
      const night = Math.floor(at / dayMs)
      const loud = loudness(at)
      const noise = (salt: number, sigma: number) => noiseAt(seed ^ salt, night * dayMs, sigma)
      return {
        'leak.level': Math.round(9 + 26 * loud + noise(0, 1.6 - 0.8 * loud)),
        'leak.spread': Math.max(1, Math.round(20 - 17 * loud + noise(1, 2 - loud))),
        'leak.frequency': Math.max(20, Math.round(160 + 180 * loud + noise(2, 30 * (1 - loud)))),
        'battery.level': 92,
      }
    },
    next: (after) => (Math.floor((after - reportAt) / dayMs) + 1) * dayMs + reportAt,
    truth: (at) => ({ pipe: loudness(at) > 0 ? 'leaking' : 'sound' }),
  }
}
