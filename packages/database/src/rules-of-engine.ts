import { newId } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'

export interface StoredRule {
  id: string
  version: number
  definition: unknown
  /** It listens for this trigger of a scenario, and opens no alert. */
  trigger: { scenarioId: string; index: number; scenario: unknown } | null
}

/** The rules in force of an organisation, each in its current version. */
export async function enabledRules(db: Pool | ClientBase, organisationId: string): Promise<StoredRule[]> {
  const { rows } = await db.query<StoredRule>(
    `select r.id, r.version, v.definition, case when r.scenario_id is not null then jsonb_build_object(
         'scenarioId', r.scenario_id, 'index', r.trigger_index, 'scenario', sv.definition) end as trigger
     from rule r join rule_version v on v.rule_id = r.id and v.version = r.version
     left join scenario s on s.id = r.scenario_id
     left join scenario_version sv on sv.scenario_id = s.id and sv.version = s.version
     where r.organisation_id = $1 and r.enabled and r.deleted_at is null order by r.id`,
    [organisationId],
  )
  return rows
}

export interface TerritoryStamp {
  /** Changes with every change of a rule. */
  rules: string
  /** When it was read, by the database's clock. */
  readAt: number
  /** Series above this one are newer than what was read. */
  lastSeries: number
}

export async function territoryStamp(db: Pool | ClientBase, organisationId: string): Promise<TerritoryStamp> {
  const { rows } = await db.query<{ rules: string; read_at: Date; last_series: number | null }>(
    `select (select count(*) || ' ' || coalesce(max(updated_at)::text, '') from rule where organisation_id = $1) as rules,
       clock_timestamp() as read_at, (select max(id) from series) as last_series`,
    [organisationId],
  )
  const row = rows[0]!
  return { rules: row.rules, readAt: row.read_at.getTime(), lastSeries: row.last_series ?? 0 }
}

/** The highest episode number that each rule and asset has had: what a state that starts anew must count on from. */
export async function episodesSoFar(
  client: ClientBase,
  keys: readonly { ruleId: string; assetId: string }[],
): Promise<Map<string, { last: number; open: number | null; openedAt: number | null }>> {
  const { rows } = await client.query<{
    rule_id: string
    asset_id: string
    last: number
    open: number | null
    opened_at: Date | null
  }>(
    `select a.rule_id, a.asset_id, max(a.episode) as last, max(a.episode) filter (where a.cleared_at is null) as open,
       min(a.opened_at) filter (where a.cleared_at is null) as opened_at
     from unnest($1::text[], $2::text[]) wanted (rule_id, asset_id)
     join alert a on a.rule_id = wanted.rule_id and a.asset_id = wanted.asset_id and a.kind = 'asset' group by 1, 2`,
    [keys.map(({ ruleId }) => ruleId), keys.map(({ assetId }) => assetId)],
  )
  return new Map(
    rows.map((row) => [
      `${row.rule_id} ${row.asset_id}`,
      { last: row.last, open: row.open, openedAt: row.opened_at?.getTime() ?? null },
    ]),
  )
}

export interface SilenceInForce {
  id: string
  scope: unknown
  startsAt: number
  endsAt: number
}

/** Silences that have not ended yet, or ended so lately that an observation of then may still come. */
export async function activeSilences(pool: Pool, organisationId: string): Promise<SilenceInForce[]> {
  const { rows } = await pool.query<{ id: string; scope: unknown; starts_at: Date; ends_at: Date }>(
    `select id, scope, starts_at, ends_at from silence where organisation_id = $1 and ends_at > now() - interval '31 days'`,
    [organisationId],
  )
  return rows.map((row) => ({
    id: row.id,
    scope: row.scope,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
  }))
}

/** Rules whose current version has no state of any asset yet. */
export async function unstartedRules(db: Pool | ClientBase, organisationId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from rule r where organisation_id = $1 and enabled and deleted_at is null
       and not exists (select from rule_state s where s.rule_id = r.id and s.version = r.version)`,
    [organisationId],
  )
  return rows.map(({ id }) => id)
}

export interface OpenPair {
  alertId: string
  ruleId: string
  assetId: string
}

export async function openPairs(db: Pool | ClientBase, organisationId: string): Promise<OpenPair[]> {
  const { rows } = await db.query<{ id: string; rule_id: string; asset_id: string }>(
    `select id, rule_id, asset_id from alert where organisation_id = $1 and kind = 'asset' and cleared_at is null`,
    [organisationId],
  )
  return rows.map((row) => ({ alertId: row.id, ruleId: row.rule_id, assetId: row.asset_id }))
}

/** Alerts whose quiet time has ended while they are open: from here on they are told. */
export async function endQuiet(
  client: ClientBase,
  now: number,
): Promise<{ id: string; organisationId: string; ruleId: string; assetId: string | null; number: number }[]> {
  const { rows } = await client.query<{
    id: string
    organisation_id: string
    rule_id: string
    asset_id: string | null
    episode: number
  }>(
    `update alert set quiet_until = null, updated_at = now() where quiet_until <= $1 and cleared_at is null
       and status in ('open', 'acknowledged', 'inProgress') and parent_id is null
     returning id, organisation_id, rule_id, asset_id, episode`,
    [new Date(now)],
  )
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    ruleId: row.rule_id,
    assetId: row.asset_id,
    number: row.episode,
  }))
}

export interface DefaultRule {
  /** `<use case>/<name>`: copied once into an organisation. */
  origin: string
  name: string
  definition: unknown
}

/** Copies those that the organisation has never had. Returns how many. */
export async function copyDefaultRules(
  client: ClientBase,
  organisationId: string,
  defaults: readonly DefaultRule[],
): Promise<number> {
  let copied = 0
  for (const { origin, name, definition } of defaults) {
    const { rows } = await client.query<{ id: string }>(
      `insert into rule (id, organisation_id, name, version, enabled, origin) values ($1, $2, $3, 1, true, $4)
       on conflict (organisation_id, origin) where origin is not null do nothing returning id`,
      [newId('rule'), organisationId, name, origin],
    )
    if (!rows[0]) continue
    await client.query(
      'insert into rule_version (rule_id, version, organisation_id, definition, enabled) values ($1, 1, $2, $3, true)',
      [rows[0].id, organisationId, JSON.stringify(definition)],
    )
    copied++
  }
  return copied
}
