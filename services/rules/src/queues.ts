import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { BatchJob, DueJob, RuleJob, StartJob } from './jobs.ts'
import { queueName } from './partitions.ts'

export interface Queues {
  /** One at a time in each partition, over all processes. Redis forgets it when it is wiped. */
  prepare(): Promise<void>
  batches(partition: number, jobs: readonly BatchJob[]): Promise<void>
  start(partition: number, jobs: readonly StartJob[], delay?: number): Promise<void>
  /** Looks at the partition's deadlines then, or before. */
  wake(partition: number, at: number): Promise<void>
  woken(partition: number): void
  /** Batches that wait for a worker, or are with one. */
  waiting(): Promise<number[]>
  /** What Redis was told is forgotten: tell it again. */
  forget(): void
  close(): Promise<void>
}

export const prefix = 'trame'
/** Jobs without a priority come first (BullMQ, "Prioritized"): what was just observed waits for no rule that was published. */
const afterBatches = 10
const jobOptions = {
  removeOnComplete: true,
  // What failed is found again in Postgres, by the one that looks for what is owed.
  removeOnFail: true,
  attempts: 3,
  backoff: { type: 'fixed', delay: 500 },
}

export function createQueues(connection: Redis, partitions: number, now: () => number = Date.now): Queues {
  const queues = Array.from(
    { length: partitions },
    (_, partition) =>
      new Queue<RuleJob>(queueName(partition), { connection, prefix, skipVersionCheck: true }),
  )
  for (const queue of queues) queue.on('error', () => {})
  const soonest = new Map<number, number>()
  const id = ({ part, partitions: of, entries }: BatchJob) =>
    `${entries[0]!.id}-${part}-${of}-${entries.length}`

  return {
    async prepare() {
      for (const queue of queues) await queue.setGlobalConcurrency(1)
    },
    async batches(partition, jobs) {
      await queues[partition]!.addBulk(
        jobs.map((data) => ({ name: 'batch', data, opts: { ...jobOptions, jobId: id(data) } })),
      )
    },
    async start(partition, jobs, delay = 0) {
      await queues[partition]!.addBulk(
        jobs.map((data) => ({ name: 'start', data, opts: { ...jobOptions, delay, priority: afterBatches } })),
      )
    },
    async wake(partition, at) {
      // By the second: a thousand states that are due together make one job.
      const second = Math.ceil(at / 1000)
      const known = soonest.get(partition)
      if (known !== undefined && known <= second) return
      soonest.set(partition, second)
      const data: DueJob = { kind: 'due' }
      const delay = Math.max(0, second * 1000 - now())
      await queues[partition]!.add('due', data, { ...jobOptions, jobId: `due-${second}`, delay })
    },
    woken: (partition) => soonest.delete(partition),
    waiting: () =>
      Promise.all(
        queues.map(async (queue) => {
          const counts = await queue.getJobCounts('wait', 'active')
          return (counts.wait ?? 0) + (counts.active ?? 0)
        }),
      ),
    forget: () => soonest.clear(),
    async close() {
      await Promise.all(queues.map((queue) => queue.close().catch(() => {})))
    },
  }
}
