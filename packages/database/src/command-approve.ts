import {
  authoriseCommand,
  type CommandActor,
  type CommandKindId,
  type CommandSource,
  mayApprove,
  PlatformError,
} from '@trame/domain'
import { sql } from 'kysely'
import { commandActor } from './command-actor.ts'
import type { Scoped } from './connection.ts'

/** A command or an order, as those who agree to it see it. */
export interface Approvable {
  id: string
  organisation_id: string
  kind: CommandKindId
  parameters: Record<string, unknown>
  source: CommandSource
  requested_by_person: string | null
  revision: number
  approvals_needed: number
}

/** Writes one person's yes to this revision; returns how many are still missing. Throws the refusal. */
export async function addApproval(
  tx: Scoped,
  actor: CommandActor,
  subject: Approvable,
  revision: number,
  now: Date,
): Promise<number> {
  // What the person saw is not what is there now: it was changed meanwhile.
  if (revision !== subject.revision)
    throw new PlatformError('command_not_possible', `revision ${subject.revision}`)
  const valid = await validApprovals(tx, subject)
  const denial = mayApprove(actor, {
    organisationId: subject.organisation_id,
    kind: subject.kind,
    parameters: subject.parameters,
    source: 'api',
    askedByPerson: subject.requested_by_person,
    approvedBy: valid,
  })
  if (denial) throw new PlatformError('command_denied', denial)
  await sql`insert into approval (subject_id, revision, organisation_id, user_id, at)
    values (${subject.id}, ${subject.revision}, ${subject.organisation_id}, ${actor.id}, ${now})
    on conflict (subject_id, revision, user_id) do update set at = excluded.at`.execute(tx)
  return Math.max(0, subject.approvals_needed - valid.length - 1)
}

/** Persons whose yes still counts: of this revision, and with the rights for it today (T37). */
export async function validApprovals(tx: Scoped, subject: Approvable): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from approval where subject_id = ${subject.id} and revision = ${subject.revision}
      and user_id is distinct from ${subject.requested_by_person} order by at`.execute(tx)
  const valid: string[] = []
  for (const { user_id } of rows) {
    const person = await commandActor(tx, user_id, subject.organisation_id)
    const { kind, parameters, organisation_id: organisationId } = subject
    if (
      person?.kind === 'user' &&
      !authoriseCommand(person, { organisationId, kind, parameters, source: 'api' })
    )
      valid.push(user_id)
  }
  return valid
}
