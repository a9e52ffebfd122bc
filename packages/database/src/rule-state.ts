import type { ClientBase, Pool } from 'pg'
import { int2Array, int4Array, jsonArray, textArray, timestamptzArray } from './binary-array.ts'

export interface StateKey {
  ruleId: string
  assetId: string
}

export interface StoredState extends StateKey {
  version: number
  state: unknown
  deadline: number | null
  dueAt: number | null
}

interface StateRecord {
  rule_id: string
  asset_id: string
  version: number
  state: unknown
  deadline: Date | null
  due_at: Date | null
}

const stateOf = (row: StateRecord): StoredState => ({
  ruleId: row.rule_id,
  assetId: row.asset_id,
  version: row.version,
  state: row.state,
  deadline: row.deadline?.getTime() ?? null,
  dueAt: row.due_at?.getTime() ?? null,
})

export async function readStates(client: ClientBase, keys: readonly StateKey[]): Promise<StoredState[]> {
  if (keys.length === 0) return []
  const { rows } = await client.query<StateRecord>({
    name: 'read-states',
    text: `select s.rule_id, s.asset_id, s.version, s.state, s.deadline, s.due_at
      from unnest($1::text[], $2::text[]) wanted (rule_id, asset_id) join rule_state s using (rule_id, asset_id)`,
    values: [textArray(keys.map(({ ruleId }) => ruleId)), textArray(keys.map(({ assetId }) => assetId))],
  })
  return rows.map(stateOf)
}

/** Those whose time has come, the most overdue first; of the slots that belong to one partition. */
export async function dueStates(
  client: ClientBase,
  {
    until,
    partition,
    partitions,
    limit,
  }: { until: number; partition: number; partitions: number; limit: number },
): Promise<StoredState[]> {
  const { rows } = await client.query<StateRecord>({
    name: 'due-states',
    text: `select rule_id, asset_id, version, state, deadline, due_at from rule_state
      where due_at <= $1 and slot % $2::int = $3::int order by due_at limit $4`,
    values: [new Date(until), partitions, partition, limit],
  })
  return rows.map(stateOf)
}

/** When each partition has to look again, as far as Postgres knows. */
export async function nextDue(db: Pool | ClientBase, partitions: number): Promise<Map<number, number>> {
  const { rows } = await db.query<{ partition: number; due_at: Date }>({
    name: 'next-due',
    text: `select partition, due_at from generate_series(0, $1::int - 1) partition cross join lateral (
      select due_at from rule_state where due_at is not null and slot % $1::int = partition order by due_at limit 1) next`,
    values: [partitions],
  })
  return new Map(rows.map((row) => [row.partition, row.due_at.getTime()]))
}

export interface StateToWrite extends StateKey {
  organisationId: string
  version: number
  slot: number
  /** JSON. */
  state: string
  deadline: number | null
  dueAt: number | null
}

const writeSql = `
  insert into rule_state as s (rule_id, asset_id, organisation_id, version, slot, state, deadline, due_at)
  select rule_id, asset_id, organisation_id, version, slot, state::jsonb, deadline, due_at
  from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int2[], $6::json[], $7::timestamptz[], $8::timestamptz[])
    sent (rule_id, asset_id, organisation_id, version, slot, state, deadline, due_at)
  on conflict (rule_id, asset_id) do update set version = excluded.version, slot = excluded.slot, state = excluded.state,
    deadline = excluded.deadline, due_at = excluded.due_at, updated_at = now()`

/** In the order of the key, so that two writers wait in one direction. */
export async function writeStates(client: ClientBase, states: readonly StateToWrite[]): Promise<void> {
  if (states.length === 0) return
  const sorted = states.toSorted((a, b) => compare(a.ruleId, b.ruleId) || compare(a.assetId, b.assetId))
  await client.query({
    name: 'write-states',
    text: writeSql,
    values: [
      textArray(sorted.map((row) => row.ruleId)),
      textArray(sorted.map((row) => row.assetId)),
      textArray(sorted.map((row) => row.organisationId)),
      int4Array(sorted.map((row) => row.version)),
      int2Array(sorted.map((row) => row.slot)),
      jsonArray(sorted.map((row) => row.state)),
      timestamptzArray(sorted.map((row) => row.deadline)),
      timestamptzArray(sorted.map((row) => row.dueAt)),
    ],
  })
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Of rules or assets that are no longer watched: nothing will wake them. */
export async function quietStates(client: ClientBase, keys: readonly StateKey[]): Promise<void> {
  if (keys.length === 0) return
  await client.query(
    `update rule_state s set due_at = null, deadline = null from unnest($1::text[], $2::text[]) gone (rule_id, asset_id)
     where s.rule_id = gone.rule_id and s.asset_id = gone.asset_id`,
    [keys.map(({ ruleId }) => ruleId), keys.map(({ assetId }) => assetId)],
  )
}

export interface PointRow {
  seriesId: number
  at: number
  value: number
  quality: number
}

/**
 * Points of some series in the order of time, from an instant on. With `latest`, the newest of each also when it is older:
 * what a series said last still holds.
 */
export async function pointsOf(
  client: ClientBase,
  seriesIds: readonly number[],
  from: number,
  to = Number.POSITIVE_INFINITY,
): Promise<PointRow[]> {
  const { rows } = await client.query<{ series_id: number; at: string; value: number; quality: number }>({
    name: 'points-of-series',
    text: `select series_id, (extract(epoch from observed_at) * 1000)::bigint as at, value, quality from (
        select series_id, observed_at, value, quality from observation
        where series_id = any($1::int[]) and observed_at >= $2 and observed_at < $3
        union all
        select series_id, observed_at, value, quality from latest_observation
        where series_id = any($1::int[]) and observed_at < $2) points
      order by observed_at`,
    values: [
      int4Array([...seriesIds]),
      new Date(from),
      to === Number.POSITIVE_INFINITY ? 'infinity' : new Date(to),
    ],
  })
  return rows.map((row) => ({
    seriesId: row.series_id,
    at: Number(row.at),
    value: row.value,
    quality: row.quality,
  }))
}
