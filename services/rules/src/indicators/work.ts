import {
  type ComputedSpan,
  type Due,
  ensureComputedSeries,
  factorsOf,
  failDue,
  lastHeardOf,
  markDue,
  newestSeries,
  readHours,
  readPoints,
  settleDue,
  takeDue,
  writeComputed,
} from '@trame/database'
import { type Factor, observedProperties } from '@trame/domain'
import { withOwnFactors } from '@trame/use-cases'
import type { ClientBase, Pool } from 'pg'
import { inTransaction } from '../tidy.ts'
import { type Computed, computeSpan, type LoadedInputs } from './compute.ts'
import { marksOf } from './mark.ts'
import { intervalMs } from './pace.ts'
import type { Pair, Plan } from './plan.ts'
import type { Plans } from './plans.ts'
import { bundlesOf, type Piece, piecesOf, spansOf } from './spans.ts'

export interface IndicatorWorkOptions {
  pool: Pool
  plans: Plans
  now: () => number
  /** What is due by then is done now: absent, what is due. */
  dueBy?: () => number
  pace: number
  onFault(indicator: string, subject: string, error: unknown): void
}

export interface WorkDone {
  pairs: number
  periods: number
  changed: number
}

/** Assets and sites at once; series-days in memory at once (a series of one value a minute: 1,440 points a day). */
const pairsAtOnce = 500
const mostSeriesDays = 600

interface Task {
  pair: Pair
  due: Due[]
  /** Pieces that are left. */
  left: number
  failed: boolean
}

/** Computes what is due, those first that others need. `pairs` is 0 when nothing was. */
export function createIndicatorWork({ pool, plans, now, dueBy = now, pace, onFault }: IndicatorWorkOptions) {
  const order = plans.indicators.map(({ id }) => id)

  async function round(): Promise<WorkDone> {
    const done = { pairs: 0, periods: 0, changed: 0 }
    const due = await takeDue(pool, { now: dueBy(), limit: pairsAtOnce, order })
    for (const [organisationId, own] of Map.groupBy(due, (one) => one.organisationId)) {
      const factors = withOwnFactors(await factorsOf(pool, organisationId))
      for (const [indicator, rows] of Map.groupBy(own, (one) => one.indicator)) {
        // For each indicator: the one before may have made series that this one needs.
        const plan = await plans.knowing(organisationId, [await newestSeries(pool, organisationId)])
        const tasks = await tasksOf(plan, indicator, rows)
        done.pairs += new Set(rows.map(({ subjectId }) => subjectId)).size
        await compute(plan, tasks, factors, done)
      }
    }
    return done
  }

  /** What is no asset or site of the indicator any more has nothing to compute. */
  async function tasksOf(plan: Plan, indicator: string, rows: readonly Due[]): Promise<Task[]> {
    const tasks: Task[] = []
    const gone: Due[] = []
    for (const [subjectId, due] of Map.groupBy(rows, (one) => one.subjectId)) {
      const pair = plan.pair(indicator, subjectId)
      if (pair) tasks.push({ pair, due, left: 0, failed: false })
      else gone.push(...due)
    }
    if (gone.length > 0) await inTransaction(pool, (client) => settleDue(client, gone))
    return tasks
  }

  async function compute(plan: Plan, tasks: readonly Task[], factors: readonly Factor[], done: WorkDone) {
    const at = now()
    const taskOf = new Map(tasks.map((task) => [task.pair, task]))
    const ofSilence = tasks[0]?.pair.indicator.definition.ofSilence === true
    const heard = ofSilence ? ((await lastHeardOf(pool, plan.organisationId)) ?? at) : at
    const pieces = tasks.flatMap((task) => {
      const own = spansOf(task.pair, task.due, Math.min(at, heard)).flatMap((span) =>
        piecesOf(task.pair, span, mostSeriesDays),
      )
      task.left = own.length
      return own
    })
    const nothing = tasks.filter(({ left }) => left === 0).flatMap(({ due }) => due)
    if (nothing.length > 0) await inTransaction(pool, (client) => settleDue(client, nothing))
    let current = plan
    for (const bundle of bundlesOf(pieces, mostSeriesDays)) {
      const loaded = await load(bundle)
      const results: { piece: Piece; computed: Computed }[] = []
      for (const piece of bundle) {
        const task = taskOf.get(piece.pair)!
        task.left--
        if (task.failed) continue
        try {
          const computed = computeSpan(piece.pair, piece, loaded, { factors, now: at })
          done.periods += computed.periods
          results.push({ piece, computed })
        } catch (error) {
          task.failed = true
          onFault(piece.pair.indicator.id, piece.pair.subject.id, error)
          const fault = { error: String(error), now: at }
          await inTransaction(pool, (client) => failDue(client, task.due, fault))
        }
      }
      const settled = results
        .map(({ piece }) => taskOf.get(piece.pair)!)
        .filter((task) => task.left === 0 && !task.failed)
      const due = [...new Set(settled)].flatMap((task) => task.due)
      current = await write(current, results, due, at, done)
    }
  }

  async function load(bundle: readonly Piece[]): Promise<LoadedInputs> {
    const from = Math.min(...bundle.map((piece) => piece.from))
    const to = Math.max(...bundle.map((piece) => piece.to))
    const inputs = new Map<string, Awaited<ReturnType<typeof readPoints>>>()
    for (const { name, property, grain, beforeMs = 0 } of bundle[0]!.pair.inputs) {
      const ids = new Set<number>()
      for (const { pair } of bundle)
        for (const input of pair.inputs)
          if (input.name === name) for (const { id } of input.series) ids.add(id)
      const asked = { seriesIds: [...ids].sort((a, b) => a - b), from: from - beforeMs, to }
      const points =
        grain === 'hour'
          ? readHours(pool, asked, observedProperties[property].aggregate)
          : readPoints(pool, asked)
      inputs.set(name, await points)
    }
    return inputs
  }

  /** One transaction: values, what hangs on them, and that this is done. */
  async function write(
    plan: Plan,
    results: readonly { piece: Piece; computed: Computed }[],
    due: readonly Due[],
    at: number,
    done: WorkDone,
  ): Promise<Plan> {
    return inTransaction(pool, async (client) => {
      const spans = await spansToWrite(client, results)
      const { changed } = await writeComputed(client, spans, at)
      const known = await planKnowing(client, plan, spans)
      await markDue(client, marksOf(known, changed, { now: at, pace }), at)
      await settleDue(client, due)
      done.changed += changed.length
      return known
    })
  }

  /** Series that were made a moment ago are not committed: only this transaction sees them. */
  async function planKnowing(client: ClientBase, plan: Plan, spans: readonly ComputedSpan[]): Promise<Plan> {
    if (spans.every(({ seriesId }) => seriesId <= plan.lastSeries)) return plan
    plans.changed(plan.organisationId)
    return plans.read(plan.organisationId, client)
  }

  return { round }
}

/** An output without any value so far has no series, and needs none as long as it has no value. */
async function spansToWrite(
  client: ClientBase,
  results: readonly { piece: Piece; computed: Computed }[],
): Promise<ComputedSpan[]> {
  const outputs = results.flatMap(({ piece, computed }) =>
    [...computed.points].map(([property, points]) => ({ piece, property, points })),
  )
  const made = await ensureComputedSeries(
    client,
    outputs
      .filter(({ piece: { pair }, property, points }) => points.length > 0 && !pair.outputs.has(property))
      .map(({ piece: { pair }, property }) => ({
        organisationId: pair.organisationId,
        subjectId: pair.subject.id,
        property,
        indicator: pair.indicator.id,
        expectedIntervalMs: intervalMs[pair.indicator.definition.every],
      })),
  )
  return outputs.flatMap(({ piece: { pair, from, to }, property, points }): ComputedSpan[] => {
    const seriesId = pair.outputs.get(property) ?? made.get(`${pair.subject.id} ${property}`)
    return seriesId === undefined ? [] : [{ organisationId: pair.organisationId, seriesId, from, to, points }]
  })
}
