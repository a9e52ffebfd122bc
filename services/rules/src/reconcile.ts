import { endQuiet, nextDue, owedBatches, sweepOutbox } from '@trame/database'
import type { Pool } from 'pg'
import type { BatchJob } from './jobs.ts'
import type { Queues } from './queues.ts'
import { addTo } from './relay.ts'
import type { Territories } from './territories.ts'
import { endUnwatched, tellAfterQuiet } from './tidy.ts'
import type { Work } from './work.ts'

export interface Reconciler {
  /** Redis was wiped: everything that is owed goes into the queues again, now. */
  hurry(): void
  stop(): Promise<void>
}

export interface ReconcilerOptions {
  pool: Pool
  queues: Queues
  work: Work
  territories: Territories
  partitions: number
  redisAnswers(): Promise<boolean>
  now?: () => number
  onFailure(error: unknown): void
  everyMs?: number
  sweepEveryMs?: number
}

const owedAtOnce = 200
/** What was shared out a moment ago may not be in its queue yet. */
const patienceMs = 3_000

/** Makes the queues agree with Postgres: batches that are owed and in no queue, deadlines that nobody waits for. */
export function startReconciler(options: ReconcilerOptions): Reconciler {
  const { pool, queues, work, territories, partitions, redisAnswers, onFailure } = options
  const { now = Date.now, everyMs = 30_000, sweepEveryMs = 1_000 } = options
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let lastAt = Number.NEGATIVE_INFINITY
  let wiped = false
  let running: Promise<void> = Promise.resolve()

  async function round() {
    try {
      await sweepOutbox(pool)
      if (performance.now() - lastAt >= everyMs) {
        lastAt = performance.now()
        const afterWipe = wiped
        wiped = false
        await reconcile(afterWipe)
      }
    } catch (error) {
      onFailure(error)
    }
    if (!stopped) timer = setTimeout(next, sweepEveryMs)
  }

  async function reconcile(afterWipe: boolean) {
    if (await redisAnswers()) {
      queues.forget()
      await queues.prepare()
      await queueOwed(afterWipe)
      for (const [partition, at] of await nextDue(pool, partitions)) await queues.wake(partition, at)
    } else {
      // Timers of alerts do not wait for Redis.
      for (let partition = 0; partition < partitions; partition++) await work.due(partition)
    }
    await tellAfterQuiet(pool, territories, (client) => endQuiet(client, now()))
    for (const territory of territories.loaded()) await endUnwatched(pool, territory, now())
  }

  async function queueOwed(afterWipe: boolean) {
    const waiting = await queues.waiting()
    const owed = await owedBatches(pool, afterWipe ? 0 : patienceMs, owedAtOnce)
    for (const { parts, partitions: of, ...batch } of owed) {
      const jobs = new Map<number, BatchJob>()
      await addTo(jobs, batch, of, territories)
      for (const part of parts) {
        const queue = part % partitions
        // A queue that has work has this too, or will be empty the next time.
        if (waiting[queue]! > 0 && !afterWipe) continue
        const nothing: BatchJob = {
          kind: 'batch',
          part,
          partitions: of,
          entries: [
            {
              id: batch.id,
              organisationId: batch.message.organisationId,
              createdAt: batch.createdAt,
              points: [],
            },
          ],
          stamps: {},
        }
        await queues.batches(queue, [jobs.get(part) ?? nothing])
      }
    }
  }

  function next() {
    running = round()
  }
  next()

  return {
    hurry() {
      wiped = true
      lastAt = Number.NEGATIVE_INFINITY
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
