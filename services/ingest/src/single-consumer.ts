import { setTimeout as wait } from 'node:timers/promises'
import type { Connector, Receive } from '@trame/connectors'
import pg from 'pg'

export interface Consumer {
  connector: Connector
  stop(): Promise<void>
}

export interface ConsumerOptions {
  url: string
  connector: Connector
  receive: Receive
  /** Several processes may share the messages of a group; any other connector has one active process (D8). */
  shared: boolean
  onState(state: 'standby' | 'active' | 'failed', error?: unknown): void
}

/** Any number that nothing else uses: the first half of the advisory lock, the connector's id gives the second. */
const lockSpace = 7_261_954
const retryMs = 2_000

/**
 * Runs the connector while this process holds its lock in PostgreSQL. While the database is away the connector stays
 * connected, for nothing is acknowledged then; when it is back and another process has the lock, this one steps back.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { connector, receive, shared, onState } = options
  const stopping = new AbortController()
  const running = run().catch((error) => onState('failed', error))
  let active = false

  async function run() {
    if (shared) {
      onState('active')
      await startConnector()
      return
    }
    while (!stopping.signal.aborted) {
      const lock = await takeLock()
      if (!lock) break
      if (!active) {
        active = true
        onState('active')
        void startConnector()
      }
      await lock.lost
    }
  }

  async function startConnector() {
    for (;;) {
      try {
        await connector.start(receive)
        return
      } catch (error) {
        if (stopping.signal.aborted) return
        onState('failed', error)
        await pause(10_000)
      }
    }
  }

  /** Undefined when the process stops first. Steps back as soon as another one is seen to hold it. */
  async function takeLock(): Promise<{ lost: Promise<void> } | undefined> {
    while (!stopping.signal.aborted) {
      const client = new pg.Client({
        connectionString: options.url,
        application_name: `trame-ingest-lock ${connector.id}`,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      })
      const lost = new Promise<void>((resolve) => {
        client.on('error', () => resolve())
        client.on('end', () => resolve())
        stopping.signal.addEventListener('abort', () => void client.end().catch(() => {}))
      })
      try {
        await client.connect()
        if (await tryLock(client)) return { lost }
        if (active) {
          active = false
          await connector.stop()
        }
        onState('standby')
        await client.end()
      } catch {
        await client.end().catch(() => {})
      }
      await pause(retryMs)
    }
    return undefined
  }

  async function tryLock(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as taken',
      [lockSpace, connector.id],
    )
    return rows[0]!.taken
  }

  const pause = (ms: number) => wait(ms, undefined, { signal: stopping.signal }).catch(() => {})

  return {
    connector,
    async stop() {
      await connector.stop()
      stopping.abort()
      await running
    },
  }
}
