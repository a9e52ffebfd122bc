import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Of the rules. Any number will do, as long as every process takes the same one. */
const rulesLock = 7_261_955
const againMs = 2_000

export interface Leader {
  leads(): boolean
  stop(): Promise<void>
}

/**
 * Of any number of processes one shares the work out. PostgreSQL ends the lock with the connection, so that the next one
 * takes over when this one dies.
 */
export function electLeader(url: string, lead: () => () => Promise<void>, lock = rulesLock): Leader {
  const stopping = new AbortController()
  let resign: (() => Promise<void>) | undefined

  async function once() {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'trame-rules-leader',
      keepAlive: true,
    })
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve())
      client.on('end', () => resolve())
      stopping.signal.addEventListener('abort', () => resolve())
    })
    try {
      await client.connect()
      const { rows } = await client.query('select pg_try_advisory_lock($1) as won', [lock])
      if (!rows[0].won) return
      resign = lead()
      await lost
    } finally {
      await resign?.()
      resign = undefined
      await client.end().catch(() => {})
    }
  }

  async function run() {
    while (!stopping.signal.aborted) {
      await once().catch(() => {})
      await wait(againMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    leads: () => resign !== undefined,
    async stop() {
      stopping.abort()
      await running
    },
  }
}
