import { expiryGraceMs, newId, type Reachability, restoreForMs, restoreOf } from '@trame/domain'
import { sql } from 'kysely'
import type { CommandRow } from './command-rows.ts'
import type { Scoped } from './connection.ts'

/** Reached the device, as far as anybody can say. */
const reached = new Set(['radioSent', 'acknowledged', 'observed'])

export interface LeaseToOpen {
  organisationId: string
  command: Pick<
    CommandRow,
    'id' | 'device_id' | 'asset_id' | 'network' | 'kind' | 'parameters' | 'command_group'
  >
  until: Date
  device: Omit<Reachability, 'lastUplinkAt'>
}

/** The lease and the command that ends it. Their foreign keys are checked at commit, so that none is without the other. */
export async function openLease(
  tx: Scoped,
  { organisationId, command, until, device }: LeaseToOpen,
  now: Date,
): Promise<string> {
  const leaseId = newId('lease', now.getTime())
  const restoreId = await insertRestore(
    tx,
    { organisationId, leaseId, command, device, source: 'restore', notBefore: until },
    now,
  )
  await sql`insert into lease (id, organisation_id, device_id, command_id, restore_command_id, created_at, until)
    values (${leaseId}, ${organisationId}, ${command.device_id}, ${command.id}, ${restoreId}, ${now}, ${until})`.execute(
    tx,
  )
  return leaseId
}

export interface RestoreToInsert {
  organisationId: string
  leaseId: string
  command: LeaseToOpen['command']
  device: Omit<Reachability, 'lastUplinkAt'>
  source: 'restore' | 'watchdog'
  notBefore: Date
}

export async function insertRestore(
  tx: Scoped,
  { organisationId, leaseId, command, device, source, notBefore }: RestoreToInsert,
  now: Date,
): Promise<string> {
  const restore = restoreOf(command.kind, command.parameters)!
  const id = newId('command', now.getTime())
  const expiresAt = new Date(notBefore.getTime() + restoreForMs(device))
  const observable = restore.kind !== 'light.resume'
  await sql`insert into command (id, organisation_id, kind, parameters, state, source, device_id, asset_id, network, requested_by,
      requested_at, reason, approvals_needed, approvals_missing, idempotent, observable, command_group, not_before, expires_at,
      observe_by, max_attempts, lease_id)
    values (${id}, ${organisationId}, ${restore.kind}, ${JSON.stringify(restore.parameters)}, 'queued', ${source},
      ${command.device_id}, ${command.asset_id}, ${command.network}, 'system', ${now}, ${command.id}, 0, 0, true, ${observable},
      ${command.command_group}, ${notBefore}, ${expiresAt}, ${new Date(expiresAt.getTime() + 3 * device.expectedIntervalMs)}, 50,
      ${leaseId})`.execute(tx)
  await sql`insert into command_event (organisation_id, command_id, at, event, state, actor, detail)
    values (${organisationId}, ${id}, ${now}, 'requested', 'queued', 'system', ${`brings back ${command.id}`})`.execute(
    tx,
  )
  return id
}

/** What never went out needs no way back; a way back that has arrived ends its lease. */
export async function settleOwnLease(tx: Scoped, row: CommandRow, final: boolean, now: Date) {
  if (!row.lease_id || !final) return
  const isRestore = row.source === 'restore' || row.source === 'watchdog'
  if (isRestore) {
    if (reached.has(row.state))
      await sql`update lease set ended_at = ${now} where id = ${row.lease_id} and restore_command_id = ${row.id}`.execute(
        tx,
      )
    return
  }
  if (!row.maybe_sent) await endLeases(tx, sql`l.id = ${row.lease_id}`, 'its command never left', now)
}

/**
 * A newer order of the same group that has reached the device brings its own way back: those of older orders would cut
 * it short. Not before: while it may still be lost on its way, the old way back is the one that counts. And never those of
 * an order that may still be on the air, or still waits to be sent: it could arrive last. (One that can no longer be sent and
 * never was has ended its own lease.)
 */
export async function endLeasesOvertaken(tx: Scoped, row: CommandRow, now: Date) {
  if (!row.command_group || !reached.has(row.state)) return
  // A valve has two outlets in one group: what opens the one does not close the other.
  const sameOutlet =
    row.kind === 'valve.set'
      ? sql`and coalesce(c.parameters ->> 'valve', '1') = ${String(row.parameters.valve ?? 1)}`
      : sql``
  await endLeases(
    tx,
    sql`l.device_id = ${row.device_id} and l.id is distinct from ${row.lease_id} and c.command_group = ${row.command_group}
      and c.requested_at < ${row.requested_at} ${sameOutlet} and (c.radio_sent_at is not null or c.acknowledged_at is not null
        or c.expires_at < ${new Date(now.getTime() - expiryGraceMs)})`,
    `${row.id} took its place`,
    now,
  )
}

async function endLeases(tx: Scoped, which: ReturnType<typeof sql>, why: string, now: Date) {
  const { rows } = await sql<{ id: string; restore_command_id: string }>`
    update lease l set ended_at = ${now} from command c where c.id = l.command_id and l.ended_at is null and ${which}
    returning l.id, l.restore_command_id`.execute(tx)
  if (rows.length === 0) return
  const { rows: ended } = await sql<{ id: string; organisation_id: string; state: string }>`
    update command set state = case when maybe_sent then 'superseded' else 'cancelled' end, ended_at = ${now}, detail = ${why}
    where id = any(${rows.map(({ restore_command_id }) => restore_command_id)}) and sending_since is null
      and state in ('queued', 'handedOver') returning id, organisation_id, state`.execute(tx)
  for (const { id, organisation_id, state } of ended)
    await sql`insert into command_event (organisation_id, command_id, at, event, state, actor, detail)
      values (${organisation_id}, ${id}, ${now}, ${state}, ${state}, 'system', ${why})`.execute(tx)
}
