import { newId, PlatformError, type Team } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

export async function listTeams(tx: Scoped): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select t.id, t.name, coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name)
      filter (where u.id is not null), '[]') as members
    from team t left join team_member m on m.team_id = t.id left join user_account u on u.id = m.user_id
    group by t.id order by t.name`.execute(tx)
  return rows
}

export async function putTeam(
  tx: Scoped,
  organisationId: string,
  { id = newId('team'), name, userIds }: { id?: string; name: string; userIds: readonly string[] },
): Promise<string> {
  await sql`insert into team (id, organisation_id, name) values (${id}, ${organisationId}, ${name})
    on conflict (id) do update set name = excluded.name`.execute(tx)
  await sql`delete from team_member where team_id = ${id}`.execute(tx)
  await sql`insert into team_member (organisation_id, team_id, user_id)
    select ${organisationId}, ${id}, m.user_id from membership m where m.user_id = any(${userIds})`.execute(
    tx,
  )
  return id
}

export async function deleteTeam(tx: Scoped, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from team where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

export async function requireTeam(tx: Scoped, id: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from team where id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('invalid', `teamId: ${id} does not exist.`)
  return rows[0].name
}
