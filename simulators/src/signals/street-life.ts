import { noiseAt, randomFor } from '../random.ts'
import { hourMs, localTime, minuteMs, startOfDay } from '../world/local-time.ts'
import { perDay, periodic, profile, type Source } from './signal.ts'

const weekday = [
  [0, 40],
  [4, 15],
  [7, 520],
  [8, 900],
  [10, 520],
  [12, 640],
  [14, 540],
  [17, 960],
  [19, 560],
  [22, 160],
] as const
const weekend = [
  [0, 80],
  [5, 20],
  [9, 260],
  [12, 520],
  [16, 560],
  [19, 420],
  [23, 140],
] as const

/** Vehicles or people an hour of a street of this size, shared between the two ways. */
const flowAt = (at: number, seed: number, size: number) => {
  const local = localTime(at)
  const points = local.weekday === 0 || local.weekday === 6 ? weekend : weekday
  return Math.max(0, profile(points, local.hour) * size * (1 + noiseAt(seed, Math.floor(at / hourMs), 0.06)))
}

export function trafficSource(seed: number, size: number): Source {
  return periodic(15 * minuteMs, seed, (at) => {
    const flow = flowAt(at, seed, size) / 4
    const busy = Math.min(1, flow / (240 * size))
    return {
      'traffic.count': Math.round(flow / 2),
      'traffic.speed': Math.round(49 - 14 * busy + noiseAt(seed ^ 1, at, 1.5)),
      'device.temperature': 15,
      'battery.level': 95,
      battery: 12.8,
    }
  })
}

/** Totals start over at midnight, as the makers' counters can be told to. */
export function peopleSource(seed: number, size: number): Source {
  return periodic(15 * minuteMs, seed, (at) => {
    const count = Math.round(flowAt(at, seed, size) / 8)
    const { hour } = localTime(at)
    const total = Math.round((hour / 24) * 6500 * size)
    return {
      'people.in': count,
      'people.out': Math.max(0, count + Math.round(noiseAt(seed ^ 1, at, 2))),
      'people.in.total': total,
      'people.out.total': total,
      'people.count': count,
      'battery.level': 89,
      battery: 3.6,
    }
  })
}

/** Pressed a few times a week, by day; a daily sign of life beside. */
export function buttonSource(key: string, seed: number): Source {
  const dayMs = 24 * hourMs
  const pressesOf = perDay((day) => {
    const random = randomFor(key, day)
    return Array.from(
      { length: Math.floor(random() * random() * 4) },
      () => day + (8 + 12 * random()) * hourMs,
    ).sort((a, b) => a - b)
  })
  const phase = seed % dayMs
  return {
    intervalMs: dayMs,
    signal: (at) => ({
      'button.event': pressesOf(startOfDay(at)).some((press) => Math.abs(press - at) < 1000) ? 1 : 0,
      'button.pressed': pressesOf(startOfDay(at)).some((press) => Math.abs(press - at) < 1000) ? 1 : 0,
      'button.count': Math.max(0, Math.round((at - Date.parse('2026-01-01T00:00:00Z')) / dayMs / 2)),
      'battery.level': 97,
      battery: 3.6,
    }),
    next(after) {
      const beat = (Math.floor((after - phase) / dayMs) + 1) * dayMs + phase
      return Math.min(beat, ...pressesOf(startOfDay(after)).filter((press) => press > after))
    },
  }
}
