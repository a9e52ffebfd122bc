import { nextDue } from '@trame/database'
import { type Job, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'
import type { RuleJob } from './jobs.ts'
import { queueName } from './partitions.ts'
import { prefix, type Queues } from './queues.ts'
import type { Work } from './work.ts'

export interface Workers {
  stop(): Promise<void>
}

export interface WorkersOptions {
  connect(): Redis
  pool: Pool
  partitions: number
  queues: Queues
  work: Work
  now?: () => number
  /** A dead or stalled worker's job is given to another one after so long. */
  lockMs?: number
  onFailure(error: unknown): void
  onDone?(tookMs: number): void
}

const soonMs = 1_000
const laterMs = 5_000

export function startWorkers(options: WorkersOptions): Workers {
  const { connect, pool, partitions, queues, work, onFailure, now = Date.now, lockMs = 15_000 } = options

  async function handle(partition: number, { data }: Job<RuleJob>) {
    if (data.kind === 'due') {
      queues.woken(partition)
      await work.due(partition)
      const next = (await nextDue(pool, partitions)).get(partition)
      if (next !== undefined) await queues.wake(partition, Math.max(next, now() + soonMs))
      return
    }
    const startedAt = performance.now()
    const next = data.kind === 'batch' ? await work.batch(data) : await work.start(data, partition)
    options.onDone?.(performance.now() - startedAt)
    // The effect is committed: that Redis does not take the wake-up must not repeat it. The reconciler sets it too.
    if (next === 'later' && data.kind === 'start') await queues.start(partition, [data], laterMs)
    else if (typeof next === 'number') await queues.wake(partition, next).catch(onFailure)
  }

  const workers = Array.from({ length: partitions }, (_, partition) => {
    const worker = new Worker<RuleJob>(queueName(partition), (job) => handle(partition, job), {
      connection: connect(),
      prefix,
      concurrency: 1,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: 100,
      skipVersionCheck: true,
    })
    worker.on('error', onFailure)
    worker.on('failed', (_job, error) => onFailure(error))
    return worker
  })

  return {
    async stop() {
      await Promise.all(workers.map((worker) => worker.close().catch(() => {})))
    },
  }
}
