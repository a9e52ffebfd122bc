import { newId, type Severity } from '@trame/domain'
import type { ClientBase } from 'pg'

/**
 * Devices that fall silent together. A gateway is down when nothing at all came through it for five times as long as its
 * devices, taken together, leave between two frames: by chance that happens once in 150 times.
 */
const quietFactor = 5
const fewestDevices = 3

export interface SilentTogether {
  kind: 'gateway' | 'network'
  gateway: string | null
  devices: number
}

/** Which gateway the silent asset was heard by, when everything behind that gateway is silent at `now`. */
export async function silentGateway(
  client: ClientBase,
  assetId: string,
  now: number,
): Promise<SilentTogether | null> {
  const { rows } = await client.query<{ gateway: string; devices: number }>({
    name: 'silent-gateway',
    text: `with of_asset as (
        select distinct st.gateway from series s join binding b on b.series_id = s.id and upper_inf(b.during)
        join device d on d.id = b.device_id join device_state st on st.device_number = d.number
        where s.asset_id = $1 and st.gateway is not null)
      select st.gateway, count(*)::int as devices from of_asset join device_state st using (gateway)
      join device d on d.number = st.device_number where not d.disabled
      group by st.gateway having count(*) >= ${fewestDevices}
        and $2::timestamptz - max(st.last_received_at) > ${quietFactor} * interval '1 millisecond' / sum(1.0 / d.expected_interval_ms)::float8
      limit 1`,
    values: [assetId, new Date(now)],
  })
  const row = rows[0]
  return row ? { kind: 'gateway', gateway: row.gateway, devices: row.devices } : null
}

/** Without a known gateway: ten and more episodes of this rule within ten minutes, of a third of all that it watches. */
export async function silentNetwork(
  client: ClientBase,
  ruleId: string,
  openedAt: number,
  watched: number,
): Promise<SilentTogether | null> {
  const { rows } = await client.query<{ n: number }>({
    name: 'silent-network',
    text: `select count(distinct asset_id)::int as n from alert where rule_id = $1 and kind = 'asset' and cleared_at is null
      and opened_at between $2::timestamptz - interval '10 minutes' and $2::timestamptz + interval '10 minutes'`,
    values: [ruleId, new Date(openedAt)],
  })
  const n = rows[0]!.n
  return n >= 10 && n >= watched / 3 ? { kind: 'network', gateway: null, devices: n } : null
}

export interface GroupAlert {
  id: string
  opened: boolean
}

/** The one open alert of a group, opened when there is none; two workers may meet here. */
export async function groupAlert(
  client: ClientBase,
  group: SilentTogether & {
    organisationId: string
    ruleId: string
    ruleVersion: number
    severity: Severity
    openedAt: number
  },
): Promise<GroupAlert> {
  // Numbers are given under this lock too, so a second worker waits here and then finds the first one's alert.
  await client.query(`select next_number($1, 'group')`, [group.organisationId])
  const { rows } = await client.query<{ id: string }>(
    `select id from alert where organisation_id = $1 and rule_id = $2 and kind <> 'asset' and coalesce(gateway, '') = coalesce($3, '')
       and cleared_at is null for update`,
    [group.organisationId, group.ruleId, group.gateway],
  )
  if (rows[0]) return { id: rows[0].id, opened: false }
  const id = newId('alert', group.openedAt)
  await client.query(
    `insert into alert (id, organisation_id, number, rule_id, rule_version, kind, gateway, severity, opened_at, last_at)
     values ($1, $2, next_number($2, 'alert'), $3, $4, $5, $6, $7, $8, $8)`,
    [
      id,
      group.organisationId,
      group.ruleId,
      group.ruleVersion,
      group.kind,
      group.gateway,
      group.severity,
      new Date(group.openedAt),
    ],
  )
  return { id, opened: true }
}

/** Puts the alert under its group; for the whole network also those that opened in the minutes before. */
export async function joinGroup(
  client: ClientBase,
  groupId: string,
  alertId: string,
  { kind, ruleId, openedAt }: { kind: 'gateway' | 'network'; ruleId: string; openedAt: number },
): Promise<void> {
  await client.query(
    `update alert set parent_id = $1, updated_at = now() where id = $2 or ($3 = 'network' and rule_id = $4 and kind = 'asset'
       and cleared_at is null and parent_id is null and status = 'open'
       and opened_at between $5::timestamptz - interval '10 minutes' and $5::timestamptz + interval '10 minutes')`,
    [groupId, alertId, kind, ruleId, new Date(openedAt)],
  )
  await client.query(
    `update alert g set count = (select count(*) from alert where parent_id = g.id), last_at = greatest(g.last_at, $2), updated_at = now()
     where id = $1`,
    [groupId, new Date(openedAt)],
  )
}

/** True when the last member of the group has cleared. */
export async function groupIsOver(client: ClientBase, groupId: string): Promise<boolean> {
  await client.query('select from alert where id = $1 for update', [groupId])
  const { rows } = await client.query<{ over: boolean }>(
    `select cleared_at is null and not exists (select from alert where parent_id = $1 and cleared_at is null) as over
     from alert where id = $1`,
    [groupId],
  )
  return rows[0]?.over ?? false
}

export interface Nearness {
  metres: number
  withinMs: number
}

interface NearAlert {
  id: string
  incident_id: string | null
}

/**
 * Alerts near each other in place and time are proposed as one incident: it joins theirs, or makes one with them; of rules
 * that tell of one event `together`, also those of the family. Returns the incident, if there is any.
 */
export async function proposeIncident(
  client: ClientBase,
  alert: { id: string; organisationId: string; assetId: string; openedAt: number; title: string },
  near: Nearness,
  together?: Nearness & { title: string },
): Promise<string | null> {
  // Parts of one event may be found by several workers at once: each waits for the one before, and finds its alert.
  if (together) await client.query(`select next_number($1, 'together')`, [alert.organisationId])
  const ofFamily = together ? await familyAlerts(client, alert, together) : []
  const rows = ofFamily.length > 0 ? ofFamily : await nearAlerts(client, alert, near)
  if (rows.length === 0) return null
  const known = rows.find((row) => row.incident_id !== null)?.incident_id
  const incidentId = known ?? newId('incident')
  if (!known) {
    const title = together && ofFamily.length > 0 ? together.title : alert.title
    await client.query(
      `insert into incident (id, organisation_id, number, title, status) values ($1, $2, next_number($2, 'incident'), $3, 'proposed')`,
      [incidentId, alert.organisationId, title],
    )
  }
  // What is of the same event comes along, even where another part of it has its incident already.
  const linked = known && ofFamily.length === 0 ? [alert.id] : [alert.id, ...rows.map(({ id }) => id)]
  await client.query(
    'update alert set incident_id = $1, updated_at = now() where id = any($2) and incident_id is null',
    [incidentId, linked],
  )
  return incidentId
}

/** Has somebody been told of an alert of this incident, of a rule that tells of one event `together`, as grave as this or graver? */
export async function toldOfIncident(
  client: ClientBase,
  incidentId: string,
  severity: Severity,
): Promise<boolean> {
  const { rows } = await client.query<{ told: boolean }>(
    `select exists (select from alert a join alert_notice n on n.alert_id = a.id and n.kind in ('opened', 'raised')
       join rule_version v on v.rule_id = a.rule_id and v.version = a.rule_version and v.definition ? 'together'
       where a.incident_id = $1 and a.severity <= $2::alert_severity) as told`,
    [incidentId, severity],
  )
  return rows[0]!.told
}

/** Of assets of the same family, the one that is its parent wherever it stands. */
async function familyAlerts(
  client: ClientBase,
  alert: { id: string; assetId: string; openedAt: number },
  { metres, withinMs }: Nearness,
): Promise<NearAlert[]> {
  const { rows } = await client.query<NearAlert>({
    name: 'family-alerts',
    text: `select other.id, case when i.status in ('proposed', 'open') then other.incident_id end as incident_id
      from asset mine
      join asset there on there.organisation_id = mine.organisation_id
        and coalesce(there.attributes ->> 'parent', there.id) = coalesce(mine.attributes ->> 'parent', mine.id)
        and (there.id = mine.attributes ->> 'parent' or mine.id = there.attributes ->> 'parent'
          or ST_DWithin(there.position::geography, mine.position::geography, $4))
      join alert other on other.asset_id = there.id and other.id <> $1 and other.parent_id is null and not other.retracted
        and other.status in ('open', 'acknowledged', 'inProgress')
        and other.opened_at between $3::timestamptz - $5 * interval '1 millisecond' and $3::timestamptz + $5 * interval '1 millisecond'
      join rule_version v on v.rule_id = other.rule_id and v.version = other.rule_version and v.definition ? 'together'
      left join incident i on i.id = other.incident_id
      where mine.id = $2 order by incident_id nulls last, other.opened_at limit 50`,
    values: [alert.id, alert.assetId, new Date(alert.openedAt), metres, withinMs],
  })
  return rows
}

async function nearAlerts(
  client: ClientBase,
  alert: { id: string; assetId: string; openedAt: number },
  near: Nearness,
): Promise<NearAlert[]> {
  const { rows } = await client.query<NearAlert>({
    name: 'near-alerts',
    text: `select other.id, case when i.status in ('proposed', 'open') then other.incident_id end as incident_id
      from asset mine
      join asset there on there.organisation_id = mine.organisation_id
        and there.position && ST_Expand(mine.position, $4::float8 / 60000)
        and ST_DWithin(there.position::geography, mine.position::geography, $4)
      join alert other on other.asset_id = there.id and other.id <> $1 and other.parent_id is null and not other.retracted
        and other.status in ('open', 'acknowledged', 'inProgress')
        and other.opened_at between $3::timestamptz - $5 * interval '1 millisecond' and $3::timestamptz + $5 * interval '1 millisecond'
      left join incident i on i.id = other.incident_id
      where mine.id = $2 order by incident_id nulls last, other.opened_at limit 20`,
    values: [alert.id, alert.assetId, new Date(alert.openedAt), near.metres, near.withinMs],
  })
  return rows
}
