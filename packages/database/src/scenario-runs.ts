import {
  newId,
  PlatformError,
  type RunLine,
  type ScenarioRunDetail,
  type ScenarioRunRow,
} from '@trame/domain'
import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

const over = new Set<string>([
  'done',
  'stopped',
  'notMet',
  'busy',
  'queueFull',
  'tooLate',
  'replaced',
  'timedOut',
  'cancelled',
])

export interface RunKey {
  organisationId: string
  scenarioId: string
  subject: string
  version: number
  author: string | null
}

/** Writes a line of a trace; the first one of a run begins it. Returns the run's id. */
export async function writeRunLine(client: ClientBase, of: RunKey, line: RunLine): Promise<string> {
  const at = new Date(line.at)
  const ended = over.has(line.state) ? at : null
  const { rows } = await client.query<{ id: string }>(
    `insert into scenario_run (id, organisation_id, scenario_id, subject, number, version, state, fact, conditions, at, ended_at, author)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (scenario_id, subject, number) do update set state = excluded.state, ended_at = excluded.ended_at,
       conditions = case when $13 then excluded.conditions else scenario_run.conditions end,
       version = case when $13 then excluded.version else scenario_run.version end
     returning id`,
    [
      newId('scenarioRun'),
      of.organisationId,
      of.scenarioId,
      of.subject,
      line.run,
      of.version,
      line.state,
      JSON.stringify(line.trigger ?? {}),
      JSON.stringify(line.conditions ?? []),
      at,
      ended,
      of.author,
      line.what === 'began' || line.what === 'notBegun',
    ],
  )
  const { type: _type, run: _run, at: _at, what, path, trigger: _trigger, ...detail } = line
  const id = rows[0]!.id
  await addRunEvent(client, of.organisationId, id, { at, what, path, detail })
  return id
}

export async function addRunEvent(
  client: ClientBase,
  organisationId: string,
  runId: string,
  { at, what, path, detail }: { at: Date; what: string; path: string | null; detail: object },
): Promise<void> {
  await client.query(
    'insert into scenario_run_event (organisation_id, run_id, at, what, path, detail) values ($1, $2, $3, $4, $5, $6)',
    [organisationId, runId, at, what, path, JSON.stringify(detail)],
  )
}

export async function runId(client: ClientBase, of: RunKey, number: number): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'select id from scenario_run where scenario_id = $1 and subject = $2 and number = $3',
    [of.scenarioId, of.subject, number],
  )
  return rows[0]!.id
}

export interface RunTarget {
  assetId: string
  commandId?: string | null
  orderId?: string | null
  code?: string | null
  detail?: string
}

/** What a step meant for each asset. A second time is a broken promise: the key refuses it, and the transaction with it. */
export async function addRunTargets(
  client: ClientBase,
  { organisationId, runId: run, path, at }: { organisationId: string; runId: string; path: string; at: Date },
  targets: readonly RunTarget[],
): Promise<void> {
  if (targets.length === 0) return
  await client.query(
    `insert into scenario_run_target (run_id, path, asset_id, organisation_id, command_id, order_id, code, detail, at)
     select $1, $2, t."assetId", $3, t."commandId", t."orderId", t.code, coalesce(t.detail, ''), $4
     from jsonb_to_recordset($5::jsonb) as t ("assetId" text, "commandId" text, "orderId" text, code text, detail text)`,
    [run, path, organisationId, at, JSON.stringify(targets)],
  )
}

interface RunRecord {
  id: string
  scenario_id: string
  scenario_name: string
  subject: string
  subject_name: string | null
  number: number
  version: number
  state: ScenarioRunRow['state']
  fact: ScenarioRunRow['trigger']
  conditions: ScenarioRunRow['conditions']
  at: Date
  recorded_at: Date
  ended_at: Date | null
  targets: number
  refused: number
  total: string
}

const runOf = (row: RunRecord): ScenarioRunRow => ({
  id: row.id,
  scenarioId: row.scenario_id,
  scenarioName: row.scenario_name,
  subject: row.subject === '' ? null : { id: row.subject, name: row.subject_name ?? row.subject },
  number: row.number,
  version: row.version,
  state: row.state,
  trigger: row.fact,
  conditions: row.conditions,
  at: row.at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  targets: row.targets,
  refused: row.refused,
})

export async function listScenarioRuns(
  tx: Scoped,
  query: {
    scenarioId?: string | undefined
    id?: string
    state?: string | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<Page<ScenarioRunRow>> {
  const { rows } = await sql<RunRecord>`
    select r.*, s.name as scenario_name, a.name as subject_name, count(*) over () as total,
      coalesce(t.n, 0)::int as targets, coalesce(t.refused, 0)::int as refused
    from scenario_run r join scenario s on s.id = r.scenario_id left join asset a on a.id = r.subject
    left join lateral (select count(*) as n, count(*) filter (where code is not null) as refused
      from scenario_run_target where run_id = r.id) t on true
    where ${query.id === undefined ? sql`true` : sql`r.id = ${query.id}`}
      and ${query.scenarioId === undefined ? sql`true` : sql`r.scenario_id = ${query.scenarioId}`}
      and ${query.state === undefined ? sql`true` : sql`r.state = any(${query.state.split(',')})`}
    order by r.recorded_at desc, r.id desc limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, runOf)
}

export async function getScenarioRun(tx: Scoped, id: string): Promise<ScenarioRunDetail> {
  const { items } = await listScenarioRuns(tx, { id, limit: 1 })
  const [run] = items
  if (!run) throw new PlatformError('not_found', id)
  const events = await sql<{
    at: Date
    recorded_at: Date
    what: string
    path: string | null
    detail: object
  }>`
    select at, recorded_at, what, path, detail from scenario_run_event where run_id = ${id} order by id`.execute(
    tx,
  )
  const targets = await sql<{
    path: string
    asset_id: string
    asset_name: string | null
    command_id: string | null
    order_id: string | null
    state: string | null
    code: string | null
    detail: string
  }>`
    select t.path, t.asset_id, a.name as asset_name, t.command_id, t.order_id, c.state, coalesce(t.code, c.code) as code,
      coalesce(nullif(t.detail, ''), c.detail, '') as detail
    from scenario_run_target t left join asset a on a.id = t.asset_id left join command c on c.id = t.command_id
    where t.run_id = ${id} order by t.path, a.name, t.asset_id limit 2000`.execute(tx)
  return {
    ...run,
    lines: events.rows.map(({ at, recorded_at, what, path, detail }) => ({
      at: at.toISOString(),
      recordedAt: recorded_at.toISOString(),
      what,
      path,
      detail: detail as Record<string, unknown>,
    })),
    report: targets.rows.map((row) => ({
      path: row.path,
      assetId: row.asset_id,
      assetName: row.asset_name ?? row.asset_id,
      commandId: row.command_id,
      orderId: row.order_id,
      commandState: row.state as ScenarioRunDetail['report'][number]['commandState'],
      code: row.code,
      detail: row.detail,
    })),
  }
}

/** Triggers that began nothing fill the list quickly: of each scenario, the newest are kept; runs for 400 days. */
export async function forgetRuns(client: ClientBase, now: number): Promise<void> {
  await client.query(
    `delete from scenario_run where id in (
       select id from (
         select id, row_number() over (partition by scenario_id order by recorded_at desc) as place from scenario_run
         where state in ('notMet', 'busy', 'queueFull', 'tooLate')) old where place > 500)
     or (ended_at < $1::timestamptz - interval '400 days')`,
    [new Date(now)],
  )
}
