import { sql } from 'kysely'
import { recordAudit } from './access.ts'
import { insertRestore } from './command-leases.ts'
import { repeatable } from './command-move.ts'
import type { CommandRow } from './command-rows.ts'
import type { Db, Scoped } from './connection.ts'

/**
 * The watchdog's question: leases that are over, and whose way back is neither on its way nor done. Each gets a new one.
 * Independent of the sender's own reckoning: whatever went wrong there, a lamp is asked again until it is known to be back.
 */
export async function restoreEndedLeases(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from lease l join command r on r.id = l.restore_command_id
    where l.ended_at is null and l.until <= ${now}
      and (r.state in ('expired', 'failed', 'cancelled', 'unknown', 'superseded', 'unconfirmed')
        or (r.state in ('requested', 'approved'))) order by l.until limit 500`.execute(db)
  const restored: string[] = []
  for (const { id } of rows) {
    const made = await repeatable(db, (tx) => restoreOne(tx, id, now))
    if (made) restored.push(made)
  }
  return restored
}

type WatchedRow = CommandRow & {
  expected_interval_ms: string
  downlink_class: 'A' | 'B' | 'C' | null
  lease_ended_at: Date | null
}

async function restoreOne(tx: Scoped, leaseId: string, now: Date): Promise<string | null> {
  const { rows } = await sql<WatchedRow>`
    select c.*, d.expected_interval_ms, d.downlink_class, l.ended_at as lease_ended_at
    from lease l join command c on c.id = l.command_id join device d on d.id = l.device_id where l.id = ${leaseId} for update of l`.execute(
    tx,
  )
  const command = rows[0]
  if (!command || command.lease_ended_at !== null) return null
  const id = await insertRestore(
    tx,
    {
      organisationId: command.organisation_id,
      leaseId,
      command,
      device: {
        network: command.network,
        downlinkClass: command.downlink_class,
        expectedIntervalMs: Number(command.expected_interval_ms),
      },
      source: 'watchdog',
      notBefore: now,
    },
    now,
  )
  await sql`update lease set restore_command_id = ${id} where id = ${leaseId}`.execute(tx)
  await recordAudit(tx, command.organisation_id, {
    actor: 'watchdog',
    action: 'lease.restore',
    subject: leaseId,
    detail: { command: command.id, restore: id },
  })
  return id
}
