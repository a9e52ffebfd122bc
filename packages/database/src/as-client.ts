import { CompiledQuery } from 'kysely'
import type { ClientBase } from 'pg'
import type { Scoped } from './connection.ts'

/** A scoped transaction for functions that are written for node-postgres: what they read is under row level security. */
export function asClient(tx: Scoped): ClientBase {
  const query = async (asked: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
    const [text, parameters] = typeof asked === 'string' ? [asked, values] : [asked.text, asked.values]
    const { rows } = await tx.executeQuery(CompiledQuery.raw(text, parameters ?? []))
    return { rows, rowCount: rows.length }
  }
  return { query } as unknown as ClientBase
}
