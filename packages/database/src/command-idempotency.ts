import { createHash } from 'node:crypto'
import { PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

/**
 * The same key with the same content gives what the first request gave, however many come at once: the second insert
 * waits for the first one's commit. Other content under a known key is refused. Keys are kept for a week.
 */
export async function onceByKey(
  tx: Scoped,
  organisationId: string,
  key: string | undefined,
  content: unknown,
  make: () => Promise<string>,
): Promise<{ id: string; repeated: boolean }> {
  if (key === undefined) return { id: await make(), repeated: false }
  const hash = createHash('sha256').update(canonical(content)).digest()
  await sql`delete from idempotency_key where organisation_id = ${organisationId} and key = ${key}
    and created_at < now() - interval '7 days'`.execute(tx)
  const { rows: fresh } = await sql`insert into idempotency_key (organisation_id, key, body_hash)
    values (${organisationId}, ${key}, ${hash}) on conflict do nothing returning key`.execute(tx)
  if (fresh.length > 0) {
    const id = await make()
    await sql`update idempotency_key set subject_id = ${id} where organisation_id = ${organisationId} and key = ${key}`.execute(
      tx,
    )
    return { id, repeated: false }
  }
  const { rows } = await sql<{ body_hash: Buffer; subject_id: string }>`
    select body_hash, subject_id from idempotency_key where organisation_id = ${organisationId} and key = ${key}`.execute(
    tx,
  )
  if (!rows[0]?.body_hash.equals(hash)) throw new PlatformError('idempotency_mismatch')
  return { id: rows[0].subject_id, repeated: true }
}

/** Key order says nothing. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}
