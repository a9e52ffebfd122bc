import { gaussian, randomFor } from '../random.ts'
import { hourMs, localTime, minuteMs, startOfDay } from '../world/local-time.ts'
import { perDay, profile, type Source } from './signal.ts'

/** Arrivals an hour into a free bay of the centre. */
const demand = [
  [0, 0.1],
  [6, 0.15],
  [8, 0.9],
  [10, 1.7],
  [12, 1.2],
  [15, 1.6],
  [18, 1.2],
  [20, 0.6],
  [23, 0.15],
] as const

type Stay = [arrive: number, leave: number]

/** Cars come and go: an event at each change, and a heartbeat that carries the state every other hour. */
export function parkingBaySource(
  key: string,
  seed: number,
  /** Above 1, nobody finds a free place. */
  crowd: (at: number) => number = () => 1,
): Source {
  const appeal = 0.5 + randomFor(key, 'appeal')()
  const staysOf = perDay((day): Stay[] => {
    const random = randomFor(key, day)
    const saturday = localTime(day + 12 * hourMs).weekday === 6 ? 1.4 : 1
    const stays: Stay[] = []
    let at = day
    while (at < day + 24 * hourMs) {
      at += 5 * minuteMs
      const perHour = profile(demand, localTime(at).hour) * appeal * saturday
      if (random() > 1 - Math.exp(-perHour / 12)) continue
      const stayMs = Math.max(2, Math.exp(gaussian(random, Math.log(45), 0.9))) * minuteMs
      const leave = Math.min(at + stayMs, day + 24 * hourMs - minuteMs)
      stays.push([at, leave])
      at = leave
    }
    return stays
  })
  const heartbeat = 2 * hourMs
  const phase = seed % heartbeat

  const occupiedAt = (at: number) =>
    crowd(at) > 1 || staysOf(startOfDay(at)).some(([from, to]) => from <= at && at < to)

  return {
    intervalMs: heartbeat,
    signal: (at) => ({
      'parking.occupied': occupiedAt(at) ? 1 : 0,
      'battery.level': 93,
      battery: 3.6,
      'device.temperature': 14,
    }),
    next(after) {
      const beat = (Math.floor((after - phase) / heartbeat) + 1) * heartbeat + phase
      const events = staysOf(startOfDay(after))
        .flat()
        .filter((event) => event > after)
      return Math.min(beat, ...events)
    },
    truth: (at) => ({ bay: occupiedAt(at) ? 'taken' : 'free' }),
  }
}
