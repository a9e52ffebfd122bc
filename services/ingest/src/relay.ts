import { type OutboxRow, relayOutbox } from '@trame/database'
import type { Pool } from 'pg'

/** What the platform does with committed batches. Each may get the same row again after a failure. */
export type OutboxConsumer = (rows: readonly OutboxRow[]) => Promise<void>

export interface Relay {
  stop(): Promise<void>
}

export interface RelayOptions {
  pool: Pool
  consumers: readonly OutboxConsumer[]
  onFailure(error: unknown): void
  /** Pause between two rounds: live values are published at most four times a second. */
  everyMs?: number
}

/** A row may be a batch of ten thousand observations. */
const rowsAtOnce = 16
const longestPauseMs = 5_000

/** Takes the outbox to its consumers. Nothing waits for it: ingestion acknowledges whether or not anyone listens. */
export function startRelay({ pool, consumers, onFailure, everyMs = 250 }: RelayOptions): Relay {
  let stopped = false
  let pauseMs = everyMs
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  async function round() {
    try {
      const { full } = await relayOutbox(pool, rowsAtOnce, async (rows) => {
        await Promise.all(consumers.map((consume) => consume(rows)))
      })
      // A backlog is drained without pause, in what one round may hold in memory.
      pauseMs = full ? 0 : everyMs
    } catch (error) {
      onFailure(error)
      pauseMs = Math.min(Math.max(pauseMs, everyMs) * 2, longestPauseMs)
    }
    if (!stopped) timer = setTimeout(next, pauseMs)
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
