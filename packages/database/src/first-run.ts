import { newId } from '@trame/domain'
import { sql } from 'kysely'
import type { Db } from './connection.ts'

export interface FirstRun {
  organisation: { id: string; name: string; slug: string; timeZone: string }
  administrator: { email: string; name: string; passwordHash: string }
}

/** On an empty database, as its owner: the first organisation and its administrator. False when there is one already. */
export async function foundOrganisation(
  owner: Db,
  { organisation, administrator }: FirstRun,
): Promise<boolean> {
  return owner.transaction().execute(async (tx) => {
    await sql`lock table organisation in share row exclusive mode`.execute(tx)
    const { rows } = await sql`select 1 from organisation limit 1`.execute(tx)
    if (rows.length > 0) return false
    await sql`insert into organisation (id, name, slug, time_zone)
      values (${organisation.id}, ${organisation.name}, ${organisation.slug}, ${organisation.timeZone})`.execute(
      tx,
    )
    const userId = newId('user')
    await sql`insert into user_account (id, email, name, password_hash, must_change_password)
      values (${userId}, ${administrator.email}, ${administrator.name}, ${administrator.passwordHash}, true)`.execute(
      tx,
    )
    await sql`insert into membership (user_id, organisation_id, role) values (${userId}, ${organisation.id}, 'administrator')`.execute(
      tx,
    )
    return true
  })
}

/** A key for provisioning by a machine beside the platform: made, or brought to this token, by the owner only. */
export async function putMachineKey(
  owner: Db,
  key: { id: string; organisationId: string; name: string; role: string; tokenHash: Buffer },
) {
  await sql`insert into api_key (id, organisation_id, name, role, token_hash)
    values (${key.id}, ${key.organisationId}, ${key.name}, ${key.role}, ${key.tokenHash})
    on conflict (id) do update set token_hash = excluded.token_hash, role = excluded.role, revoked_at = null`.execute(
    owner,
  )
}
