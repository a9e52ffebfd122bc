import type { CommandState, DownlinkEvent } from '@trame/domain'
import { sql } from 'kysely'
import { recordAudit } from './access.ts'
import { addLine } from './command-move.ts'
import type { Scoped } from './connection.ts'

const columns = { downlinkSent: 'radio_sent_at', downlinkAcknowledged: 'acknowledged_at' } as const

/**
 * Proof may overtake the network's word: a lamp that was seen dimmed is done, and its acknowledgement comes after. It is
 * kept with its time, once, and moves nothing. False: nothing of it was missing.
 */
export async function recordLateWord(
  tx: Scoped,
  id: string,
  kind: DownlinkEvent['kind'],
  { actor, at }: { actor: string; at: Date },
): Promise<boolean> {
  if (kind === 'downlinkFailed') return false
  const column = sql.ref(columns[kind])
  const { rows } = await sql<{ id: string; organisation_id: string; state: CommandState }>`
    update command set ${column} = ${at} where id = ${id} and state = 'observed' and ${column} is null
    returning id, organisation_id, state`.execute(tx)
  const row = rows[0]
  if (!row) return false
  const event = kind === 'downlinkSent' ? 'radioSent' : 'acknowledged'
  await addLine(tx, row, { at, event, state: row.state, actor, detail: 'late' })
  await recordAudit(tx, row.organisation_id, {
    actor,
    action: `command.${event}`,
    subject: id,
    detail: { state: row.state, late: true },
  })
  return true
}
