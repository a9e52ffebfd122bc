import { type Alert, type AlertCounts, type AlertQuery, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import { type AlertRecord, alertColumns, alertOf, alertTables } from './alert-rows.ts'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

type Filter = Omit<AlertQuery, 'cursor' | 'limit'>

/** Members of a group are seen in it; what never was is seen only when its asset or rule is asked for. */
export function whereAlert(filter: Filter, me: string) {
  const { assignee, parentId, assetId, ruleId } = filter
  const conditions = [
    parentId ? sql`a.parent_id = ${parentId}` : assetId ? null : sql`a.parent_id is null`,
    !assetId && !ruleId && sql`not a.retracted`,
    filter.status && sql`a.status = any(${filter.status.split(',')}::alert_status[])`,
    filter.severity && sql`a.severity = any(${filter.severity.split(',')}::alert_severity[])`,
    ruleId && sql`a.rule_id = ${ruleId}`,
    assetId && sql`a.asset_id = ${assetId}`,
    filter.incidentId && sql`a.incident_id = ${filter.incidentId}`,
    filter.type && sql`t.type = any(${filter.type.split(',')})`,
    filter.siteId && sql`s.path <@ (select path from site where id = ${filter.siteId})`,
    filter.q &&
      sql`(t.name ilike '%' || ${filter.q} || '%' or r.name ilike '%' || ${filter.q} || '%' or a.number::text = ${filter.q})`,
    assignee === 'me' && mine(me),
    assignee === 'none' && sql`a.assignee_user_id is null and a.assignee_team_id is null`,
    assignee &&
      assignee !== 'me' &&
      assignee !== 'none' &&
      sql`${assignee} in (a.assignee_user_id, a.assignee_team_id)`,
  ].filter((condition) => typeof condition === 'object' && condition !== null)
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

const mine = (me: string) =>
  sql`(a.assignee_user_id = ${me} or a.assignee_team_id in (select team_id from team_member where user_id = ${me}))`

/** Unresolved first the gravest, then the newest. */
export const gravestFirst = sql`case when a.status in ('open', 'acknowledged', 'inProgress') then a.severity end nulls last, a.opened_at desc, a.id`

export async function listAlerts(tx: Scoped, query: AlertQuery, me: string): Promise<Page<Alert>> {
  const { rows } = await sql<AlertRecord & { total: string }>`
    select ${alertColumns}, count(*) over () as total from ${alertTables} where ${whereAlert(query, me)}
    order by ${gravestFirst}
    limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, alertOf)
}

export async function countAlerts(tx: Scoped, me: string): Promise<AlertCounts> {
  const { rows } = await sql<{ severity: string; n: number; mine: number; unassigned: number }>`
    select a.severity, count(*)::int as n, count(*) filter (where ${mine(me)})::int as mine,
      count(*) filter (where a.assignee_user_id is null and a.assignee_team_id is null)::int as unassigned
    from alert a where a.status in ('open', 'acknowledged', 'inProgress') and a.parent_id is null and not a.retracted
    group by a.severity`.execute(tx)
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  const bySeverity = { critical: 0, major: 0, minor: 0, information: 0 }
  return {
    bySeverity: { ...bySeverity, ...Object.fromEntries(rows.map((row) => [row.severity, row.n])) },
    open: sum(({ n }) => n),
    mine: sum((row) => row.mine),
    unassigned: sum((row) => row.unassigned),
  }
}

export async function getAlert(tx: Scoped, id: string): Promise<Alert> {
  const { rows } =
    await sql<AlertRecord>`select ${alertColumns} from ${alertTables} where a.id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return alertOf(rows[0])
}

export async function alertsOfIncident(tx: Scoped, incidentId: string): Promise<Alert[]> {
  const { rows } = await sql<AlertRecord>`
    select ${alertColumns} from ${alertTables} where a.incident_id = ${incidentId} order by a.opened_at, a.id limit 500`.execute(
    tx,
  )
  return rows.map(alertOf)
}
