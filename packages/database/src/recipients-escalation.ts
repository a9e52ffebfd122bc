import { type EscalationPolicy, newId, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

export async function listEscalationPolicies(
  tx: Scoped,
  id: string | null = null,
): Promise<EscalationPolicy[]> {
  const { rows } = await sql<EscalationPolicy>`
    select p.id, p.name, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('afterMinutes', s.after_minutes, 'groupId', s.group_id,
      'channels', to_jsonb(s.channels))) order by s.after_minutes, s.id) as steps
    from escalation_policy p join escalation_step s on s.policy_id = p.id
    where ${id}::text is null or p.id = ${id} group by p.id order by p.name`.execute(tx)
  return rows
}

export async function getEscalationPolicy(tx: Scoped, id: string): Promise<EscalationPolicy> {
  const [policy] = await listEscalationPolicies(tx, id)
  if (!policy) throw new PlatformError('not_found', id)
  return policy
}

export async function putEscalationPolicy(
  tx: Scoped,
  organisationId: string,
  policy: Omit<EscalationPolicy, 'id'>,
  known?: string,
): Promise<string> {
  const id = known ?? newId('escalationPolicy')
  if (known) {
    const { numAffectedRows } =
      await sql`update escalation_policy set name = ${policy.name} where id = ${id}`.execute(tx)
    if (!numAffectedRows) throw new PlatformError('not_found', id)
    await sql`delete from escalation_step where policy_id = ${id}`.execute(tx)
  } else {
    await sql`insert into escalation_policy (id, organisation_id, name) values (${id}, ${organisationId}, ${policy.name})`.execute(
      tx,
    )
  }
  for (const { afterMinutes, groupId, channels } of policy.steps) {
    await sql`insert into escalation_step (organisation_id, policy_id, after_minutes, group_id, channels)
      values (${organisationId}, ${id}, ${afterMinutes}, ${groupId}, ${channels ?? null})`.execute(tx)
  }
  return id
}

export async function deleteEscalationPolicy(tx: Scoped, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from escalation_policy where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}
