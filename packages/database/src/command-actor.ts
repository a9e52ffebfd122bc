import { type CommandActor, PlatformError, type Role } from '@trame/domain'
import { sql } from 'kysely'
import type { AskingActor } from './command-request.ts'
import type { Scoped } from './connection.ts'

const systemId = 'system'

/**
 * The rights of a user or key as they are now: what was taken away since a command was asked for counts at each
 * execution. Null: nobody who belongs to this organisation.
 */
export async function commandActor(
  tx: Scoped,
  id: string,
  organisationId: string,
): Promise<AskingActor | null> {
  if (id === systemId) return { kind: 'system', id, organisationId, role: null, person: null }
  const isKey = id.startsWith('key_')
  const { rows } = isKey
    ? await sql<{ role: Role; person: string | null }>`
        select role, created_by as person from api_key where id = ${id} and organisation_id = ${organisationId}
          and revoked_at is null and (expires_at is null or expires_at > now())`.execute(tx)
    : await sql<{ role: Role; person: string | null }>`
        select m.role, m.user_id as person from membership m join user_account u on u.id = m.user_id
        where m.user_id = ${id} and m.organisation_id = ${organisationId} and not u.disabled`.execute(tx)
  const row = rows[0]
  const kind: CommandActor['kind'] = isKey ? 'apiKey' : 'user'
  return row ? { kind, id, organisationId, role: row.role, person: row.person } : null
}

export async function requireCommandActor(
  tx: Scoped,
  id: string,
  organisationId: string,
): Promise<AskingActor> {
  const actor = await commandActor(tx, id, organisationId)
  if (!actor) throw new PlatformError('command_denied', 'otherOrganisation')
  return actor
}
