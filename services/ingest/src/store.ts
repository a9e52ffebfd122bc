import { setTimeout as wait } from 'node:timers/promises'
import type { BatchOutcome, IngestBatch } from '@trame/database'
import { isFaultOfRows, isWorthRepeating } from './database-writer.ts'
import { batchOf, type Item, internalRejection, type Prepared } from './lane.ts'

export interface StoreOptions {
  write(batch: IngestBatch): Promise<BatchOutcome>
  /** Aborted when the process stops: what is not stored by then stays unacknowledged. */
  stopping: AbortSignal
  onFailure(error: unknown, uplinks: number): void
  onStored(outcome: BatchOutcome, items: readonly Item[], tookMs: number): void
}

const firstPauseMs = 100
const longestPauseMs = 5_000

/**
 * Writes until it is written: as long as the database is away nothing is acknowledged and nothing is lost, the networks
 * wait. Where the rows are at fault the batch is halved until the bad one is alone, and becomes a rejection.
 */
export async function store(prepared: readonly Prepared[], options: StoreOptions): Promise<void> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const startedAt = performance.now()
      const outcome = await options.write(batchOf(prepared))
      const items = prepared.map(({ item }) => item)
      options.onStored(outcome, items, performance.now() - startedAt)
      for (const item of items) item.settlement.stored()
      return
    } catch (error) {
      if (isFaultOfRows(error) && !prepared.every(isPoisoned)) {
        options.onFailure(error, prepared.length)
        const halves = prepared.length > 1 ? halvesOf(prepared) : [[asRejection(prepared[0]!.item, error)]]
        for (const half of halves) await store(half, options)
        return
      }
      if (options.stopping.aborted) {
        for (const { item } of prepared) item.settlement.notStored(error)
        return
      }
      if (isWorthRepeating(error)) continue
      options.onFailure(error, prepared.length)
      await wait(pauseMs, undefined, { signal: options.stopping }).catch(() => {})
    }
  }
}

function halvesOf(prepared: readonly Prepared[]) {
  const middle = prepared.length >> 1
  return [prepared.slice(0, middle), prepared.slice(middle)]
}

const isPoisoned = ({ rejection }: Prepared) => rejection?.code === 'internal'

const asRejection = (item: Item, error: unknown): Prepared => ({
  item,
  uplink: undefined,
  rejection: internalRejection(item, error),
  deviceEvent: undefined,
})
