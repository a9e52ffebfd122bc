/** What a barrier's counter stood at. Times are ms since 1970. */
export interface CounterPoint {
  at: number
  value: number
}

/** Somebody knew, or it was taken as known, how many cars there were. */
export interface KnownCount {
  at: number
  occupied: number
}

export interface BarrierCount {
  capacity: number
  entries: readonly CounterPoint[]
  exits: readonly CounterPoint[]
  known: readonly KnownCount[]
}

/** How much a counter grew over its points; a fall is a counter that began again, and counts from 0. */
export function growthOf(points: readonly CounterPoint[]): number {
  return points.reduce((sum, { value }, index) => {
    const before = points[index - 1]?.value
    return before === undefined ? sum : sum + (value >= before ? value - before : value)
  }, 0)
}

/** The last point at or before an instant, and those after it, up to the end. */
function since(points: readonly CounterPoint[], from: number, to: number): CounterPoint[] {
  const upTo = points.filter(({ at }) => at <= to)
  const start = upTo.findLastIndex(({ at }) => at <= from)
  return upTo.slice(Math.max(0, start))
}

/**
 * Cars inside at an instant: the last known count, plus who came in, minus who went out, within what the place can hold.
 * Null before the first known count.
 */
export function occupiedAt({ capacity, entries, exits, known }: BarrierCount, at: number): number | null {
  const last = known.findLast((one) => one.at <= at)
  if (!last) return null
  const counted = last.occupied + growthOf(since(entries, last.at, at)) - growthOf(since(exits, last.at, at))
  return Math.min(capacity, Math.max(0, counted))
}

export interface Correction {
  at: number
  /** What the counters said, and what was known then. */
  counted: number
  known: number
  /** Known minus counted: cars that the barriers missed, or counted twice. */
  cars: number
  /** Above 2 % of capacity somebody should look at the barriers. */
  shareOfCapacity: number
}

/** The corrections that each known count makes to the count since the one before it. */
export function correctionsOf(count: BarrierCount): Correction[] {
  return count.known.slice(1).map((known, index) => {
    const earlier = { ...count, known: [count.known[index]!] }
    const counted = occupiedAt(earlier, known.at) ?? known.occupied
    const cars = known.occupied - counted
    return {
      at: known.at,
      counted,
      known: known.occupied,
      cars,
      shareOfCapacity: count.capacity > 0 ? Math.abs(cars) / count.capacity : 0,
    }
  })
}
