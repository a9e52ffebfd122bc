import { instant, type Ledger } from '../ledger/ledger.ts'
import type { Actor } from './cast.ts'

/** Whoever is not heard for so many of its intervals is missed. */
const intervals = 6

/** Remembers when each device was last heard, and notes who was not for too long. */
export function createHearing(ledger: Ledger) {
  const last = new Map<string, { onTime: number; atAll: number }>()
  return ({ member, source }: Actor, at: number, late: boolean) => {
    const { key: device, assetId: asset } = member
    const before = last.get(device)
    const limit = intervals * source.intervalMs
    if (before && !late && at - before.onTime > limit)
      ledger.note({
        kind: 'silence',
        from: instant(before.onTime),
        until: instant(at),
        device,
        asset,
        certain: at - before.atAll > limit,
      })
    last.set(device, { onTime: late ? (before?.onTime ?? at) : at, atAll: Math.max(before?.atAll ?? 0, at) })
  }
}
