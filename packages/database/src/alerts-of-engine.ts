import type { Episode, Severity } from '@trame/domain'
import { newId } from '@trame/domain'
import type { ClientBase } from 'pg'

/** What the engine says becomes alerts here. All of it runs in the transaction of the states that said it. */
export interface EpisodeKey {
  ruleId: string
  assetId: string
  episode: number
}

export interface KnownAlert {
  id: string
  episode: number
  severity: Severity
  cleared: boolean
  closed: boolean
  /** Taken back: in the right order it never was. */
  retracted: boolean
  openedAt: number
  parentId: string | null
  quietUntil: number | null
  silenceId: string | null
}

interface KnownRecord {
  id: string
  episode: number
  severity: Severity
  cleared_at: Date | null
  status: string
  retracted: boolean
  opened_at: Date
  parent_id: string | null
  quiet_until: Date | null
  silence_id: string | null
}

/** The alert of this episode; else the one that is open for the same rule and asset. Locked, for people act on it too. */
export async function knownAlert(client: ClientBase, key: EpisodeKey): Promise<KnownAlert | undefined> {
  const { rows } = await client.query<KnownRecord>({
    name: 'known-alert',
    text: `select id, episode, severity, cleared_at, status, retracted, opened_at, parent_id, quiet_until, silence_id from alert
      where rule_id = $1 and asset_id = $2 and kind = 'asset' and (episode = $3 or cleared_at is null)
      order by episode = $3 desc limit 1 for update`,
    values: [key.ruleId, key.assetId, key.episode],
  })
  const row = rows[0]
  if (!row) return undefined
  return {
    id: row.id,
    episode: row.episode,
    severity: row.severity,
    cleared: row.cleared_at !== null,
    closed: row.status === 'closed',
    retracted: row.retracted,
    openedAt: row.opened_at.getTime(),
    parentId: row.parent_id,
    quietUntil: row.quiet_until?.getTime() ?? null,
    silenceId: row.silence_id,
  }
}

export interface AlertToOpen extends EpisodeKey {
  organisationId: string
  ruleVersion: number
  property: string | null
  of: Episode
  silenceId: string | null
  quietUntil: number | null
}

const dateOf = (at: number | null) => (at === null ? null : new Date(at))
const lastOf = ({ last, openedAt }: Episode) => new Date(last ? Math.max(last[1], openedAt) : openedAt)

/** Three more of the same rule and asset within the hour before: it comes and goes. */
const flappingSql = `(select count(*) >= 3 from alert where rule_id = $4 and asset_id = $6
  and opened_at > $9::timestamptz - interval '1 hour' and not retracted)`

export async function openAlert(
  client: ClientBase,
  alert: AlertToOpen,
): Promise<{ id: string; flapping: boolean }> {
  const id = newId('alert', alert.of.openedAt)
  const { of } = alert
  const { rows } = await client.query<{ flapping: boolean }>({
    name: 'open-alert',
    text: `insert into alert (id, organisation_id, number, kind, rule_id, rule_version, asset_id, episode, severity, opened_at, last_at,
        property, first_value, last_value, lowest, highest, count, quiet_until, silence_id, flapping)
      values ($1, $2, next_number($2, 'alert'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, ${flappingSql})
      returning flapping`,
    values: [
      id,
      alert.organisationId,
      'asset',
      alert.ruleId,
      alert.ruleVersion,
      alert.assetId,
      alert.episode,
      of.steps[0]?.[1] ?? of.severity,
      new Date(of.openedAt),
      lastOf(of),
      alert.property,
      of.first?.[0] ?? null,
      of.last?.[0] ?? null,
      of.lowest,
      of.highest,
      of.count,
      dateOf(alert.quietUntil),
      alert.silenceId,
    ],
  })
  return { id, flapping: rows[0]!.flapping }
}

/** An alert that was open under an earlier version of its rule goes on as this episode. */
export async function adoptAlert(client: ClientBase, alertId: string, key: EpisodeKey, ruleVersion: number) {
  await client.query('update alert set episode = $2, rule_version = $3, updated_at = now() where id = $1', [
    alertId,
    key.episode,
    ruleVersion,
  ])
}

export async function setAlertSeverity(client: ClientBase, alertId: string, severity: Severity) {
  await client.query('update alert set severity = $2, updated_at = now() where id = $1', [alertId, severity])
}

/** The condition is over. What a person has closed stays closed. */
export async function clearAlert(
  client: ClientBase,
  alertId: string,
  { at, reason, of }: { at: number; reason: string; of?: Episode },
): Promise<void> {
  await client.query({
    name: 'clear-alert',
    text: `update alert set cleared_at = $2, clear_reason = $3, quiet_until = null, updated_at = now(),
        resolved_at = coalesce(resolved_at, $2),
        status = case when status = 'closed' then status else 'resolved'::alert_status end,
        last_at = greatest(last_at, $4), last_value = coalesce($5, last_value), count = greatest(count, $6),
        lowest = coalesce($7, lowest), highest = coalesce($8, highest)
      where id = $1`,
    values: [
      alertId,
      new Date(at),
      reason,
      of ? lastOf(of) : new Date(at),
      of?.last?.[0] ?? null,
      of?.count ?? 0,
      of?.lowest ?? null,
      of?.highest ?? null,
    ],
  })
}

/** Begun and over long before we learnt of it, and nobody has taken it up: it is for the record, not for the list. */
export async function closeAsHistory(client: ClientBase, alertId: string): Promise<void> {
  await client.query(
    `update alert set status = 'closed', closed_at = cleared_at, cause = 'history', updated_at = now()
     where id = $1 and status = 'resolved' and acknowledged_at is null and assignee_user_id is null and assignee_team_id is null`,
    [alertId],
  )
}

/** A late observation put the episode right. A closed alert keeps its end: its life line tells what changed. */
export async function adjustAlert(client: ClientBase, alertId: string, of: Episode): Promise<void> {
  await client.query({
    name: 'adjust-alert',
    text: `update alert set opened_at = $2, severity = $3, last_at = $4, first_value = $5, last_value = $6, lowest = $7, highest = $8,
        count = $9, cleared_at = $10, clear_reason = $11, retracted = false, updated_at = now(),
        status = case when status = 'closed' and (cause is distinct from 'history' or $10::timestamptz is not null) then status
          when $10::timestamptz is not null then 'resolved'::alert_status
          when status in ('resolved', 'closed') then 'open'::alert_status else status end,
        resolved_at = case when $10::timestamptz is null then null else coalesce(resolved_at, $10) end
      where id = $1`,
    values: [
      alertId,
      new Date(of.openedAt),
      of.severity,
      lastOf(of),
      of.first?.[0] ?? null,
      of.last?.[0] ?? null,
      of.lowest,
      of.highest,
      of.count,
      dateOf(of.clearedAt),
      of.reason,
    ],
  })
}

/** In the right order of the observations it never was: it leaves the inbox and stays in the history. */
export async function retractAlert(client: ClientBase, alertId: string): Promise<void> {
  await client.query(
    `update alert set retracted = true, cleared_at = coalesce(cleared_at, opened_at), clear_reason = 'retracted', quiet_until = null,
       resolved_at = coalesce(resolved_at, opened_at), updated_at = now(),
       status = case when status = 'closed' then status else 'resolved'::alert_status end where id = $1`,
    [alertId],
  )
}

export interface AlertProgress extends EpisodeKey {
  of: Episode
}

/** The newest values of alerts that stay open. */
export async function followAlerts(client: ClientBase, alerts: readonly AlertProgress[]): Promise<void> {
  if (alerts.length === 0) return
  const sorted = alerts.toSorted((a, b) => (a.ruleId + a.assetId < b.ruleId + b.assetId ? -1 : 1))
  await client.query({
    name: 'follow-alerts',
    text: `update alert a set last_at = sent.last_at, last_value = sent.last_value, lowest = sent.lowest, highest = sent.highest,
        count = sent.count
      from unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::float8[], $6::float8[], $7::float8[], $8::int[])
        sent (rule_id, asset_id, episode, last_at, last_value, lowest, highest, count)
      where a.rule_id = sent.rule_id and a.asset_id = sent.asset_id and a.episode = sent.episode and a.kind = 'asset'
        and a.cleared_at is null and (a.last_at, a.count) is distinct from (sent.last_at, sent.count)`,
    values: [
      sorted.map(({ ruleId }) => ruleId),
      sorted.map(({ assetId }) => assetId),
      sorted.map(({ episode }) => episode),
      sorted.map(({ of }) => lastOf(of)),
      sorted.map(({ of }) => of.last?.[0] ?? null),
      sorted.map(({ of }) => of.lowest),
      sorted.map(({ of }) => of.highest),
      sorted.map(({ of }) => of.count),
    ],
  })
}

export interface LifeLineEntry {
  organisationId: string
  alertId: string
  at: number
  kind: string
  actor?: string
  detail?: unknown
}

export async function addAlertEvent(client: ClientBase, entry: LifeLineEntry): Promise<void> {
  await client.query({
    name: 'add-alert-event',
    text: 'insert into alert_event (organisation_id, alert_id, at, kind, actor, detail) values ($1, $2, $3, $4, $5, $6)',
    values: [
      entry.organisationId,
      entry.alertId,
      new Date(entry.at),
      entry.kind,
      entry.actor ?? null,
      JSON.stringify(entry.detail ?? {}),
    ],
  })
}

export async function addChecklist(
  client: ClientBase,
  organisationId: string,
  alertId: string,
  steps: readonly string[],
): Promise<void> {
  if (steps.length === 0) return
  await client.query(
    `insert into checklist_step (organisation_id, alert_id, position, text)
     select $1, $2, n, text from unnest($3::text[]) with ordinality sent (text, n)`,
    [organisationId, alertId, steps],
  )
}

export interface NoticeToGive {
  organisationId: string
  alertId: string
  kind: 'opened' | 'raised' | 'resolved'
  notice: unknown
  actions: unknown
}

/** Somebody has to be told: at most once an alert and kind, but for `raised`. An end is told only where a beginning was. */
export async function giveNotice(client: ClientBase, notice: NoticeToGive): Promise<void> {
  await client.query({
    name: 'give-notice',
    text: `insert into alert_notice (organisation_id, alert_id, kind, notice, actions)
      select $1, $2, $3, $4, $5 where case $3::text
        when 'opened' then not exists (select from alert_notice where alert_id = $2 and kind = 'opened')
        when 'resolved' then exists (select from alert_notice where alert_id = $2 and kind <> 'resolved')
        else true end`,
    values: [
      notice.organisationId,
      notice.alertId,
      notice.kind,
      JSON.stringify(notice.notice),
      JSON.stringify(notice.actions),
    ],
  })
}
