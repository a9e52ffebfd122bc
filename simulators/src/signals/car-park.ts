import { signCode } from '@trame/domain'
import type { Orders } from '../downlink/orders.ts'
import { gaussian, randomFor } from '../random.ts'
import { dayMs, hourMs, localTime, minuteMs, startOfDay } from '../world/local-time.ts'
import { periodic, profile, type Source } from './signal.ts'

export interface CarParkOptions {
  capacity: number
  /** Local hours between which one can come in; none: always. */
  open?: readonly [from: number, to: number]
  /** Shares of cars that the loops of the barriers do not see. */
  missedIn: number
  missedOut: number
}

/** Arrivals an hour for each place, at most: peaks in the morning and in the afternoon (domain.md 12.5). */
const demand = [
  [0, 0.01],
  [6, 0.04],
  [8, 0.4],
  [10, 0.82],
  [12, 0.5],
  [15, 0.78],
  [18, 0.55],
  [20, 0.3],
  [23, 0.04],
] as const
const stepMs = 5 * minuteMs
/** Cars of people who live there: they stay at night. */
const residents = 0.06

interface Day {
  /** At each change, in order of time: how many visitors there are, and what the counters grew by since midnight. */
  changes: { at: number; inside: number; entries: number; exits: number; refused: number }[]
  entries: number
  exits: number
}

/**
 * One day of one car park: a Poisson process of arrivals, stays with a median of 45 minutes, nobody is let in when it is
 * full. Visitors are gone by midnight, so that each day stands for itself.
 */
function dayOf(
  key: string,
  day: number,
  { capacity, open, missedIn, missedOut }: CarParkOptions,
  crowd: (at: number) => number,
): Day {
  const places = capacity - Math.round(capacity * residents)
  const end = startOfDay(day + 30 * hourMs) - minuteMs
  const saturday = localTime(day + 12 * hourMs).weekday === 6 ? 1.4 : 1
  const changes: Day['changes'] = []
  const leaving: { at: number; seen: boolean }[] = []
  let inside = 0
  let entries = 0
  let exits = 0
  let refused = 0
  const letOut = (until: number) => {
    // The next to leave is last: taken off without moving the others.
    for (let next = leaving.at(-1); next && next.at <= until; next = leaving.at(-1)) {
      const { at, seen } = leaving.pop()!
      inside--
      if (seen) exits++
      changes.push({ at, inside, entries, exits, refused })
    }
  }
  for (let at = day; at < end; at += stepMs) {
    // A step has draws of its own, so that a story which begins later leaves what went before as it was.
    const random = randomFor(key, at)
    const { hour } = localTime(at)
    const closed = open && (hour < open[0] || hour >= open[1])
    const expected = closed ? 0 : (profile(demand, hour) * capacity * saturday * crowd(at) * stepMs) / hourMs
    const arrivals = poisson(random, expected)
    for (let car = 0; car < arrivals; car++) {
      const came = at + ((car + random()) * stepMs) / arrivals
      letOut(came)
      const stayMs = Math.max(2, Math.exp(gaussian(random, Math.log(45), 0.9))) * minuteMs
      const [seenIn, seenOut] = [random() >= missedIn, random() >= missedOut]
      if (inside >= places) {
        refused++
        continue
      }
      inside++
      if (seenIn) entries++
      const leaves = Math.min(came + stayMs, end)
      const before = leaving.findLastIndex((other) => other.at >= leaves)
      leaving.splice(before + 1, 0, { at: leaves, seen: seenOut })
      changes.push({ at: came, inside, entries, exits, refused })
    }
  }
  letOut(end)
  return { changes, entries, exits }
}

/** Knuth's, good for the few cars of five minutes. */
function poisson(random: () => number, expected: number): number {
  const limit = Math.exp(-expected)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}

export type CarPark = ReturnType<typeof createCarPark>

/** The truth of a car park, told by its barriers, its night count and the ledger alike. */
export function createCarPark(
  key: string,
  options: CarParkOptions,
  crowd: (at: number) => number,
  version: () => number,
) {
  const days = new Map<number, Day>()
  /** Counters at the start of a day; filled in order, since counters only grow. */
  const totals = new Map<number, { entries: number; exits: number }>()
  let known = version()
  const day = (start: number) => {
    if (known !== version()) {
      days.clear()
      totals.clear()
      known = version()
    }
    let found = days.get(start)
    if (!found) {
      found = dayOf(key, start, options, crowd)
      days.set(start, found)
      if (days.size > 3) days.delete(days.keys().next().value!)
    }
    return found
  }
  // The counters start over each Monday: what came before needs not be played to know where they stand.
  const totalsAt = (start: number): { entries: number; exits: number } => {
    const found = totals.get(start)
    if (found) return found
    if (localTime(start).weekday === 1) return { entries: 0, exits: 0 }
    const yesterday = startOfDay(start - 12 * hourMs)
    const before = totalsAt(yesterday)
    const { entries, exits } = day(yesterday)
    const sum = { entries: before.entries + entries, exits: before.exits + exits }
    totals.set(start, sum)
    return sum
  }
  const stateAt = (at: number) => {
    const start = startOfDay(at)
    const { changes } = day(start)
    let low = 0
    let high = changes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (changes[middle]!.at <= at) low = middle + 1
      else high = middle
    }
    return changes[low - 1] ?? { at: start, inside: 0, entries: 0, exits: 0, refused: 0 }
  }
  const alwaysThere = Math.round(options.capacity * residents)
  return {
    occupied: (at: number) => alwaysThere + stateAt(at).inside,
    refused: (at: number) => stateAt(at).refused,
    counters(at: number) {
      const start = totalsAt(startOfDay(at))
      const { entries, exits } = stateAt(at)
      return { entries: start.entries + entries, exits: start.exits + exits }
    },
  }
}

export function barrierSource(seed: number, park: CarPark, capacity: number): Source {
  return {
    ...periodic(stepMs, seed, (at) => {
      const { entries, exits } = park.counters(at)
      return { 'parking.entries': entries, 'parking.exits': exits, 'battery.low': 0 }
    }),
    truth: (at) => ({ park: park.occupied(at) >= capacity ? 'full' : 'open' }),
  }
}

/** Somebody, or the ticket machine, knows each night how many stand there. */
export function nightCountSource(seed: number, park: CarPark): Source {
  const atNight = (day: number) => day + 3.5 * hourMs + (seed % (20 * minuteMs))
  return {
    intervalMs: dayMs,
    signal: (at) => ({ 'parking.known': park.occupied(at) }),
    next(after) {
      const today = atNight(startOfDay(after))
      return today > after ? today : atNight(startOfDay(startOfDay(after) + 36 * hourMs))
    },
  }
}

/** A sign shows what it was told until the end it was told, and then "---" by itself. */
export function signSource(key: string, seed: number, orders: Orders): Source {
  const shown = (at: number) => orders.valueAt(key, 'sign.shown', at) ?? signCode('---')
  return periodic(stepMs, seed, (at) => ({ 'sign.shown': shown(at) }))
}
