import {
  type CommandEvent,
  type CommandProgress,
  isFinal,
  type StepRefusal,
  stepCommand,
} from '@trame/domain'
import { sql } from 'kysely'
import { recordAudit } from './access.ts'
import { endLeasesOvertaken, settleOwnLease } from './command-leases.ts'
import { type CommandRow, progressOf } from './command-rows.ts'
import type { Db, Scoped } from './connection.ts'

export interface MoveDetail {
  /** `usr_`, `key_`, or the part of the platform that says it. */
  actor: string
  /** When it happened; absent: now. */
  at?: Date
  detail?: string
  code?: string
  /** What the network calls it, where it does not take our name. */
  networkItemId?: string
  /** The entry point writes the audit row itself. */
  audited?: true
}

export type Moved = { moved: true; row: CommandRow } | { moved: false; why: StepRefusal | 'unknown' }

/**
 * The only writer of a command's state: what the pure step allows, with its line of life, its audit row and what follows
 * for leases, in the caller's transaction.
 */
export async function moveCommand(
  tx: Scoped,
  id: string,
  event: CommandEvent,
  now: Date,
  { actor, at = now, detail = '', code, networkItemId, audited }: MoveDetail,
): Promise<Moved> {
  const { rows } = await sql<CommandRow>`select * from command where id = ${id} for update`.execute(tx)
  const row = rows[0]
  if (!row) return { moved: false, why: 'unknown' }
  const before = progressOf(row)
  const step = stepCommand(before, event, now.getTime())
  if (!step.ok) return { moved: false, why: step.why }
  const after = step.command
  if (networkItemId)
    await sql`update command set network_item_id = ${networkItemId} where id = ${id}`.execute(tx)
  await write(tx, row, before, after, { now, at, detail, code: code ?? null })
  await addLine(tx, row, { at, event: event.type, state: after.state, actor, detail })
  const moved = {
    ...row,
    state: after.state,
    sending_since: after.sending ? (row.sending_since ?? now) : null,
    maybe_sent: after.maybeSent,
    attempts: after.attempts,
  }
  if (isFinal(after) && !isFinal(before))
    await sql`update command_expectation set open = false where command_id = ${id} and open`.execute(tx)
  await settleOwnLease(tx, moved, isFinal(after), now)
  if (after.state !== before.state) await endLeasesOvertaken(tx, moved, now)
  if (!audited)
    await recordAudit(tx, row.organisation_id, {
      actor,
      action: `command.${event.type}`,
      subject: id,
      detail: { state: after.state, ...(detail && { detail }) },
    })
  return { moved: true, row: moved }
}

async function write(
  tx: Scoped,
  { id }: CommandRow,
  before: CommandProgress,
  after: CommandProgress,
  { now, at, detail, code }: { now: Date; at: Date; detail: string; code: string | null },
) {
  const entered = (state: CommandProgress['state']) => before.state !== after.state && after.state === state
  const handedOver = before.sending && !after.sending && after.maybeSent && after.state !== 'queued'
  const ended = isFinal(after) && !isFinal(before)
  await sql`update command set state = ${after.state}, approvals_missing = ${after.approvalsMissing},
    attempts = ${after.attempts}, maybe_sent = ${after.maybeSent}, misses = ${after.misses},
    sending_since = ${after.sending ? sql`coalesce(sending_since, ${now})` : null},
    not_before = ${new Date(after.notBefore)}, expires_at = ${new Date(after.expiresAt)},
    handed_over_at = ${handedOver || entered('handedOver') ? sql`coalesce(handed_over_at, ${at})` : sql`handed_over_at`},
    radio_sent_at = ${entered('radioSent') ? sql`coalesce(radio_sent_at, ${at})` : sql`radio_sent_at`},
    acknowledged_at = ${entered('acknowledged') ? at : sql`acknowledged_at`},
    ended_at = ${ended ? now : sql`ended_at`},
    detail = ${detail === '' ? sql`detail` : detail}, code = ${code === null ? sql`code` : code}
    where id = ${id}`.execute(tx)
}

export async function addLine(
  tx: Scoped,
  { id, organisation_id }: { id: string; organisation_id: string },
  line: { at: Date; event: string; state: string; actor: string; detail: string },
) {
  await sql`insert into command_event (organisation_id, command_id, at, event, state, actor, detail)
    values (${organisation_id}, ${id}, ${line.at}, ${line.event}, ${line.state}, ${line.actor}, ${line.detail})`.execute(
    tx,
  )
}

const worthRepeating = new Set(['40P01', '40001'])

/** A transaction that two processes may meet in: a deadlock is begun again. */
export async function repeatable<T>(db: Db, work: (tx: Scoped) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === 5 || !worthRepeating.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}
