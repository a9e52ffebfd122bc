import { setTimeout as wait } from 'node:timers/promises'
import type { KnownIndicator } from '@trame/use-cases'
import type { Pool } from 'pg'
import { markEnds } from './ends.ts'
import { createPlans } from './plans.ts'
import { markRequests } from './requests.ts'
import { createIndicatorWork, type WorkDone } from './work.ts'

export interface IndicatorEngine {
  /** Assets or sites of an organisation are other ones now. */
  changed(organisationId: string): void
  forgetAll(): void
  stop(): Promise<void>
}

export interface IndicatorEngineOptions {
  pool: Pool
  indicators?: readonly KnownIndicator[]
  now?: () => number
  /** Factor of every wait: tests take a small one. */
  pace?: number
  everyMs?: number
  onDone?(done: WorkDone & { tookMs: number }): void
  onFault(indicator: string, subject: string, error: unknown): void
  onFailure(error: unknown): void
}

const longestPauseMs = 5_000

/**
 * Computes indicators until it is stopped: what was asked for, what has ended, what is due. Everything it has to know is in Postgres;
 * a round that fails or dies is made again, with the same rows.
 */
export function startIndicatorEngine(options: IndicatorEngineOptions): IndicatorEngine {
  const { pool, indicators, now = Date.now, pace = 1, everyMs = 250, onDone, onFault, onFailure } = options
  const plans = createPlans(pool, indicators)
  const work = createIndicatorWork({ pool, plans, now, pace, onFault })
  const stopping = new AbortController()

  async function run() {
    for (let pauseMs = everyMs; !stopping.signal.aborted; ) {
      const startedAt = performance.now()
      try {
        await markRequests({ pool, plans, now: now(), pace })
        await markEnds({ pool, plans, now: now(), pace })
        const done = await work.round()
        if (done.pairs > 0) onDone?.({ ...done, tookMs: performance.now() - startedAt })
        pauseMs = done.pairs > 0 ? 0 : everyMs
      } catch (error) {
        onFailure(error)
        plans.forgetAll()
        pauseMs = Math.min(Math.max(pauseMs, everyMs) * 2, longestPauseMs)
      }
      await wait(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    changed: plans.changed,
    forgetAll: plans.forgetAll,
    async stop() {
      stopping.abort()
      await running
    },
  }
}
