import type { Alert } from '@trame/domain'
import { sql } from 'kysely'
import { pairOfName } from './who.ts'

/** An alert as its table has it, with the names of what it belongs to. */
export interface AlertRecord {
  id: string
  number: number
  kind: Alert['kind']
  gateway: string | null
  rule_id: string
  rule_name: string
  rule_version: number
  asset_id: string | null
  asset_name: string | null
  asset_type: string | null
  site_name: string | null
  lon: number | null
  lat: number | null
  severity: Alert['severity']
  status: Alert['status']
  opened_at: Date
  last_at: Date
  cleared_at: Date | null
  clear_reason: string | null
  retracted: boolean
  property: string | null
  first_value: number | null
  last_value: number | null
  lowest: number | null
  highest: number | null
  count: number
  flapping: boolean
  assignee_user_id: string | null
  user_name: string | null
  assignee_team_id: string | null
  team_name: string | null
  acknowledged_at: Date | null
  started_at: Date | null
  resolved_at: Date | null
  closed_at: Date | null
  target_at: Date | null
  cause: string | null
  cause_note: string | null
  quiet_until: Date | null
  silence_id: string | null
  incident_id: string | null
  parent_id: string | null
  updated_at: Date
}

export const alertColumns = sql`a.*, r.name as rule_name, t.name as asset_name, t.type as asset_type, s.name as site_name,
  ST_X(t.position) as lon, ST_Y(t.position) as lat, u.name as user_name, m.name as team_name`
export const alertTables = sql`alert a join rule r on r.id = a.rule_id left join asset t on t.id = a.asset_id left join site s on s.id = t.site_id
  left join user_account u on u.id = a.assignee_user_id left join team m on m.id = a.assignee_team_id`
export const iso = (at: Date | null) => at?.toISOString() ?? null

export const alertOf = (row: AlertRecord): Alert => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  gateway: row.gateway,
  ruleId: row.rule_id,
  ruleName: row.rule_name,
  ruleVersion: row.rule_version,
  asset:
    row.asset_id === null
      ? null
      : {
          id: row.asset_id,
          name: row.asset_name!,
          type: row.asset_type!,
          siteName: row.site_name,
          position: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
        },
  severity: row.severity,
  status: row.status,
  openedAt: row.opened_at.toISOString(),
  lastAt: row.last_at.toISOString(),
  clearedAt: iso(row.cleared_at),
  clearReason: row.clear_reason,
  retracted: row.retracted,
  property: row.property,
  firstValue: row.first_value,
  lastValue: row.last_value,
  lowest: row.lowest,
  highest: row.highest,
  count: row.count,
  flapping: row.flapping,
  assigneeUser: pairOfName(row.assignee_user_id, row.user_name),
  assigneeTeam: pairOfName(row.assignee_team_id, row.team_name),
  acknowledgedAt: iso(row.acknowledged_at),
  startedAt: iso(row.started_at),
  resolvedAt: iso(row.resolved_at),
  closedAt: iso(row.closed_at),
  targetAt: iso(row.target_at),
  cause: row.cause,
  causeNote: row.cause_note,
  quietUntil: iso(row.quiet_until),
  silenceId: row.silence_id,
  incidentId: row.incident_id,
  parentId: row.parent_id,
  updatedAt: row.updated_at.toISOString(),
})
