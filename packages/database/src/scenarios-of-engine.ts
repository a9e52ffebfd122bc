import type { ScenarioState } from '@trame/domain'
import { emptyScenarioState } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'

export interface StoredScenario {
  id: string
  organisationId: string
  version: number
  name: string
  enabled: boolean
  author: string | null
  definition: unknown
}

interface ScenarioRecord {
  id: string
  organisation_id: string
  version: number
  name: string
  enabled: boolean
  author: string | null
  definition: unknown
}
const storedOf = ({ organisation_id, ...row }: ScenarioRecord): StoredScenario => ({
  ...row,
  organisationId: organisation_id,
})

export async function enabledScenarios(
  db: Pool | ClientBase,
  organisationId: string,
): Promise<StoredScenario[]> {
  const { rows } = await db.query<ScenarioRecord>(
    `select s.id, s.organisation_id, s.version, s.name, s.enabled, s.author, v.definition
     from scenario s join scenario_version v on v.scenario_id = s.id and v.version = s.version
     where s.organisation_id = $1 and s.enabled and s.deleted_at is null order by s.id`,
    [organisationId],
  )
  return rows.map(storedOf)
}

/** Null: there never was such a version. */
export async function scenarioVersion(
  client: ClientBase,
  id: string,
  version: number | null,
): Promise<StoredScenario | null> {
  const { rows } = await client.query<ScenarioRecord>(
    `select s.id, s.organisation_id, v.version, s.name, s.enabled and s.deleted_at is null as enabled, s.author, v.definition
     from scenario s join scenario_version v on v.scenario_id = s.id and v.version = coalesce($2, s.version) where s.id = $1`,
    [id, version],
  )
  return rows[0] ? storedOf(rows[0]) : null
}

export interface ScenarioPair {
  scenarioId: string
  subject: string
}

/** Scenarios and subjects of which something waits, or is due. */
export async function pairsToLookAt(
  db: Pool | ClientBase,
  now: number,
  limit: number,
): Promise<ScenarioPair[]> {
  const { rows } = await db.query<{ scenario_id: string; subject: string }>(
    `select scenario_id, subject from (
       select scenario_id, subject, min(created_at) as since from scenario_event
       where handled_at is null and created_at + faults * interval '10 seconds' <= $1 group by 1, 2
       union all select scenario_id, subject, due_at from scenario_state where due_at <= $1) waiting
     group by 1, 2 order by min(since) limit $2`,
    [new Date(now), limit],
  )
  return rows.map((row) => ({ scenarioId: row.scenario_id, subject: row.subject }))
}

/** Alone with it until the end of the transaction. */
export async function lockScenarioState(
  client: ClientBase,
  { scenarioId, subject }: ScenarioPair,
): Promise<ScenarioState> {
  await client.query(
    `insert into scenario_state (scenario_id, subject, organisation_id, state)
     select id, $2, organisation_id, $3::jsonb from scenario where id = $1 on conflict do nothing`,
    [scenarioId, subject, JSON.stringify(emptyScenarioState())],
  )
  const { rows } = await client.query<{ state: ScenarioState }>(
    'select state from scenario_state where scenario_id = $1 and subject = $2 for update',
    [scenarioId, subject],
  )
  return rows[0]!.state
}

export async function writeScenarioState(
  client: ClientBase,
  { scenarioId, subject }: ScenarioPair,
  state: ScenarioState,
  dueAt: number | null,
): Promise<void> {
  await client.query(
    `update scenario_state set state = $3, due_at = $4, faults = 0, updated_at = clock_timestamp()
     where scenario_id = $1 and subject = $2`,
    [scenarioId, subject, JSON.stringify(state), dueAt === null ? null : new Date(dueAt)],
  )
}

const mostFaults = 3

/**
 * A pair that failed for a reason of ours is looked at again a little later; after some times its events are left, and its
 * run is put aside until somebody ends it: it must not hold up the others. Returns whether it was given up.
 */
export async function pairFailed(
  client: ClientBase,
  { scenarioId, subject }: ScenarioPair,
  fault: string,
  now: number,
): Promise<boolean> {
  const { rows } = await client.query<{ faults: number }>(
    `update scenario_state set faults = faults + 1,
       due_at = case when due_at is null then null when faults + 1 >= $3 then $5 else $4 end
     where scenario_id = $1 and subject = $2 returning faults`,
    [scenarioId, subject, mostFaults, new Date(now + 10_000), new Date(now + 3_600_000)],
  )
  const events = await client.query<{ faults: number }>(
    `update scenario_event set faults = faults + 1, fault = $3,
       handled_at = case when faults + 1 >= $4 then $5::timestamptz end
     where scenario_id = $1 and subject = $2 and handled_at is null returning faults`,
    [scenarioId, subject, fault.slice(0, 500), mostFaults, new Date(now)],
  )
  return Math.max(0, ...rows.concat(events.rows).map(({ faults }) => faults)) >= mostFaults
}
