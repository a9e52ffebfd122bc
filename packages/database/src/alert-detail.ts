import { type AlertDetail, plainSentence, Rule } from '@trame/domain'
import { sql } from 'kysely'
import { type AlertRecord, alertColumns, alertOf, alertTables } from './alert-rows.ts'
import { getAlert } from './alerts.ts'
import { checklistOf } from './checklists.ts'
import type { Scoped } from './connection.ts'

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
    select ${alertColumns} from ${alertTables} where a.rule_id = ${alert.ruleId} and a.id <> ${id} and not a.retracted and a.kind = 'asset'
      and a.opened_at > now() - interval '2 years' and a.status in ('resolved', 'closed')
    order by (a.asset_id is not distinct from ${alert.asset?.id ?? null}) desc, (a.cause is not null) desc, a.opened_at desc limit 6`.execute(
    tx,
  )
  const members = await sql<AlertRecord>`
    select ${alertColumns} from ${alertTables} where a.parent_id = ${id} order by a.opened_at, a.id limit 500`.execute(
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
