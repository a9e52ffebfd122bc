import { type EmergencyStop, newId, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import { recordAudit } from './access.ts'
import { stopLock } from './command-send.ts'
import type { Scoped } from './connection.ts'

interface StopRow {
  id: string
  organisation_id: string | null
  reason: string
  started_by: string
  started_at: Date
  release_asked_by: string | null
  released_by: string | null
  released_at: Date | null
  cancelled: number
}

const stopOf = (row: StopRow): EmergencyStop => ({
  id: row.id,
  scope: row.organisation_id === null ? 'global' : 'organisation',
  reason: row.reason,
  startedBy: row.started_by,
  startedAt: row.started_at.toISOString(),
  releaseAskedBy: row.release_asked_by,
  releasedBy: row.released_by,
  releasedAt: row.released_at?.toISOString() ?? null,
  cancelled: row.cancelled,
})

export async function refuseWhenStopped(tx: Scoped, organisationId: string) {
  const { rows } = await sql`select 1 from emergency_stop where released_at is null
    and (organisation_id = ${organisationId} or organisation_id is null)`.execute(tx)
  if (rows.length > 0) throw new PlatformError('emergency_stopped')
}

export async function listEmergencyStops(tx: Scoped): Promise<EmergencyStop[]> {
  const { rows } =
    await sql<StopRow>`select * from emergency_stop order by started_at desc limit 100`.execute(tx)
  return rows.map(stopOf)
}

/**
 * From its commit on, nothing starts to be sent. What waits is cancelled, but for the ways back, which wait for the
 * release: lamps with a local lease go back by themselves. A second click changes nothing. Null: of all organisations.
 */
export async function startEmergencyStop(
  tx: Scoped,
  organisationId: string | null,
  { actor, reason }: { actor: string; reason: string },
  now: Date,
): Promise<EmergencyStop> {
  const id = newId('emergencyStop', now.getTime())
  // Alone: decisions to send that are under way are waited for, and those to come find the stop.
  await sql`select pg_advisory_xact_lock(${stopLock})`.execute(tx)
  const { rows: made } = await sql<{ id: string }>`
    insert into emergency_stop (id, organisation_id, reason, started_by, started_at)
    values (${id}, ${organisationId}, ${reason}, ${actor}, ${now})
    on conflict ((coalesce(organisation_id, ''))) where released_at is null do nothing returning id`.execute(
    tx,
  )
  if (made.length > 0) await cancelWaiting(tx, id, organisationId, actor, now)
  const { rows } = await sql<StopRow>`select * from emergency_stop
    where organisation_id is not distinct from ${organisationId} and released_at is null`.execute(tx)
  return stopOf(rows[0]!)
}

async function cancelWaiting(
  tx: Scoped,
  stopId: string,
  organisationId: string | null,
  actor: string,
  now: Date,
) {
  const ofScope = organisationId === null ? sql`true` : sql`organisation_id = ${organisationId}`
  // As the pure step would, for thousands at once: what may have gone out is not called cancelled.
  const { rows } = await sql<{ n: number }>`
    with stopped as (
      update command set state = case when maybe_sent then 'unknown' else 'cancelled' end, ended_at = ${now},
        code = 'emergency_stopped', detail = ${stopId}
      where state in ('requested', 'approved', 'queued') and sending_since is null and source not in ('restore', 'watchdog')
        and ${ofScope} returning id, organisation_id, state, lease_id, maybe_sent),
    line as (
      insert into command_event (organisation_id, command_id, at, event, state, actor, detail)
      select organisation_id, id, ${now}, 'emergencyStop', state, ${actor}, ${stopId} from stopped),
    ended as (
      update lease set ended_at = ${now} where id in (select lease_id from stopped where not maybe_sent) and ended_at is null
      returning restore_command_id),
    unneeded as (
      update command set state = 'cancelled', ended_at = ${now}, detail = 'its command never left'
      where id in (select restore_command_id from ended) and state = 'queued' and not maybe_sent),
    orders as (update command_order set state = 'stopped' where state in ('requested', 'running') and ${ofScope})
    select count(*)::int as n from stopped`.execute(tx)
  await sql`update emergency_stop set cancelled = ${rows[0]!.n} where id = ${stopId}`.execute(tx)
}

/** The first person asks, a second one releases. A key is nobody. */
export async function releaseEmergencyStop(
  tx: Scoped,
  id: string,
  person: string,
  now: Date,
): Promise<EmergencyStop> {
  const { rows } = await sql<StopRow>`select * from emergency_stop where id = ${id} for update`.execute(tx)
  const stop = rows[0]
  if (!stop) throw new PlatformError('not_found', id)
  if (stop.released_at) throw new PlatformError('command_not_possible', 'It is released.')
  if (stop.release_asked_by === person) throw new PlatformError('command_denied', 'samePerson')
  const { rows: after } =
    stop.release_asked_by === null
      ? await sql<StopRow>`update emergency_stop set release_asked_by = ${person} where id = ${id} returning *`.execute(
          tx,
        )
      : await sql<StopRow>`update emergency_stop set released_by = ${person}, released_at = ${now} where id = ${id}
          returning *`.execute(tx)
  return stopOf(after[0]!)
}

/** Stops whose network queues were not emptied yet. */
export async function stopsToFlush(tx: Scoped): Promise<{ id: string; organisationId: string | null }[]> {
  const { rows } = await sql<{ id: string; organisation_id: string | null }>`
    select id, organisation_id from emergency_stop where flushed_at is null and released_at is null`.execute(
    tx,
  )
  return rows.map(({ id, organisation_id }) => ({ id, organisationId: organisation_id }))
}

export async function recordFlush(
  tx: Scoped,
  stop: { id: string; organisationId: string | null },
  outcome: { devices: number; failed: number; organisations: readonly string[] },
  now: Date,
) {
  await sql`update emergency_stop set flushed_at = ${now} where id = ${stop.id}`.execute(tx)
  for (const organisationId of outcome.organisations)
    await recordAudit(tx, organisationId, {
      actor: 'actuate',
      action: 'emergencyStop.flush',
      subject: stop.id,
      detail: { devices: outcome.devices, failed: outcome.failed },
    })
}
