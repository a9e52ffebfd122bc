import { type BayEvent, type Stay, staysOf } from './stays.ts'

export interface ParkingPeriod {
  events: readonly BayEvent[]
  /** All bays that can be used, whether something happened there or not. */
  bays: readonly string[]
  from: number
  to: number
  /** Shorter ones are a manoeuvre, or a sensor's mistake. */
  minStayMs?: number
  /** Longest stay that is allowed. */
  allowedMs?: number
}

export interface ParkingMetrics {
  arrivals: number
  completedStays: number
  meanCompletedStayMs: number | null
  /** Occupied bay-time over available bay-time, 0 to 1. */
  occupancyRate: number | null
  turnoverPerBay: number | null
  turnoverPerBayPerHour: number | null
  ignoredShort: number
  freeAtEnd: number
  /** Stays within the allowed time over all completed stays, 0 to 1. */
  respectRate: number | null
}

const hourMs = 3_600_000

/**
 * domain.md 12.1. An event before the period says how it began; an open stay is cut at the end, and never short: nobody
 * knows how long it will be. A stay whose beginning was not seen has no length, and fills its bay all the same.
 */
export function parkingMetrics(period: ParkingPeriod): ParkingMetrics {
  const { bays, from, to, minStayMs = 2 * 60_000, allowedMs } = period
  const known = new Set(bays)
  // A car that comes at the very end belongs to the next period; one that leaves then has been seen to leave.
  const events = period.events.filter(
    ({ at, bay, occupied }) => known.has(bay) && (occupied ? at < to : at <= to),
  )
  const all = staysOf(events)
  const isShort = ({ from: came, to: left }: Stay) =>
    came !== null && left !== null && left - came < minStayMs
  const inside = all.filter(({ to: left }) => left === null || left >= from)
  const stays = inside.filter((stay) => !isShort(stay))
  const lengths = stays.flatMap(({ from: came, to: left }) =>
    came === null || left === null ? [] : left - came,
  )
  const arrivals = stays.filter(({ from: came }) => came !== null && came >= from).length
  const hours = (to - from) / hourMs
  const occupiedMs = stays.reduce(
    (sum, { from: came, to: left }) =>
      sum + Math.max(0, Math.min(left ?? to, to) - Math.max(came ?? from, from)),
    0,
  )
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)
  return {
    arrivals,
    completedStays: lengths.length,
    meanCompletedStayMs: share(
      lengths.reduce((sum, length) => sum + length, 0),
      lengths.length,
    ),
    occupancyRate: share(occupiedMs, bays.length * (to - from)),
    turnoverPerBay: share(arrivals, bays.length),
    turnoverPerBayPerHour: share(arrivals, bays.length * hours),
    ignoredShort: inside.filter(isShort).length,
    freeAtEnd: bays.length - all.filter(({ to: left }) => left === null).length,
    respectRate:
      allowedMs === undefined
        ? null
        : share(lengths.filter((length) => length <= allowedMs).length, lengths.length),
  }
}
