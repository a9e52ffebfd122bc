import { sql } from 'kysely'
import { moveCommand } from './command-move.ts'
import type { CommandRow } from './command-rows.ts'
import type { Scoped } from './connection.ts'

/**
 * Gives an approved command to the sender. Older ones for the same device and group are superseded, whatever they wait
 * for; ways back are not, see `endLeasesOvertaken`.
 */
export async function releaseCommand(tx: Scoped, id: string, actor: string, now: Date): Promise<boolean> {
  const moved = await moveCommand(tx, id, { type: 'released' }, now, { actor, audited: true })
  if (!moved.moved) return false
  await supersedeOlder(tx, moved.row, now)
  return true
}

async function supersedeOlder(tx: Scoped, row: CommandRow, now: Date) {
  if (!row.command_group) return
  const sameOutlet =
    row.kind === 'valve.set'
      ? sql`and coalesce(parameters ->> 'valve', '1') = ${String(row.parameters.valve ?? 1)}`
      : sql``
  const { rows: older } = await sql<{ id: string }>`
    select id from command where device_id = ${row.device_id} and command_group = ${row.command_group} and id <> ${row.id}
      and requested_at <= ${row.requested_at} and source not in ('restore', 'watchdog') ${sameOutlet}
      and state in ('requested', 'approved', 'queued', 'handedOver', 'radioSent', 'acknowledged') order by id`.execute(
    tx,
  )
  for (const { id } of older)
    await moveCommand(tx, id, { type: 'superseded' }, now, {
      actor: 'system',
      detail: `${row.id} took its place`,
    })
}
