import { randomFor } from '../random.ts'
import { dayMs, minuteMs } from '../world/local-time.ts'

/** Of a gateway, about once a month: its mains, its backhaul, its software. */
const everyMs = 30 * dayMs
const [shortestMs, longestMs] = [10 * minuteMs, 240 * minuteMs]

export interface Outage {
  gateway: string
  from: number
  until: number
}

/** The outage in which a gateway hears nobody at an instant (domain.md 4.1); the same at each replay. */
export function outageOf(gateway: string, at: number): Outage | null {
  const block = Math.floor(at / everyMs)
  const random = randomFor('outage', gateway, block)
  const from = block * everyMs + random() * (everyMs - longestMs)
  const until = from + shortestMs + random() * (longestMs - shortestMs)
  return at >= from && at < until ? { gateway, from: Math.round(from), until: Math.round(until) } : null
}
