import { newId, PlatformError, plainSentence, Rule, type RuleRow, type RuleVersion } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { definitionOf, insertVersion, listVersions } from './versions.ts'

interface RuleRecord {
  id: string
  name: string
  version: number
  enabled: boolean
  origin: string | null
  definition: object
  open_alerts: number
  alerts_30_days: number
  updated_at: Date
}

const select = sql`select r.id, r.name, r.version, r.enabled, r.origin, v.definition, r.updated_at,
    coalesce(n.open, 0)::int as open_alerts, coalesce(n.recent, 0)::int as alerts_30_days
  from rule r join rule_version v on v.rule_id = r.id and v.version = r.version
  left join (
    select rule_id, count(*) filter (where status in ('open', 'acknowledged', 'inProgress')) as open,
      count(*) filter (where opened_at > now() - interval '30 days') as recent
    from alert where parent_id is null and not retracted group by rule_id) n on n.rule_id = r.id
  where r.deleted_at is null and r.scenario_id is null`

function rowOf(row: RuleRecord): RuleRow[] {
  return definitionOf(Rule, row).map((definition) => ({
    id: row.id,
    name: row.name,
    version: row.version,
    enabled: row.enabled,
    origin: row.origin,
    definition,
    sentence: { fr: plainSentence(definition, 'fr'), en: plainSentence(definition, 'en') },
    openAlerts: row.open_alerts,
    alerts30Days: row.alerts_30_days,
    updatedAt: row.updated_at.toISOString(),
  }))
}

export async function listRules(tx: Scoped): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRecord>`${select} order by r.name, r.id`.execute(tx)
  return rows.flatMap(rowOf)
}

export async function getRule(tx: Scoped, id: string): Promise<RuleRow> {
  const { rows } = await sql<RuleRecord>`${select} and r.id = ${id}`.execute(tx)
  const [rule] = rows.flatMap(rowOf)
  if (!rule) throw new PlatformError('not_found', id)
  return rule
}

export const listRuleVersions = (tx: Scoped, id: string): Promise<RuleVersion[]> =>
  listVersions(tx, 'rule', id, Rule)

export interface RuleToWrite {
  definition: Rule
  enabled: boolean
  note: string
  by: string
}

export async function insertRule(tx: Scoped, organisationId: string, rule: RuleToWrite): Promise<string> {
  const id = newId('rule')
  await sql`insert into rule (id, organisation_id, name, version, enabled)
    values (${id}, ${organisationId}, ${rule.definition.name}, 1, ${rule.enabled})`.execute(tx)
  await insertVersion(tx, 'rule', organisationId, { id, version: 1 }, rule)
  return id
}

/** Every change is a version; alerts say under which one they opened. */
export async function publishRule(
  tx: Scoped,
  organisationId: string,
  id: string,
  rule: RuleToWrite,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update rule set version = version + 1, name = ${rule.definition.name}, enabled = ${rule.enabled}, updated_at = clock_timestamp()
    where id = ${id} and deleted_at is null returning version`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  await insertVersion(tx, 'rule', organisationId, { id, version: rows[0].version }, rule)
  if (!rule.enabled) await endAlertsOf(tx, organisationId, id, rule.by)
  return rows[0].version
}

/** Its alerts keep their rule: the row stays, unseen. */
export async function deleteRule(tx: Scoped, organisationId: string, id: string, by: string): Promise<void> {
  const { numAffectedRows } =
    await sql`update rule set deleted_at = now(), enabled = false, updated_at = clock_timestamp()
    where id = ${id} and deleted_at is null`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
  await endAlertsOf(tx, organisationId, id, by)
}

/** Nothing would ever clear the alerts of a rule that is switched off. */
async function endAlertsOf(tx: Scoped, organisationId: string, ruleId: string, by: string) {
  await sql`
    with ended as (
      update alert set cleared_at = now(), clear_reason = 'ruleDisabled', resolved_at = coalesce(resolved_at, now()), quiet_until = null,
        updated_at = now(), status = case when status = 'closed' then status else 'resolved'::alert_status end
      where rule_id = ${ruleId} and cleared_at is null returning id)
    insert into alert_event (organisation_id, alert_id, at, kind, actor, detail)
    select ${organisationId}, id, clock_timestamp(), 'cleared', ${by}, '{"reason":"ruleDisabled"}' from ended`.execute(
    tx,
  )
}
