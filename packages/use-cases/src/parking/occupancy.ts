import { instantOf, localDay } from '@trame/domain'
import { type InputSeries, numberOf, type Point, pointsOf, type Subject } from '../define-indicator.ts'
import type { BarrierCount, KnownCount } from './count.ts'
import { signFace, signRuleFor } from './sign-rule.ts'

export interface OccupancyPoint {
  at: number
  occupied: number
}

export interface CountInputs {
  entries: readonly InputSeries[]
  exits: readonly InputSeries[]
  known: readonly InputSeries[]
  bays: readonly InputSeries[]
}

const dayMs = 86_400_000

/** Counts that are known: those that somebody reported, and none at the hour at which the place is taken to be empty. */
export function knownCounts(
  subject: Subject,
  known: readonly Point[],
  span: { from: number; to: number },
  timeZone: string,
): KnownCount[] {
  const reported = known.map(({ at, value }) => ({ at, occupied: value }))
  if (subject.attributes.nightCount !== 'zero') return reported
  const empty: KnownCount[] = []
  for (let day = localDay(timeZone, span.from) - 1; ; day++) {
    const at = instantOf(timeZone, day, 4 * 60, 'first')
    if (at > span.to) break
    if (at >= span.from - dayMs) empty.push({ at, occupied: 0 })
  }
  return [...reported, ...empty].sort((a, b) => a.at - b.at)
}

export function barrierCountOf(
  subject: Subject,
  { entries, exits, known }: Pick<CountInputs, 'entries' | 'exits' | 'known'>,
  span: { from: number; to: number },
  timeZone: string,
): BarrierCount {
  return {
    capacity: numberOf(subject, 'capacity') ?? 0,
    entries: pointsOf(entries),
    exits: pointsOf(exits),
    known: knownCounts(subject, pointsOf(known), span, timeZone),
  }
}

/**
 * How many cars stood there, at each instant at which it changed or was said again: the last known count, then entries
 * less exits of the same message, never below none or above what the place holds.
 */
export function occupancyOfBarriers({ capacity, entries, exits, known }: BarrierCount): OccupancyPoint[] {
  const growsAt = new Map<number, number>()
  for (const [points, sign] of [
    [entries, 1],
    [exits, -1],
  ] as const)
    for (const { at, grew } of growth(points)) growsAt.set(at, (growsAt.get(at) ?? 0) + sign * grew)
  const knownAt = new Map(known.map(({ at, occupied }) => [at, occupied]))
  const instants = [...new Set([...growsAt.keys(), ...knownAt.keys()])].sort((a, b) => a - b)
  const points: OccupancyPoint[] = []
  let counted: number | null = null
  for (const at of instants) {
    // What is known wins over what the barriers say at that very instant.
    const next = knownAt.get(at) ?? (counted === null ? null : counted + (growsAt.get(at) ?? 0))
    if (next === null) continue
    counted = Math.min(capacity, Math.max(0, next))
    points.push({ at, occupied: counted })
  }
  return points
}

/** Between two points of a counter; a fall is a counter that began again. */
const growth = (points: readonly Point[]) =>
  points.flatMap(({ at, value }, index) => {
    const before = points[index - 1]
    return before ? { at, grew: value >= before.value ? value - before.value : value } : []
  })

/** By sensors in the bays: those that say they are taken. A bay that was not heard of is not counted as free. */
export function occupancyOfBays(bays: readonly InputSeries[]): OccupancyPoint[] {
  const events = bays
    .flatMap(({ subject, points }) =>
      points.map(({ at, value }) => ({ at, bay: subject.id, taken: value > 0 })),
    )
    .sort((a, b) => a.at - b.at)
  const states = new Map<string, boolean>()
  const points: OccupancyPoint[] = []
  let occupied = 0
  for (const { at, bay, taken } of events) {
    const before = states.get(bay) ?? false
    states.set(bay, taken)
    if (taken !== before) occupied += taken ? 1 : -1
    if (points.at(-1)?.at === at) points.pop()
    points.push({ at, occupied })
  }
  return points
}

/** Full or not, after each point: hysteresis is a matter of what went before, so the whole of it is gone through. */
export function fullness(capacity: number, points: readonly OccupancyPoint[]): boolean[] {
  const rule = signRuleFor(capacity)
  let full = false
  return points.map(({ occupied }) => {
    full = signFace({ capacity, free: capacity - occupied, full }, rule).full
    return full
  })
}

/** Bay sensors repeat themselves every two hours, barriers far more often. */
const holdMs = 7_200_000

/**
 * Until when the count of a point holds: the next one, or the end of the span when that is near. After the last word of a
 * day that is still running, or of a device that fell silent, nothing is known.
 */
export const heldUntil = (points: readonly OccupancyPoint[], index: number, to: number): number => {
  const { at } = points[index]!
  return Math.min(to, points[index + 1]?.at ?? (to - at <= holdMs ? to : at))
}

/** Car-milliseconds over a span: each count holds until the next. Null when nothing is known of it. */
export function occupiedTime(points: readonly OccupancyPoint[], from: number, to: number): number | null {
  let sum = 0
  let known = false
  for (const [index, { at, occupied }] of points.entries()) {
    const begin = Math.max(from, at)
    const end = heldUntil(points, index, to)
    if (end <= begin) continue
    known = true
    sum += occupied * (end - begin)
  }
  return known ? sum : null
}
