import { setTimeout as wait } from 'node:timers/promises'
import {
  type BatchOutcome,
  type BatchPart,
  type BatchWriter,
  createBatchWriter,
  type IngestBatch,
} from '@trame/database'
import pg from 'pg'

/** One connection that writes batches, and comes back by itself. */
export interface DatabaseWriter {
  write(batch: IngestBatch, part?: BatchPart): Promise<BatchOutcome>
  close(): Promise<void>
}

const statementMs = 30_000
/** A connection that says nothing for so long is taken for dead, whatever TCP thinks of it. */
const batchMs = 60_000

export function createWriter(url: string): DatabaseWriter {
  let open: { client: pg.Client; batches: BatchWriter } | undefined

  async function connection() {
    if (open) return open
    const client = new pg.Client({
      connectionString: url,
      application_name: 'trame-ingest',
      statement_timeout: statementMs,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    client.on('error', () => forget(client))
    client.on('end', () => forget(client))
    await client.connect()
    open = { client, batches: createBatchWriter(client) }
    return open
  }

  function forget(client: pg.Client) {
    if (open?.client === client) open = undefined
  }

  return {
    async write(batch, part) {
      const { client, batches } = await connection()
      const late = new AbortController()
      try {
        const tooLate = wait(batchMs, undefined, { signal: late.signal, ref: false }).then(
          () => Promise.reject(new Error(`no answer of the database in ${batchMs} ms`)),
          () => new Promise<never>(() => {}),
        )
        return await Promise.race([batches.write(batch, part), tooLate])
      } catch (error) {
        // Unless PostgreSQL itself refused the rows, nobody knows what this connection will say next.
        if (!isRefusal(error)) {
          forget(client)
          void client.end().catch(() => {})
        }
        throw error
      } finally {
        late.abort()
      }
    },
    async close() {
      await open?.client.end()
      open = undefined
    },
  }
}

const codeOf = (error: unknown) => String((error as { code?: unknown })?.code ?? '')
const isSqlState = (code: string) => /^[0-9A-Z]{5}$/.test(code)
const isRefusal = (error: unknown) => isSqlState(codeOf(error)) && !/^(08|57P|58|XX)/.test(codeOf(error))

/**
 * What the rows themselves are to blame for: trying again is useless. 21 cardinality, 22 data, 23 integrity, 54 limits.
 * Anything else (connection, disk, locks, rights) is the database's and passes.
 */
export const isFaultOfRows = (error: unknown) =>
  // A value that our own encoder cannot write (a port of 70,000) is no better.
  error instanceof RangeError ||
  error instanceof TypeError ||
  /^(21|22|23|54)[0-9A-Z]{3}$/.test(codeOf(error))
/** Deadlocks and serialization failures: the same again, at once. */
export const isWorthRepeating = (error: unknown) => /^40(P01|001)$/.test(codeOf(error))
