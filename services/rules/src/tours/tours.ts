import { createPool, followPositions, openDatabase } from '@trame/database'
import { startPlanner } from './planner.ts'
import { ownStreets } from './ways.ts'

const followEveryMs = 15 * 60_000

export interface ToursOptions {
  url: string
  now(): number
  onFailure(error: unknown): void
}

/** Planning of tours, and the moves of points whose day has come; on connections of its own. */
export function startTours({ url, now, onFailure }: ToursOptions) {
  const db = openDatabase(createPool({ url, maxConnections: 3, applicationName: 'trame-tours' }))
  const planner = startPlanner({ db, ways: ownStreets(db), now, onFailure })
  const follow = () => void followPositions(db).catch(onFailure)
  follow()
  const following = setInterval(follow, followEveryMs)
  return {
    wake: planner.wake,
    async stop() {
      clearInterval(following)
      await planner.stop()
      await db.destroy()
    },
  }
}
