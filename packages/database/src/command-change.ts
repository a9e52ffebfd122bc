import {
  authoriseCommand,
  checkEnvelope,
  commandKind,
  leaseEnd,
  PlatformError,
  type StepRefusal,
} from '@trame/domain'
import { sql } from 'kysely'
import { requireCommandActor } from './command-actor.ts'
import { addApproval } from './command-approve.ts'
import { lockCommand } from './command-list.ts'
import { type Moved, moveCommand } from './command-move.ts'
import { releaseCommand } from './command-release.ts'
import { type AskingActor, approvalsNeeded, envelopeError, faultsOf } from './command-request.ts'
import { commandTarget, situationOf } from './command-target.ts'
import type { Scoped } from './connection.ts'

/** One person agrees to the revision that they saw; the last one missing sends it on its way. */
export async function approveCommand(
  tx: Scoped,
  actor: AskingActor,
  id: string,
  revision: number,
  now: Date,
) {
  const row = await lockCommand(tx, id)
  if (row.order_id) throw new PlatformError('command_not_possible', `approve the order ${row.order_id}`)
  if (row.state !== 'requested') throw new PlatformError('command_not_possible', row.state)
  const missing = await addApproval(tx, actor, row, revision, now)
  done(await moveCommand(tx, id, { type: 'approved', missing }, now, { actor: actor.id, audited: true }))
  if (missing === 0) await releaseCommand(tx, id, actor.id, now)
}

/** Before it is sent. What the network holds already is taken back by emptying its queue, which is the sender's work. */
export async function cancelCommand(tx: Scoped, actor: AskingActor, id: string, now: Date) {
  const row = await lockCommand(tx, id)
  const denial = authoriseCommand(actor, {
    organisationId: row.organisation_id,
    kind: row.kind,
    parameters: row.parameters,
    source: 'api',
  })
  if (denial) throw new PlatformError('command_denied', denial)
  if (row.source === 'restore' || row.source === 'watchdog')
    throw new PlatformError('command_denied', 'onlyTowardsSafe')
  done(await moveCommand(tx, id, { type: 'cancelled' }, now, { actor: actor.id, audited: true }))
}

export interface CommandChange {
  parameters?: Record<string, unknown> | undefined
  expiresAt?: string | undefined
}

/** Approvals were for what it was: they are asked again, and the person who edits is now the one who asks. */
export async function editCommand(
  tx: Scoped,
  actor: AskingActor,
  id: string,
  change: CommandChange,
  now: Date,
) {
  const row = await lockCommand(tx, id)
  if (row.order_id) throw new PlatformError('command_not_possible', `it is one of the order ${row.order_id}`)
  const parsed = commandKind(row.kind).parameters.safeParse(change.parameters ?? row.parameters)
  if (!parsed.success) throw new PlatformError('invalid', faultsOf(parsed.error))
  const parameters = parsed.data
  const organisationId = row.organisation_id
  const denial = authoriseCommand(actor, { organisationId, kind: row.kind, parameters, source: row.source })
  if (denial) throw new PlatformError('command_denied', denial)
  const target = await commandTarget(tx, { deviceId: row.device_id, assetId: row.asset_id }, row.kind)
  const refusal = checkEnvelope(
    row.kind,
    parameters,
    await situationOf(tx, target, row.kind, now.getTime(), id),
  )
  if (refusal) throw envelopeError(refusal)
  const wanted = change.expiresAt ? new Date(change.expiresAt) : row.expires_at
  const until = typeof parameters.until === 'string' ? Date.parse(parameters.until) - 60_000 : Infinity
  const expiresAt = new Date(Math.min(wanted.getTime(), until))
  if (expiresAt <= now) throw new PlatformError('invalid', 'expiresAt: must be later than now.')
  const needed = approvalsNeeded(actor, row.kind, parameters)
  done(
    await moveCommand(
      tx,
      id,
      { type: 'edited', approvalsNeeded: needed, expiresAt: expiresAt.getTime() },
      now,
      { actor: actor.id, audited: true, detail: JSON.stringify(parameters).slice(0, 400) },
    ),
  )
  await sql`update command set parameters = ${JSON.stringify(parameters)}, revision = revision + 1, approvals_needed = ${needed},
    observe_by = greatest(observe_by, ${expiresAt}), requested_by = ${actor.id}, requested_by_person = ${actor.person}
    where id = ${id}`.execute(tx)
  await moveLease(tx, row.lease_id, leaseEnd(row.kind, parameters, expiresAt.getTime()))
  if (needed > 0) return
  done(await moveCommand(tx, id, { type: 'approved', missing: 0 }, now, { actor: actor.id, audited: true }))
  await releaseCommand(tx, id, actor.id, now)
}

async function moveLease(tx: Scoped, leaseId: string | null, until: number | null) {
  if ((leaseId === null) !== (until === null))
    throw new PlatformError('command_not_possible', 'Ask for another command instead.')
  if (until === null) return
  const at = new Date(until)
  await sql`update lease set until = ${at} where id = ${leaseId}`.execute(tx)
  await sql`update command set not_before = ${at}, expires_at = ${at}::timestamptz + (expires_at - not_before),
    observe_by = ${at}::timestamptz + (observe_by - not_before)
    where id = (select restore_command_id from lease where id = ${leaseId}) and state = 'queued'`.execute(tx)
}

/** Rights as they are now, for entry points that only know who it was (rules, scenarios). */
export const actorOfCommands = requireCommandActor

const done = (moved: Moved) => {
  if (!moved.moved) throw new PlatformError('command_not_possible', sentences[moved.why] ?? moved.why)
}
const sentences: Partial<Record<StepRefusal | 'unknown', string>> = {
  final: 'It is at its end.',
  beingSent: 'It is being sent.',
  expired: 'It has expired.',
}
