import { newId, type Severity } from '@trame/domain'
import type { ClientBase } from 'pg'

/** What is silent together is missed, and speaks again, within so long of each other: each at its own turn. */
const apart = "interval '1 hour'"
const fewestDevices = 3

/** The gateways that heard an asset's devices best the last time. */
const heardBySql = (assetId: string) => `(
  select distinct st.gateway from series s join binding b on b.series_id = s.id and upper_inf(b.during)
  join device d on d.id = b.device_id join device_state st on st.device_number = d.number
  where s.asset_id = ${assetId} and st.gateway is not null) h`

/**
 * Of a silence that is over: those of other assets behind the same gateway that overlapped it, began and ended when it did, three or
 * more with nothing in common but the gateway (lamps of one cabinet are one thing); and their group, when there is one.
 */
const togetherSql = `
  with mine as (
    select a.rule_id, a.opened_at, a.cleared_at, h.gateway from alert a cross join lateral ${heardBySql('a.asset_id')} where a.id = $1),
  known as (
    select m.gateway, g.id from mine m join alert g on g.rule_id = m.rule_id and g.kind = 'gateway' and g.gateway = m.gateway
      and not g.retracted and g.cleared_at >= m.opened_at and g.opened_at <= least(m.cleared_at, m.opened_at + ${apart})),
  together as (
    select m.gateway, other.id, coalesce(there.attributes ->> 'parent', there.id) as family
    from mine m join alert other on other.rule_id = m.rule_id and other.kind = 'asset' and not other.retracted
      and other.parent_id is null and other.opened_at < m.cleared_at and other.cleared_at > m.opened_at
      and other.opened_at between m.opened_at - ${apart} and m.opened_at + ${apart}
      and other.cleared_at between m.cleared_at - ${apart} and m.cleared_at + ${apart}
    join asset there on there.id = other.asset_id
    where other.id = $1 or exists (select from ${heardBySql('there.id')} where h.gateway = m.gateway))
  select gateway, min(known.id) as group_id, array_agg(distinct together.id) as ids
  from together left join known using (gateway)
  group by gateway having count(distinct family) >= ${fewestDevices} or min(known.id) is not null
  order by count(distinct together.id) desc limit 1`

/**
 * A device at the edge is heard by another gateway when the outage ends as before it began: of groups that overlap, the smaller
 * ones were of the same outage. They are taken back, and their members are of the greatest.
 */
const absorbSql = `
  with mine as (select * from alert where id = $1),
  taken as (
    update alert g set retracted = true, count = 0, updated_at = now() from mine
    where g.rule_id = mine.rule_id and g.kind = 'gateway' and g.gateway <> mine.gateway and not g.retracted
      and g.cleared_at is not null and g.opened_at <= mine.cleared_at and g.cleared_at >= mine.opened_at
      and g.count < mine.count
      and not exists (select from alert_notice n where n.alert_id = g.id)
    returning g.id)
  update alert a set parent_id = $1, updated_at = now() from taken where a.parent_id = taken.id`

/** The greatest of the groups that overlap, the asked one among them. */
const greatestSql = `
  select g.id from alert mine join alert g on g.rule_id = mine.rule_id and g.kind = 'gateway' and not g.retracted
    and g.cleared_at is not null and g.opened_at <= mine.cleared_at and g.cleared_at >= mine.opened_at
  where mine.id = $1 order by g.count desc, g.id limit 1`

const measureSql = `
  update alert g set count = of.n, opened_at = of.opened_at, last_at = of.last_at, cleared_at = of.cleared_at,
    resolved_at = of.cleared_at, closed_at = case when g.closed_at is not null then of.cleared_at end, updated_at = now()
  from (select count(*)::int as n, min(opened_at) as opened_at, max(opened_at) as last_at, max(cleared_at) as cleared_at
    from alert where parent_id = $1) of
  where g.id = $1 returning g.gateway, g.opened_at, g.cleared_at, g.count`

export interface PastGroup {
  id: string
  gateway: string
  openedAt: number
  clearedAt: number
  devices: number
  /** It was made now. */
  isNew: boolean
}

/**
 * Puts an alert of a silence that is over under the one of its gateway, made when this is the third of them. What is learnt late
 * is judged by its own time: on our clock everybody speaks again.
 */
export async function joinPastGroup(
  client: ClientBase,
  alertId: string,
  of: { organisationId: string; ruleId: string; ruleVersion: number; severity: Severity },
): Promise<PastGroup | null> {
  // Two workers may meet here: the second one waits for the first, and finds what it did.
  await client.query(`select next_number($1, 'group')`, [of.organisationId])
  const found = await client.query<{ gateway: string; group_id: string | null; ids: string[] }>({
    name: 'silent-together',
    text: togetherSql,
    values: [alertId],
  })
  const together = found.rows[0]
  if (!together) return null
  const { gateway, group_id: known } = together
  const id = known ?? newId('alert')
  if (known === null)
    await client.query(
      `insert into alert (id, organisation_id, number, rule_id, rule_version, kind, gateway, severity, status,
         opened_at, last_at, cleared_at, resolved_at, clear_reason)
       select $1, $2, next_number($2, 'alert'), $3, $4, 'gateway', $5, $6, 'resolved',
         opened_at, opened_at, cleared_at, cleared_at, 'condition' from alert where id = $7`,
      [id, of.organisationId, of.ruleId, of.ruleVersion, gateway, of.severity, alertId],
    )
  await client.query('update alert set parent_id = $1, updated_at = now() where id = any($2)', [
    id,
    known === null ? together.ids : [alertId],
  ])
  await client.query(measureSql, [id])
  const greatest = await client.query<{ id: string }>(greatestSql, [id])
  const into = greatest.rows[0]!.id
  await client.query(absorbSql, [into])
  const { rows } = await client.query<{
    gateway: string
    opened_at: Date
    cleared_at: Date
    count: number
  }>(measureSql, [into])
  const { opened_at, cleared_at, count } = rows[0]!
  return {
    id: into,
    gateway: rows[0]!.gateway,
    openedAt: opened_at.getTime(),
    clearedAt: cleared_at.getTime(),
    devices: count,
    isNew: known === null && into === id,
  }
}
