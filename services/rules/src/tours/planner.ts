import { setTimeout as wait } from 'node:timers/promises'
import {
  type ClaimedTour,
  claimTour,
  type Db,
  failTour,
  finishTour,
  planningOf,
  renewTour,
} from '@trame/database'
import { CollectionSettings } from '@trame/domain'
import { factors as shipped } from '@trame/use-cases'
import type { OutgoingOptions } from '../outgoing/outgoing-http.ts'
import type { SolverJob } from './job.ts'
import { planDay } from './plan-day.ts'
import { PlanRefused } from './plan-refused.ts'
import { planReplay } from './plan-replay.ts'
import { askerOf } from './routers/ask.ts'
import { setupOf } from './setup.ts'
import { solveInThread } from './thread.ts'
import { waysOf } from './ways.ts'

const leaseMs = 30_000
const renewMs = 1_000
const idleMs = 5_000

export interface PlannerOptions {
  db: Db
  /** What an organisation may reach. */
  outgoing(organisationId: string): Promise<OutgoingOptions>
  now(): number
  onFailure(error: unknown): void
}

export interface Planner {
  /** Something was asked for or cancelled. */
  wake(): void
  stop(): Promise<void>
}

/** Plans one tour after another, one at a time in a process. What it did when it died is taken up when its lease lapses. */
export function startPlanner(options: PlannerOptions): Planner {
  const { db, onFailure } = options
  const stopping = new AbortController()
  let woken = new AbortController()

  async function run() {
    while (!stopping.signal.aborted) {
      const tour = await claimTour(db, leaseMs).catch((error) => {
        onFailure(error)
        return null
      })
      if (tour) await planOne(tour)
      else {
        await wait(idleMs, undefined, { signal: woken.signal }).catch(() => {})
        woken = new AbortController()
      }
    }
  }

  async function planOne(tour: ClaimedTour) {
    const ending = new AbortController()
    const signal = AbortSignal.any([ending.signal, stopping.signal])
    let progress = 0
    const renewing = setInterval(() => {
      renewTour(db, tour.id, progress, leaseMs).then((mine) => mine || ending.abort(), onFailure)
    }, renewMs)
    const solve = (job: Omit<SolverJob, 'cancel'>) =>
      solveInThread(job, {
        signal,
        onProgress(share) {
          progress = share
        },
      })
    try {
      await planAndStore(options, tour, solve, signal)
    } catch (error) {
      // Cancelled, or to be taken up by another process.
      if (signal.aborted) return
      if (!(error instanceof PlanRefused)) onFailure(error)
      await failTour(db, tour.id, error instanceof PlanRefused ? error.message : 'internal').catch(onFailure)
    } finally {
      clearInterval(renewing)
    }
  }
  const running = run()

  return {
    wake: () => woken.abort(),
    async stop() {
      stopping.abort()
      woken.abort()
      await running
    },
  }
}

const shippedOf = (id: string) => shipped.find((factor) => factor.id === id) ?? { fr: id, en: id, unit: '1' }

async function planAndStore(
  { db, outgoing, now }: PlannerOptions,
  tour: ClaimedTour,
  solve: (job: Omit<SolverJob, 'cancel'>) => ReturnType<typeof solveInThread>,
  signal: AbortSignal,
) {
  const { organisationId } = tour
  const { settings: stored, factors: own } = await planningOf(db, organisationId)
  const settings = CollectionSettings.safeParse(stored)
  if (!settings.success) throw new PlanRefused('settings_missing')
  const factors = [...shipped, ...own.map((factor) => ({ ...shippedOf(factor.id), ...factor, own: true }))]
  const out = askerOf(await outgoing(organisationId))
  const ask: typeof out = (request) => {
    signal.throwIfAborted()
    return out(request)
  }
  const ways = await waysOf({
    db,
    organisationId,
    settings: settings.data,
    ask,
    now: now(),
    async matrixOnStreets({ positions, network }) {
      const solved = await solve({
        setup: setupOf(settings.data),
        places: { ids: [], positions },
        ways: { network, matrix: null },
        work: { kind: 'matrix' },
      })
      if (solved?.kind !== 'matrix') throw signal.reason
      return solved.matrix
    },
  })
  const given = { db, tour, settings: settings.data, factors, ways, ask, solve }
  if (tour.request.kind === 'replay') {
    const result = await planReplay(given)
    if (result) await finishTour(db, tour, result, [])
  } else {
    const planned = await planDay({ ...given, now: now() })
    if (planned) await finishTour(db, tour, planned.result, planned.stops)
  }
}
