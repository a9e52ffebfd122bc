import { createPool, followPositions, openDatabase } from '@trame/database'
import { outgoingOf } from '../outgoing/outgoing-of.ts'
import { countTours, hearReports } from './hear.ts'
import { startPlanner } from './planner.ts'

const followEveryMs = 15 * 60_000
const hearEveryMs = 30_000

export interface ToursOptions {
  url: string
  /** Non-public ranges that organisations may open for themselves. */
  egressRanges: readonly string[]
  now(): number
  /** One process draws conclusions from reports; all plan. */
  leads(): boolean
  onFailure(error: unknown): void
}

/** Planning of tours, what crews report of them, and the moves of points whose day has come; on connections of its own. */
export function startTours({ url, egressRanges, now, leads, onFailure }: ToursOptions) {
  const pool = createPool({ url, maxConnections: 3, applicationName: 'trame-tours' })
  const db = openDatabase(pool)
  const planner = startPlanner({ db, outgoing: outgoingOf(db, { egressRanges }), now, onFailure })
  let hearing: Promise<unknown> | null = null

  const hear = () => {
    if (!leads()) return
    // What is said while one hears is heard at the next beat at the latest.
    hearing ??= (async () => {
      await hearReports(db, pool, now())
      await countTours(db, pool, now())
    })()
      .catch(onFailure)
      .finally(() => {
        hearing = null
      })
  }
  const follow = () => {
    if (leads()) void followPositions(db).catch(onFailure)
  }
  const timers = [setInterval(follow, followEveryMs), setInterval(hear, hearEveryMs)]
  return {
    wake() {
      planner.wake()
      hear()
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await planner.stop()
      await hearing
      await db.destroy()
    },
  }
}
