import type { ClientBase, Pool } from 'pg'

export interface ScenarioClock {
  scenarioId: string
  organisationId: string
  version: number
  definition: unknown
  /** Looked at up to then. */
  clockAt: number
}

/** Enabled scenarios whose calendar or sun is due, or that were never asked. */
export async function dueClocks(db: Pool | ClientBase, now: number): Promise<ScenarioClock[]> {
  const { rows } = await db.query<{
    id: string
    organisation_id: string
    version: number
    definition: unknown
    clock_at: Date
  }>(
    `select s.id, s.organisation_id, s.version, v.definition, s.clock_at
     from scenario s join scenario_version v on v.scenario_id = s.id and v.version = s.version
     where s.enabled and s.deleted_at is null and s.due_at <= $1 order by s.due_at limit 200`,
    [new Date(now)],
  )
  return rows.map((row) => ({
    scenarioId: row.id,
    organisationId: row.organisation_id,
    version: row.version,
    definition: row.definition,
    clockAt: row.clock_at.getTime(),
  }))
}

/** False: somebody else was there first, or it has changed. */
export async function moveClock(
  client: ClientBase,
  { scenarioId, version, clockAt }: ScenarioClock,
  to: number,
  dueAt: number | null,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update scenario set clock_at = $4, due_at = $5 where id = $1 and version = $2
       and date_trunc('milliseconds', clock_at) = $3 and enabled returning id`,
    [scenarioId, version, new Date(clockAt), new Date(to), dueAt === null ? null : new Date(dueAt)],
  )
  return rowCount === 1
}
