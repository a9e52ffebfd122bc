import {
  type Alert,
  type AlertCounts,
  type AlertDetail,
  type AlertQuery,
  PlatformError,
  plainSentence,
  Rule,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'
import { pairOfName } from './who.ts'

interface AlertRecord {
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

const columns = sql`a.*, r.name as rule_name, t.name as asset_name, t.type as asset_type, s.name as site_name,
  ST_X(t.position) as lon, ST_Y(t.position) as lat, u.name as user_name, m.name as team_name`
const tables = sql`alert a join rule r on r.id = a.rule_id left join asset t on t.id = a.asset_id left join site s on s.id = t.site_id
  left join user_account u on u.id = a.assignee_user_id left join team m on m.id = a.assignee_team_id`
const iso = (at: Date | null) => at?.toISOString() ?? null

const alertOf = (row: AlertRecord): Alert => ({
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

type Filter = Omit<AlertQuery, 'cursor' | 'limit'>

/** Members of a group are seen in it; what never was is seen only when its asset or rule is asked for. */
function whereAlert(filter: Filter, me: string) {
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
export async function listAlerts(tx: Scoped, query: AlertQuery, me: string): Promise<Page<Alert>> {
  const { rows } = await sql<AlertRecord & { total: string }>`
    select ${columns}, count(*) over () as total from ${tables} where ${whereAlert(query, me)}
    order by case when a.status in ('open', 'acknowledged', 'inProgress') then a.severity end nulls last, a.opened_at desc, a.id
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
  const { rows } = await sql<AlertRecord>`select ${columns} from ${tables} where a.id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return alertOf(rows[0])
}

export async function getAlertDetail(tx: Scoped, id: string): Promise<AlertDetail> {
  const alert = await getAlert(tx, id)
  const events = await sql<{
    id: string
    at: Date
    recorded_at: Date
    kind: string
    actor: string | null
    name: string | null
    detail: Record<string, unknown>
  }>`
    select e.id, e.at, e.recorded_at, e.kind, e.actor, coalesce(u.name, k.name) as name, e.detail from alert_event e
    left join user_account u on u.id = e.actor left join api_key k on k.id = e.actor
    where e.alert_id = ${id} order by e.at, e.id limit 500`.execute(tx)
  const versions = await sql<{ definition: object }>`
    select definition from rule_version where rule_id = ${alert.ruleId} and version = ${alert.ruleVersion}`.execute(
    tx,
  )
  const parsed = Rule.safeParse({
    ...versions.rows[0]?.definition,
    id: alert.ruleId,
    version: alert.ruleVersion,
  })
  const rule = parsed.success ? parsed.data : null
  const similar = await sql<AlertRecord>`
    select ${columns} from ${tables} where a.rule_id = ${alert.ruleId} and a.id <> ${id} and not a.retracted and a.kind = 'asset'
      and a.opened_at > now() - interval '2 years' and a.status in ('resolved', 'closed')
    order by (a.asset_id is not distinct from ${alert.asset?.id ?? null}) desc, (a.cause is not null) desc, a.opened_at desc limit 6`.execute(
    tx,
  )
  const members = await sql<AlertRecord>`
    select ${columns} from ${tables} where a.parent_id = ${id} order by a.opened_at, a.id limit 500`.execute(
    tx,
  )
  const series = await sql<{ id: number; property: string }>`
    select id, property from series where asset_id = ${alert.asset?.id ?? null} and slot = '' order by id`.execute(
    tx,
  )
  const named = rule === null ? new Set<string>() : new Set(propertiesOf(rule))
  return {
    ...alert,
    events: events.rows.map((row) => ({
      id: Number(row.id),
      at: row.at.toISOString(),
      recordedAt: row.recorded_at.toISOString(),
      kind: row.kind,
      actor: row.actor === null ? null : { id: row.actor, name: row.name ?? row.actor },
      detail: row.detail,
    })),
    rule,
    why: {
      fr: rule ? plainSentence(rule, 'fr') : alert.ruleName,
      en: rule ? plainSentence(rule, 'en') : alert.ruleName,
      series: series.rows.filter(({ property }) => named.has(property)),
    },
    checklist: await checklistOf(tx, { alertId: id }),
    similar: similar.rows.map(alertOf),
    members: members.rows.map(alertOf),
  }
}

/** Every property that is named anywhere in the rule. */
function propertiesOf(rule: Rule): string[] {
  const names: string[] = []
  JSON.stringify(rule, (key, value) => {
    if (key === 'property' && typeof value === 'string') names.push(value)
    return value
  })
  return names
}

export async function checklistOf(tx: Scoped, of: { alertId: string } | { incidentId: string }) {
  const where = 'alertId' in of ? sql`c.alert_id = ${of.alertId}` : sql`c.incident_id = ${of.incidentId}`
  const { rows } = await sql<{
    id: string
    text: string
    done_at: Date | null
    done_by: string | null
    name: string | null
  }>`
    select c.id, c.text, c.done_at, c.done_by, coalesce(u.name, k.name) as name from checklist_step c
    left join user_account u on u.id = c.done_by left join api_key k on k.id = c.done_by
    where ${where} order by c.position, c.id`.execute(tx)
  return rows.map((row) => ({
    id: Number(row.id),
    text: row.text,
    doneAt: iso(row.done_at),
    doneBy: row.done_by === null ? null : { id: row.done_by, name: row.name ?? row.done_by },
  }))
}

export interface AlertChange {
  /** Columns and their new values. */
  set: Record<string, unknown>
  event: string
  detail?: unknown
  /** Refused in another status. */
  from: readonly Alert['status'][]
}

/** One act of a person: refused when the alert has moved on meanwhile. */
export async function changeAlert(
  tx: Scoped,
  organisationId: string,
  id: string,
  actor: string,
  { set, event, detail, from }: AlertChange,
): Promise<void> {
  const assignments = Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  const { rows } = await sql<{
    status: Alert['status']
  }>`select status from alert where id = ${id} for update`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  if (!from.includes(rows[0].status)) throw new PlatformError('conflict', `the alert is ${rows[0].status}`)
  await sql`update alert set ${sql.join([...assignments, sql`updated_at = now()`])} where id = ${id}`.execute(
    tx,
  )
  await addLife(tx, organisationId, id, actor, event, detail)
}

export async function addLife(
  tx: Scoped,
  organisationId: string,
  alertId: string,
  actor: string,
  kind: string,
  detail: unknown = {},
): Promise<void> {
  await sql`insert into alert_event (organisation_id, alert_id, at, kind, actor, detail)
    values (${organisationId}, ${alertId}, clock_timestamp(), ${kind}, ${actor}, ${JSON.stringify(detail)}::jsonb)`.execute(
    tx,
  )
}

/** Ticks or clears a step. Returns its text. */
export async function tickStep(
  tx: Scoped,
  of: { alertId: string } | { incidentId: string },
  stepId: number,
  done: boolean,
  actor: string,
): Promise<string> {
  const where = 'alertId' in of ? sql`alert_id = ${of.alertId}` : sql`incident_id = ${of.incidentId}`
  const { rows } = await sql<{ text: string }>`
    update checklist_step set done_at = ${done ? sql`now()` : null}, done_by = ${done ? actor : null}
    where id = ${stepId} and ${where} returning text`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', `step ${stepId}`)
  return rows[0].text
}

export async function addStep(
  tx: Scoped,
  organisationId: string,
  of: { alertId: string } | { incidentId: string },
  text: string,
): Promise<void> {
  const [alertId, incidentId] = 'alertId' in of ? [of.alertId, null] : [null, of.incidentId]
  await sql`insert into checklist_step (organisation_id, alert_id, incident_id, position, text)
    select ${organisationId}, ${alertId}, ${incidentId}, coalesce(max(position), 0) + 1, ${text} from checklist_step
    where alert_id = ${alertId} or incident_id = ${incidentId}`.execute(tx)
}

export async function alertsOfIncident(tx: Scoped, incidentId: string): Promise<Alert[]> {
  const { rows } = await sql<AlertRecord>`
    select ${columns} from ${tables} where a.incident_id = ${incidentId} order by a.opened_at, a.id limit 500`.execute(
    tx,
  )
  return rows.map(alertOf)
}

export async function requireMember(tx: Scoped, userId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select u.name from membership m join user_account u on u.id = m.user_id where m.user_id = ${userId}`.execute(
    tx,
  )
  if (!rows[0]) throw new PlatformError('invalid', `userId: ${userId} is not in this organisation.`)
  return rows[0].name
}
