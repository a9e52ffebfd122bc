import { GroupMember, type NewRecipientGroup, newId, PlatformError, type RecipientGroup } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

interface GroupRow {
  id: string
  name: string
  escalation_policy_id: string | null
  members: Record<string, unknown>[]
}

const groupSql = sql`select g.id, g.name, g.escalation_policy_id, coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'kind', m.kind, 'userId', m.user_id, 'calendarId', m.calendar_id, 'webhookId', m.webhook_id, 'name', m.name,
    'address', m.address, 'language', m.language)) order by m.id) filter (where m.id is not null), '[]') as members
  from recipient_group g left join recipient_group_member m on m.group_id = g.id`

const groupOf = (row: GroupRow): RecipientGroup => ({
  id: row.id,
  name: row.name,
  escalationPolicyId: row.escalation_policy_id,
  members: row.members.map((member) => GroupMember.parse(member)),
})

export async function listRecipientGroups(tx: Scoped): Promise<RecipientGroup[]> {
  const { rows } = await sql<GroupRow>`${groupSql} group by g.id order by g.name`.execute(tx)
  return rows.map(groupOf)
}

export async function getRecipientGroup(tx: Scoped, id: string): Promise<RecipientGroup> {
  const { rows } = await sql<GroupRow>`${groupSql} where g.id = ${id} group by g.id`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return groupOf(rows[0])
}

type GroupToPut = Required<NewRecipientGroup>

/** Created without an id, replaced with one. Members are of the same organisation: foreign keys see to it. */
export async function putRecipientGroup(
  tx: Scoped,
  organisationId: string,
  group: GroupToPut,
  known?: string,
): Promise<string> {
  const id = known ?? newId('recipientGroup')
  if (known) {
    const { numAffectedRows } = await sql`update recipient_group set name = ${group.name},
      escalation_policy_id = ${group.escalationPolicyId} where id = ${id}`.execute(tx)
    if (!numAffectedRows) throw new PlatformError('not_found', id)
    await sql`delete from recipient_group_member where group_id = ${id}`.execute(tx)
  } else {
    await sql`insert into recipient_group (id, organisation_id, name, escalation_policy_id)
      values (${id}, ${organisationId}, ${group.name}, ${group.escalationPolicyId})`.execute(tx)
  }
  await sql`insert into recipient_group_member
      (organisation_id, group_id, kind, user_id, calendar_id, webhook_id, name, address, language)
    select ${organisationId}, ${id}, m->>'kind', m->>'userId', m->>'calendarId', m->>'webhookId', m->>'name', m->>'address', m->>'language'
    from jsonb_array_elements(${JSON.stringify(group.members)}::jsonb) with ordinality as sent (m, n) order by n`.execute(
    tx,
  )
  return id
}

export async function deleteRecipientGroup(tx: Scoped, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from recipient_group where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}
