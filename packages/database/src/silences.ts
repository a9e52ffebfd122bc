import { newId, PlatformError, type Silence, SilenceScope } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { pairOfName } from './who.ts'

interface SilenceRecord {
  id: string
  reason: string
  scope: unknown
  starts_at: Date
  ends_at: Date
  created_by: string | null
  name: string | null
  state: Silence['state']
}

/** Those to come and in force, and what ended in the last month. */
export async function listSilences(tx: Scoped): Promise<Silence[]> {
  const { rows } = await sql<SilenceRecord>`
    select s.id, s.reason, s.scope, s.starts_at, s.ends_at, s.created_by, coalesce(u.name, k.name) as name,
      case when s.ends_at <= now() then 'over' when s.starts_at > now() then 'planned' else 'active' end as state
    from silence s left join user_account u on u.id = s.created_by left join api_key k on k.id = s.created_by
    where s.ends_at > now() - interval '31 days' order by s.ends_at desc limit 500`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    reason: row.reason,
    scope: SilenceScope.parse(row.scope),
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    createdBy: pairOfName(row.created_by, row.name),
    state: row.state,
  }))
}

export async function insertSilence(
  tx: Scoped,
  organisationId: string,
  silence: { reason: string; scope: unknown; startsAt: string; endsAt: string; createdBy: string },
): Promise<string> {
  const id = newId('silence')
  await sql`insert into silence (id, organisation_id, reason, scope, starts_at, ends_at, created_by)
    values (${id}, ${organisationId}, ${silence.reason}, ${JSON.stringify(silence.scope)}::jsonb, ${silence.startsAt}, ${silence.endsAt},
      ${silence.createdBy})`.execute(tx)
  return id
}

/** Ends it now; one that has not begun is as if it had never been. */
export async function endSilence(tx: Scoped, id: string): Promise<void> {
  const { rows } = await sql<{
    started: boolean
  }>`select starts_at < now() as started from silence where id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  await sql`update alert set quiet_until = now(), updated_at = now() where silence_id = ${id} and quiet_until > now()`.execute(
    tx,
  )
  if (rows[0].started)
    await sql`update silence set ends_at = least(ends_at, now()) where id = ${id}`.execute(tx)
  else await sql`delete from silence where id = ${id}`.execute(tx)
}
