import { type Alert, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

export interface AlertChange {
  /** Columns and their new values. */
  set: Record<string, unknown>
  event: string
  detail?: unknown
  /** Refused in another status. */
  from: readonly Alert['status'][]
}

/** One act of a person: refused when the alert has moved on meanwhile. */
export async function changeAlert(
  tx: Scoped,
  organisationId: string,
  id: string,
  actor: string,
  { set, event, detail, from }: AlertChange,
): Promise<void> {
  const assignments = Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  const { rows } = await sql<{
    status: Alert['status']
  }>`select status from alert where id = ${id} for update`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  if (!from.includes(rows[0].status)) throw new PlatformError('conflict', `the alert is ${rows[0].status}`)
  await sql`update alert set ${sql.join([...assignments, sql`updated_at = now()`])} where id = ${id}`.execute(
    tx,
  )
  await addLife(tx, organisationId, id, actor, event, detail)
}

/** `at`: of what was done before it was sent; without it, now. */
export async function addLife(
  tx: Scoped,
  organisationId: string,
  alertId: string,
  actor: string,
  kind: string,
  detail: unknown = {},
  at: Date | null = null,
): Promise<void> {
  await sql`insert into alert_event (organisation_id, alert_id, at, kind, actor, detail)
    values (${organisationId}, ${alertId}, coalesce(${at}::timestamptz, clock_timestamp()), ${kind}, ${actor}, ${JSON.stringify(detail)}::jsonb)`.execute(
    tx,
  )
}

export async function requireMember(tx: Scoped, userId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select u.name from membership m join user_account u on u.id = m.user_id where m.user_id = ${userId}`.execute(
    tx,
  )
  if (!rows[0]) throw new PlatformError('invalid', `userId: ${userId} is not in this organisation.`)
  return rows[0].name
}
