import type { LiveAlert, Severity } from '@trame/domain'
import type { Pool } from 'pg'

/** What pages hear of alerts that changed. */
export async function liveAlerts(
  pool: Pool,
  ids: readonly string[],
): Promise<(LiveAlert & { organisationId: string })[]> {
  const { rows } = await pool.query<{
    id: string
    organisation_id: string
    number: number
    kind: LiveAlert['kind']
    severity: Severity
    status: LiveAlert['status']
    rule_id: string
    rule_name: string
    asset_id: string | null
    asset_name: string | null
    parent_id: string | null
    opened_at: Date
    cleared_at: Date | null
    last_value: number | null
    updated_at: Date
  }>({
    name: 'live-alerts',
    text: `select a.id, a.organisation_id, a.number, a.kind, a.severity, a.status, a.rule_id, r.name as rule_name, a.asset_id,
        t.name as asset_name, a.parent_id, a.opened_at, a.cleared_at, a.last_value, a.updated_at
      from alert a join rule r on r.id = a.rule_id left join asset t on t.id = a.asset_id where a.id = any($1::text[])`,
    values: [ids],
  })
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    id: row.id,
    number: row.number,
    kind: row.kind,
    severity: row.severity,
    status: row.status,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    assetId: row.asset_id,
    assetName: row.asset_name,
    parentId: row.parent_id,
    openedAt: row.opened_at.toISOString(),
    clearedAt: row.cleared_at?.toISOString() ?? null,
    lastValue: row.last_value,
    updatedAt: row.updated_at.toISOString(),
  }))
}
