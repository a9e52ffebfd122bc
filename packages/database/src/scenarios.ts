import {
  newId,
  PlatformError,
  plainScenario,
  Scenario,
  type ScenarioNames,
  type ScenarioRow,
  type ScenarioVersion,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { writeTriggerRules } from './scenario-trigger-rules.ts'
import { definitionOf, insertVersion, listVersions } from './versions.ts'
import { pairOfName } from './who.ts'

interface ScenarioRecord {
  id: string
  name: string
  version: number
  enabled: boolean
  origin: string | null
  author: string | null
  author_name: string | null
  definition: object
  due_at: Date | null
  running: number
  runs_30_days: number
  last_state: string | null
  last_at: Date | null
  updated_at: Date
}

const select = sql`select s.id, s.name, s.version, s.enabled, s.origin, s.author, coalesce(u.name, k.name) as author_name, v.definition,
    case when s.enabled then s.due_at end as due_at, s.updated_at, coalesce(n.running, 0)::int as running,
    coalesce(n.recent, 0)::int as runs_30_days, last.state as last_state, last.recorded_at as last_at
  from scenario s join scenario_version v on v.scenario_id = s.id and v.version = s.version
  left join user_account u on u.id = s.author left join api_key k on k.id = s.author
  left join (
    select scenario_id, count(*) filter (where state in ('running', 'waiting', 'queued')) as running,
      count(*) filter (where recorded_at > now() - interval '30 days'
        and state not in ('notMet', 'busy', 'queueFull', 'tooLate')) as recent
    from scenario_run group by scenario_id) n on n.scenario_id = s.id
  left join lateral (
    select state, recorded_at from scenario_run where scenario_id = s.id order by recorded_at desc, id desc limit 1) last on true
  where s.deleted_at is null`

function rowOf(row: ScenarioRecord, names: Names): ScenarioRow[] {
  return definitionOf(Scenario, row).map((definition) => ({
    id: row.id,
    name: row.name,
    version: row.version,
    enabled: row.enabled,
    origin: row.origin,
    author: pairOfName(row.author, row.author_name),
    definition,
    sentence: {
      fr: plainScenario(definition, 'fr', names.fr),
      en: plainScenario(definition, 'en', names.en),
    },
    running: row.running,
    runs30Days: row.runs_30_days,
    lastState: row.last_state as ScenarioRow['lastState'],
    lastAt: row.last_at?.toISOString() ?? null,
    nextAt: row.due_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  }))
}

/** What the database does not know: asset types by their names. */
export interface Names {
  fr: ScenarioNames
  en: ScenarioNames
}

export async function listScenarios(tx: Scoped, names: Names): Promise<ScenarioRow[]> {
  const { rows } = await sql<ScenarioRecord>`${select} order by s.name, s.id`.execute(tx)
  return rows.flatMap((row) => rowOf(row, names))
}

export async function getScenario(tx: Scoped, id: string, names: Names): Promise<ScenarioRow> {
  const { rows } = await sql<ScenarioRecord>`${select} and s.id = ${id}`.execute(tx)
  const [scenario] = rows.flatMap((row) => rowOf(row, names))
  if (!scenario) throw new PlatformError('not_found', id)
  return scenario
}

export const listScenarioVersions = (tx: Scoped, id: string): Promise<ScenarioVersion[]> =>
  listVersions(tx, 'scenario', id, Scenario)

export interface ScenarioToWrite {
  definition: Scenario
  enabled: boolean
  note: string
  /** Whose rights its commands act on from now on; null: of a default, which is switched off. */
  by: string | null
  origin?: string
}

/** Null: the organisation has had this default before. */
export async function insertScenario(
  tx: Scoped,
  organisationId: string,
  scenario: ScenarioToWrite,
): Promise<string | null> {
  const id = newId('scenario')
  const { definition, enabled, by, origin = null } = scenario
  const { rows } = await sql`
    insert into scenario (id, organisation_id, name, version, enabled, origin, author, due_at)
    values (${id}, ${organisationId}, ${definition.name}, 1, ${enabled}, ${origin}, ${by}, clock_timestamp())
    on conflict (organisation_id, origin) where origin is not null do nothing returning id`.execute(tx)
  if (rows.length === 0) return null
  await writeVersion(tx, organisationId, id, 1, scenario)
  return id
}

/** Every change is a version. A run that is on its way ends under the version under which it began. */
export async function publishScenario(
  tx: Scoped,
  organisationId: string,
  id: string,
  scenario: ScenarioToWrite,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update scenario set version = version + 1, name = ${scenario.definition.name}, enabled = ${scenario.enabled},
      author = ${scenario.by}, clock_at = clock_timestamp(), due_at = clock_timestamp(), updated_at = clock_timestamp()
    where id = ${id} and deleted_at is null returning version`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  await writeVersion(tx, organisationId, id, rows[0].version, scenario)
  if (!scenario.enabled) await endWhatRuns(tx, id)
  return rows[0].version
}

const endWhatRuns = (tx: Scoped, id: string) =>
  sql`update scenario_state set due_at = clock_timestamp() where scenario_id = ${id}
    and (state -> 'run' <> 'null' or state -> 'queue' <> '[]')`.execute(tx)

async function writeVersion(
  tx: Scoped,
  organisationId: string,
  id: string,
  version: number,
  scenario: ScenarioToWrite,
) {
  await insertVersion(tx, 'scenario', organisationId, { id, version }, scenario)
  await writeTriggerRules(tx, organisationId, { ...scenario.definition, id, version }, scenario.enabled)
}

/** Its runs keep their scenario: the row stays, unseen, and what runs is ended by the engine. */
export async function deleteScenario(tx: Scoped, id: string): Promise<void> {
  const { rows } =
    await sql`update scenario set deleted_at = now(), enabled = false, updated_at = clock_timestamp()
    where id = ${id} and deleted_at is null returning id`.execute(tx)
  if (rows.length === 0) throw new PlatformError('not_found', id)
  await endWhatRuns(tx, id)
  await sql`update rule set enabled = false, updated_at = clock_timestamp() where scenario_id = ${id} and enabled`.execute(
    tx,
  )
}
