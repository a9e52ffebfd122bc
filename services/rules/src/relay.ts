import { type CommittedBatch, shareOutbox } from '@trame/database'
import type { ClientBase, Pool } from 'pg'
import type { BatchEntry, BatchJob } from './jobs.ts'
import { partitionOf } from './partitions.ts'
import type { Queues } from './queues.ts'
import type { Territories } from './territories.ts'

export interface Relay {
  stop(): Promise<void>
}

export interface RelayOptions {
  pool: Pool
  queues: Queues
  territories: Territories
  partitions: number
  /** Writes which indicators the batches make due, in the transaction that shares them out. */
  mark?: ((client: ClientBase, batches: readonly CommittedBatch[]) => Promise<void>) | undefined
  /** Throws when the queues cannot take anything. */
  ready(): Promise<void>
  onFailure(error: unknown): void
  everyMs?: number
}

const batchesAtOnce = 200
/** More than this waiting in Redis helps nobody: the rest stays in the outbox. */
const mostWaiting = 100
const longestPauseMs = 5_000

/** Shares committed batches out to the partitions: only points of series that some rule watches. */
export function startRelay(options: RelayOptions): Relay {
  const { pool, queues, territories, partitions, mark, ready, onFailure, everyMs = 50 } = options
  let stopped = false
  let pauseMs = everyMs
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  async function round() {
    try {
      await ready()
      const taken = Math.max(...(await queues.waiting())) > mostWaiting ? 0 : await share()
      pauseMs = taken === batchesAtOnce ? 0 : everyMs
    } catch (error) {
      onFailure(error)
      pauseMs = Math.min(Math.max(pauseMs, everyMs) * 2, longestPauseMs)
    }
    if (!stopped) timer = setTimeout(next, pauseMs)
  }

  async function share(): Promise<number> {
    const jobs = new Map<number, BatchJob>()
    const taken = await shareOutbox(pool, { limit: batchesAtOnce, partitions }, async (batches, client) => {
      const parts: number[][] = []
      for (const batch of batches) parts.push(await addTo(jobs, batch, partitions, territories))
      await mark?.(client, batches)
      return parts
    })
    // Only after the commit: a worker that is quick must find the batches as shared out.
    for (const [part, job] of jobs) await queues.batches(part, [job])
    return taken
  }

  function next() {
    running = round()
  }
  next()

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** Puts the watched points of a batch into the jobs of their partitions; returns the parts that got any. */
export async function addTo(
  jobs: Map<number, BatchJob>,
  { id, createdAt, message }: CommittedBatch,
  partitions: number,
  territories: Territories,
): Promise<number[]> {
  const { organisationId } = message
  let territory = await territories.get(organisationId)
  // A series that is newer than what we know of the territory: perhaps some rule watches it.
  if (message.rows.some(([seriesId]) => seriesId > territory.stamp.lastSeries))
    territory = await territories.reload(organisationId)
  const entries = new Map<number, BatchEntry>()
  for (const point of message.rows) {
    const watch = territory.watch(point[0])
    if (!watch || watch.rules.length === 0) continue
    const part = partitionOf(watch.asset.id, partitions)
    let entry = entries.get(part)
    if (!entry) {
      entry = { id, organisationId, createdAt, points: [] }
      entries.set(part, entry)
    }
    entry.points.push(point)
  }
  for (const [part, entry] of entries) {
    const job = jobs.get(part) ?? { kind: 'batch', part, partitions, entries: [], stamps: {} }
    jobs.set(part, job)
    job.entries.push(entry)
    job.stamps[organisationId] = territory.stamp
  }
  return [...entries.keys()]
}
