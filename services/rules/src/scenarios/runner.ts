import { type Db, forgetEvents, forgetRuns, pairFailed, pairsToLookAt } from '@trame/database'
import type { Pool } from 'pg'
import type { Territories } from '../territories.ts'
import { inTransaction } from '../tidy.ts'
import { askClocks, askModes } from './clock.ts'
import { lookAt } from './look.ts'

export interface ScenarioRunner {
  /** Something was written that has to be looked at. */
  wake(): void
  /** One round now: for tests, and for whoever wants to be sure. */
  round(): Promise<void>
  stop(): Promise<void>
}

export interface RunnerOptions {
  pool: Pool
  db: Db
  territories: Territories
  now?: () => number
  onFailure(error: unknown): void
  everyMs?: number
}

const pairsAtOnce = 200
const hourMs = 3_600_000
const keepEventsMs = 7 * 24 * hourMs

/**
 * Looks at scenarios that have something waiting, or due: everything is in Postgres, nothing in Redis. One process does, the
 * one that leads; two at once would only wait for each other.
 */
export function startScenarioRunner(options: RunnerOptions): ScenarioRunner {
  const { pool, db, territories, onFailure, now = Date.now, everyMs = 1_000 } = options
  let stopped = false
  let woken = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let tidiedAt = Number.NEGATIVE_INFINITY

  async function round() {
    await askModes(pool, now())
    await askClocks(pool, territories, now())
    for (;;) {
      const pairs = await pairsToLookAt(pool, now(), pairsAtOnce)
      for (const pair of pairs) {
        if (stopped) return
        await lookAt(db, pair, territories.get, now()).catch(async (error) => {
          onFailure(error)
          await inTransaction(pool, (client) => pairFailed(client, pair, String(error), now()))
        })
      }
      if (pairs.length === 0) break
    }
    if (now() - tidiedAt < hourMs) return
    tidiedAt = now()
    await inTransaction(pool, async (client) => {
      await forgetEvents(client, now() - keepEventsMs)
      await forgetRuns(client, now())
    })
  }

  function next() {
    woken = false
    timer = undefined
    running = round()
      .catch(onFailure)
      .then(() => {
        if (!stopped) timer = setTimeout(next, woken ? 0 : everyMs)
      })
  }
  next()

  return {
    wake() {
      if (woken || stopped) return
      woken = true
      if (timer === undefined) return
      clearTimeout(timer)
      timer = setTimeout(next, 0)
    },
    async round() {
      await running
      await round()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
