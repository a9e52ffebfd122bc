import { type ClaimedTour, containersToCollect, type Db, type StopToStore } from '@trame/database'
import {
  type CollectionSettings,
  dayOf,
  type Factor,
  instantOf,
  isoWeekday,
  type NewTour,
  type TourResult,
} from '@trame/domain'
import {
  type Chosen,
  type Container,
  chooseContainers,
  fillAt,
  hoursTo,
  type PlannedTour,
  passagesFrom,
} from '@trame/use-cases'
import { containerOf, roundsOf } from './containers.ts'
import { figuresWith } from './figures.ts'
import type { SolverJob } from './job.ts'
import { placesFor } from './places.ts'
import type { Ask } from './routers/ask.ts'
import { setupOf } from './setup.ts'
import { solveElsewhere } from './solve-elsewhere.ts'
import type { Solved } from './thread.ts'
import type { Ways } from './ways.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const placesMost = 400

export interface PlannedDay {
  result: TourResult
  stops: StopToStore[]
}

interface Given {
  db: Db
  tour: ClaimedTour
  settings: CollectionSettings
  factors: readonly Factor[]
  ways: Ways
  ask: Ask
  now: number
  solve(job: Omit<SolverJob, 'cancel'>): Promise<Solved | null>
}

/** null: cancelled meanwhile. */
export async function planDay({
  db,
  tour,
  settings,
  factors,
  ways,
  ask,
  now,
  solve,
}: Given): Promise<PlannedDay | null> {
  const request = tour.request as Extract<NewTour, { kind: 'day' }>
  const setup = setupOf(settings)
  const { timeZone, date } = tour
  const day = dayOf(date)
  const at = (seconds: number, on = day) =>
    instantOf(timeZone, on, Math.floor(seconds / 60), 'first') + (seconds % 60) * 1000
  const passageAt = Math.max(now, at(setup.shift.fromS))
  const rows = await containersToCollect(db, tour.organisationId, {
    on: new Date(passageAt),
    since: new Date(now - 28 * dayMs),
    streams: request.streams ?? null,
  })
  const containers = rows.map((row) => containerOf(row, { now, timeZone, serviceS: settings.serviceSeconds }))
  const [, ...later] = passagesFrom(day, setup, timeZone)
  const chosen = chooseContainers(containers, setup, { passages: [passageAt, ...later] })
  const onRound = new Set(
    rows.filter(({ attributes }) => roundsOf(attributes).includes(isoWeekday(day))).map(({ id }) => id),
  )
  const fixed = containers
    .filter(({ id }) => onRound.has(id))
    .map((container) => fixedStop(container, passageAt))

  const called = new Map([...chosen, ...fixed].map(({ container }) => [container.id, container]))
  // Of all of them, so that the matrix is the same on other days, unless they are very many.
  const placed = containers.length <= placesMost ? containers : [...called.values()]
  const places = placesFor(placed, setup)
  const { matrix, job } = await ways.between(places.positions)
  const compared = fixed.length > 0 ? fixed : null
  const elsewhere = (some: readonly Chosen[]) =>
    solveElsewhere(some, { settings, setup, places, matrix, ask })
  const solved = await solve({
    setup,
    places,
    ways: job,
    work: {
      kind: 'day',
      chosen,
      fixed: compared,
      seconds: request.seconds,
      seed: day,
      solved:
        settings.solver.kind === 'own'
          ? null
          : { tour: await elsewhere(chosen), fixed: compared && (await elsewhere(compared)) },
    },
  })
  if (solved?.kind !== 'day') return null
  const { tour: planned } = solved
  const inTour = new Set(planned.routes.flatMap(({ stops }) => stops.map(({ containerId }) => containerId)))
  const needed = new Set(
    chosen.flatMap(({ container, reason }) => (reason === 'neighbour' ? [] : [container.id])),
  )
  const left = containers.filter(({ id }) => !inTour.has(id))
  const waitingOf = (container: Container) => ({
    assetId: container.id,
    name: container.name,
    position: [...container.position] as [number, number],
    fill: container.fill,
  })
  const stops = stopsOf(planned, at)
  return {
    stops,
    result: {
      figures: figuresWith(planned.figures, factors, date, settings),
      fixed: solved.fixed && figuresWith(solved.fixed.figures, factors, date, settings),
      lines: await ways.lines(planned),
      fixedLines: solved.fixed ? await ways.lines(solved.fixed) : [],
      waiting: left.filter(({ id }) => !needed.has(id)).map(waitingOf),
      missed: left.filter(({ id }) => needed.has(id)).map(waitingOf),
      expectedOverflows: overflowsBefore(stops, called),
      forecasts: Object.fromEntries(
        [...called.values()].flatMap(({ id, forecast }) =>
          forecast && inTour.has(id) ? [[id, hoursTo(forecast, 100)]] : [],
        ),
      ),
      guessed: planned.guessed,
      router: ways.name,
      steps: planned.steps,
    },
  }
}

function fixedStop(container: Container, passageAt: number): Chosen {
  const predicted = container.forecast && fillAt(container.forecast, passageAt)?.mean
  return { container, reason: 'full', fill: predicted == null ? container.fill : Math.min(100, predicted) }
}

const stopsOf = (planned: PlannedTour, at: (seconds: number) => number): StopToStore[] =>
  planned.routes.flatMap(({ stops }, route) =>
    stops.map((stop, sequence) => ({
      route,
      sequence,
      kind: stop.kind,
      assetId: stop.containerId,
      name: stop.name,
      position: [stop.position[0], stop.position[1]] as const,
      reason: stop.reason,
      fill: stop.fill,
      arrivesAt: at(stop.arrivesS),
      leavesAt: at(stop.leavesS),
      loadM3: stop.loadM3,
      pausedS: stop.pausedS,
      metres: stop.metres,
    })),
  )

/** Sum of the chances that each is over before the truck is there. */
function overflowsBefore(stops: readonly StopToStore[], containers: ReadonlyMap<string, Container>): number {
  let sum = 0
  for (const { assetId, arrivesAt } of stops) {
    const forecast = assetId && containers.get(assetId)?.forecast
    const there = forecast && fillAt(forecast, arrivesAt)
    if (there) sum += aboveHundred(there.mean, there.spread)
  }
  return sum
}

/** Chance that a normal variable is 100 or more; the logistic approximation is good to one per cent. */
const aboveHundred = (mean: number, spread: number) =>
  spread > 0 ? 1 / (1 + Math.exp((1.702 * (100 - mean)) / spread)) : Number(mean >= 100)
