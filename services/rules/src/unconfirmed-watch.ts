import type { Pool } from 'pg'
import { tellUnconfirmed } from './unconfirmed.ts'

const everyMs = 30_000
/** Of an order, hundreds may change within a second. */
const settleMs = 500

/** On the leader: soon after a command has changed, and every half minute in any case. */
export function watchUnconfirmed(pool: Pool, now: () => number, onFailure: (error: unknown) => void) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  let stopped = false
  const look = () => {
    timer = undefined
    running = tellUnconfirmed(pool, now())
      .catch(onFailure)
      .finally(() => {
        if (!stopped) timer ??= setTimeout(look, everyMs)
      })
  }
  timer = setTimeout(look, settleMs)
  return {
    changed() {
      if (stopped) return
      clearTimeout(timer)
      timer = setTimeout(look, settleMs)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
