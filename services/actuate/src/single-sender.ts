import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Any number that nothing else uses. Who holds it sends; there is one such lock in a database. */
const senderLock = 7_261_961
const retryMs = 2_000

export interface SenderLock {
  held(): boolean
  release(): Promise<void>
}

/** Tries once. Null: another process sends, or the database is away. `lost` is called when the connection ends. */
export async function tryBecomeSender(url: string, lost: () => void): Promise<SenderLock | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'trame-actuate-lock',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  let held = false
  const end = () => {
    if (!held) return
    held = false
    lost()
  }
  client.on('error', end)
  client.on('end', end)
  try {
    await client.connect()
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      senderLock,
    ])
    held = rows[0]!.taken
  } catch {
    held = false
  }
  if (!held) {
    await client.end().catch(() => {})
    return null
  }
  return {
    held: () => held,
    async release() {
      held = false
      await client.end().catch(() => {})
    },
  }
}

/** Waits for it as long as it takes; null when stopped first. */
export async function becomeSender(
  url: string,
  lost: () => void,
  stopping: AbortSignal,
): Promise<SenderLock | null> {
  while (!stopping.aborted) {
    const lock = await tryBecomeSender(url, lost)
    if (lock) return lock
    await wait(retryMs, undefined, { signal: stopping }).catch(() => {})
  }
  return null
}
