import { instantOf, isoWeekday } from '@trame/domain'
import type { Point } from '../../define-indicator.ts'
import { collectionRule } from '../collection.ts'
import { cyclesOf, restartRule } from '../cycles.ts'
import { forecastFill } from '../forecast.ts'
import { overflowFrom } from '../overflow.ts'
import type { StreetRouting } from '../streets/routing.ts'
import { seeded } from '../tour/random.ts'
import type { SolveOptions } from '../tour/solve.ts'
import { type Chosen, chooseContainers } from './choose.ts'
import type { CollectionSetup, Container } from './container.ts'
import { passagesFrom } from './passages.ts'
import { placesOf, planTour } from './plan-tour.ts'

const hourMs = 3_600_000
/** So long a container is watched before it takes part. */
const knownAfterMs = 48 * hourMs

/** A container with what its sensor said over the weeks, and the week days (1 Monday ... 7 Sunday) of its fixed round. */
export interface ReplayedContainer extends Omit<Container, 'forecast' | 'fill'> {
  points: readonly Point[]
  rounds: readonly number[]
}

export interface ReplayedDay {
  /** Civil day, counted from 1970-01-01. */
  day: number
  metres: number
  seconds: number
  trucks: number
  collected: number
  /** Mean fill of what was emptied. */
  fill: number | null
  overflowHours: number
  /** Containers that were full and could not be reached. */
  missed: number
}

export interface Replay {
  fixed: ReplayedDay[]
  proposed: ReplayedDay[]
}

export interface ReplayRequest {
  containers: readonly ReplayedContainer[]
  setup: CollectionSetup
  timeZone: string
  /** Civil days, both included. Readings from weeks before feed the first forecasts. */
  firstDay: number
  lastDay: number
  routingOf(places: ReturnType<typeof placesOf>): StreetRouting
  solving: Pick<SolveOptions, 'limitMs' | 'clock' | 'cancelled' | 'steps'>
  onProgress?(share: number): void
}

/**
 * The same weeks, collected in two ways: the fixed round, and tours on demand. What people threw away is what the sensors saw
 * (rises between collections); when it is emptied is each way's own. Both are routed by the same solver on the same streets.
 * Days on which no container was known yet are left out.
 */
export function replayWeeks(request: ReplayRequest): Replay {
  const days = request.lastDay - request.firstDay + 1
  const total = 2 * days
  let done = 0
  const run = (way: 'fixed' | 'proposed') =>
    replayOneWay(request, way, () => request.onProgress?.(++done / total))
  return { fixed: run('fixed'), proposed: run('proposed') }
}

interface Stand {
  container: ReplayedContainer
  deposits: readonly Point[]
  next: number
  fill: number
  /** What a sensor would have said, for the forecasts. */
  seen: Point[]
  /** Before, neither way calls at it: nobody could know what is in it. */
  knownFrom: number
}

function replayOneWay(
  { containers, setup, timeZone, firstDay, lastDay, routingOf, solving }: ReplayRequest,
  way: 'fixed' | 'proposed',
  dayDone: () => void,
): ReplayedDay[] {
  const start = instantOf(timeZone, firstDay, 0, 'first')
  const stands = containers.map((container) => standAt(container, start))
  const days: ReplayedDay[] = []
  for (let day = firstDay; day <= lastDay && !solving.cancelled?.(); day++) {
    const midnight = instantOf(timeZone, day, 0, 'first')
    const tomorrow = instantOf(timeZone, day + 1, 0, 'first')
    const leaves = midnight + setup.shift.fromS * 1000
    const known = stands.filter(({ knownFrom }) => knownFrom <= midnight)
    let overflow = 0
    for (const stand of stands) {
      const hours = fillUntil(stand, midnight, leaves)
      if (known.includes(stand)) overflow += hours
    }
    const chosen =
      way === 'fixed'
        ? fixedRound(known, isoWeekday(day))
        : setup.days.includes(isoWeekday(day))
          ? onDemand(known, { setup, passages: passagesFrom(day, setup, timeZone), timeZone })
          : []
    const planned =
      chosen.length === 0
        ? null
        : planTour(chosen, setup, routingOf(placesOf(chosen, setup)), { ...solving, seed: day })
    const missed = new Set(planned?.skipped ?? [])
    const emptied = known.filter(
      ({ container }) => chosen.some((one) => one.container.id === container.id) && !missed.has(container.id),
    )
    const fills = emptied.map(({ fill }) => Math.min(100, fill))
    for (const stand of emptied) empty(stand, leaves, day)
    for (const stand of stands) {
      const hours = fillUntil(stand, leaves, tomorrow)
      if (known.includes(stand)) overflow += hours
    }
    if (known.length > 0)
      days.push({
        day,
        metres: planned?.figures.metres ?? 0,
        seconds: planned?.figures.seconds ?? 0,
        trucks: planned?.figures.trucks ?? 0,
        collected: emptied.length,
        fill: fills.length === 0 ? null : fills.reduce((sum, fill) => sum + fill, 0) / fills.length,
        overflowHours: overflow,
        missed: chosen.filter(({ container, reason }) => reason !== 'neighbour' && missed.has(container.id))
          .length,
      })
    dayDone()
  }
  return days
}

/** What was thrown in, as rises of the fill between one reading and the next of the same cycle; the first reading is what was in it. */
function standAt(container: ReplayedContainer, start: number): Stand {
  const first = container.points[0]
  const cycles = cyclesOf(container.points, [collectionRule, restartRule])
  const rises = cycles.flatMap((cycle) =>
    cycle.slice(1).flatMap(({ at, value }, i) => {
      const rise = value - cycle[i]!.value
      return at > start ? [{ at, value: rise }] : []
    }),
  )
  const seen = container.points.filter(({ at }) => at <= start)
  return {
    container,
    deposits: first && first.at > start ? [first, ...rises] : rises,
    next: 0,
    fill: seen.at(-1)?.value ?? 0,
    seen: [...seen],
    knownFrom: (first?.at ?? Number.POSITIVE_INFINITY) + knownAfterMs,
  }
}

/** Hours of overflow on the way. Falls of a reading take back what noise added. */
function fillUntil(stand: Stand, from: number, to: number): number {
  let overflow = 0
  let at = from
  const pass = (until: number) => {
    if (stand.fill >= overflowFrom) overflow += (until - at) / hourMs
    at = until
  }
  for (; stand.next < stand.deposits.length; stand.next++) {
    const deposit = stand.deposits[stand.next]!
    if (deposit.at >= to) break
    pass(Math.max(at, deposit.at))
    stand.fill = Math.max(0, stand.fill + deposit.value)
    stand.seen.push({ at: deposit.at, value: Math.min(100, stand.fill) })
  }
  pass(to)
  return overflow
}

function empty(stand: Stand, at: number, day: number) {
  // The sensor reads a little more than nothing, twice: that is how a collection is known.
  const left = 2 * seeded(day).next()
  stand.fill = left
  stand.seen.push({ at, value: left }, { at: at + 60_000, value: left })
}

function fixedRound(stands: readonly Stand[], weekday: number): Chosen[] {
  return stands
    .filter(({ container }) => container.rounds.includes(weekday))
    .map(({ container, fill }) => ({
      container: { ...container, fill, forecast: null },
      reason: 'full' as const,
      fill: Math.min(100, fill),
    }))
}

function onDemand(
  stands: readonly Stand[],
  { setup, passages, timeZone }: { setup: CollectionSetup; passages: readonly number[]; timeZone: string },
): Chosen[] {
  const now = passages[0]!
  const containers = stands.map(({ container, seen, fill }) => ({
    ...container,
    fill,
    forecast: forecastFill({
      points: seen.filter(({ at }) => at > now - 28 * 24 * hourMs),
      now,
      timeZone,
    }),
  }))
  return chooseContainers(containers, setup, { passages })
}
