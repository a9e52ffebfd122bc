import type { Orders } from '../downlink/orders.ts'
import { randomFor } from '../random.ts'
import { localTime, minuteMs } from '../world/local-time.ts'
import { periodic, profile, type Source } from './signal.ts'

const demand = [
  [0, 0],
  [7, 1],
  [12, 0.8],
  [18, 1],
  [22, 0.2],
] as const

/** A shared lock on a post: taken and given back through the day; opens when it is told to. */
export function bikeLockSource(key: string, seed: number, orders: Orders): Source {
  const lockedAt = (at: number) => {
    const ordered = orders.valueAt(key, 'lock.state', at)
    if (ordered !== undefined) return ordered
    const slot = Math.floor(at / (90 * minuteMs))
    return randomFor(key, slot)() < 0.15 + 0.35 * profile(demand, localTime(at).hour) ? 1 : 0
  }
  return {
    ...periodic(10 * minuteMs, seed, (at) => ({ 'lock.state': lockedAt(at), 'battery.level': 81 })),
    truth: (at) => ({ lock: lockedAt(at) === 1 ? 'used' : 'free' }),
  }
}
