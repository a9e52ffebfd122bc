import { type ClaimedTour, containersToCollect, type Db } from '@trame/database'
import {
  type CollectionSettings,
  dateOf,
  dayOf,
  type Factor,
  instantOf,
  type NewTour,
  type ReplayResult,
  type ReplayTotals,
} from '@trame/domain'
import type { ReplayedDay } from '@trame/use-cases'
import { replayedOf } from './containers.ts'
import { burnt, spent } from './figures.ts'
import type { SolverJob } from './job.ts'
import { placesFor } from './places.ts'
import { PlanRefused } from './plan-refused.ts'
import { setupOf } from './setup.ts'
import type { Solved } from './thread.ts'
import type { Ways } from './ways.ts'

const dayMs = 86_400_000
/** So long a search a day and way: forty days are done in a minute. */
const secondsADay = 0.5

interface Given {
  db: Db
  tour: ClaimedTour
  settings: CollectionSettings
  factors: readonly Factor[]
  ways: Ways
  solve(job: Omit<SolverJob, 'cancel'>): Promise<Solved | null>
}

export async function planReplay({
  db,
  tour,
  settings,
  factors,
  ways,
  solve,
}: Given): Promise<ReplayResult | null> {
  const request = tour.request as Extract<NewTour, { kind: 'replay' }>
  const setup = setupOf(settings)
  const { timeZone } = tour
  const [firstDay, lastDay] = [dayOf(request.date), dayOf(request.untilDate)]
  const start = instantOf(timeZone, firstDay, 0, 'first')
  const rows = await containersToCollect(db, tour.organisationId, {
    on: new Date(start),
    since: new Date(start - 28 * dayMs),
    streams: request.streams ?? null,
  })
  const containers = rows
    .map((row) => replayedOf(row, { serviceS: settings.serviceSeconds, setup }))
    .filter(({ points }) => points.length > 0)
  const places = placesFor(containers, setup)
  const { job } = await ways.between(places.positions)
  const solved = await solve({
    setup,
    places,
    ways: job,
    work: { kind: 'replay', containers, timeZone, firstDay, lastDay, secondsADay },
  })
  if (solved?.kind !== 'replay') return null
  if (solved.fixed.length === 0) throw new PlanRefused('history_missing')
  return {
    fixed: totals(solved.fixed, factors, settings),
    proposed: totals(solved.proposed, factors, settings),
    days: solved.fixed.map((day, i) => ({ fixed: dated(day), proposed: dated(solved.proposed[i]!) })),
    containers: containers.length,
  }
}

const dated = ({ day, ...figures }: ReplayedDay) => ({ date: dateOf(day), ...figures })

function totals(
  days: readonly ReplayedDay[],
  factors: readonly Factor[],
  { costs }: CollectionSettings,
): ReplayTotals {
  const sum = (of: (day: ReplayedDay) => number) => days.reduce((total, day) => total + of(day), 0)
  const collected = sum((day) => day.collected)
  const fuel = days.map(({ metres, day }) => burnt(metres, factors, dateOf(day)))
  return {
    metres: sum(({ metres }) => metres),
    seconds: sum(({ seconds }) => seconds),
    litres: fuel.reduce((total, { litres }) => total + litres, 0),
    kgCo2e: fuel.reduce((total, { kgCo2e }) => total + kgCo2e, 0),
    euros: sum((day) => spent(day, costs)),
    tours: days.filter((day) => day.collected > 0).length,
    collected,
    meanFill: collected === 0 ? null : sum(({ fill, collected: some }) => (fill ?? 0) * some) / collected,
    overflowHours: sum(({ overflowHours }) => overflowHours),
    missed: sum(({ missed }) => missed),
  }
}
