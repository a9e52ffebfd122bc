import { sql } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import type { Scoped } from './connection.ts'

/** What has to be computed again, before anybody has found out which indicators and periods that is. Times are ms since 1970. */
export interface IndicatorRequest {
  organisationId: string
  indicator: string | null
  subjectId: string | null
  seriesId: number | null
  assetId: string | null
  from: number
  to: number
}

/** The oldest requests, gone with the caller's transaction. */
export async function takeRequests(client: ClientBase, limit: number): Promise<IndicatorRequest[]> {
  const { rows } = await client.query<{
    organisation_id: string
    indicator: string | null
    subject_id: string | null
    series_id: number | null
    asset_id: string | null
    from_at: Date
    to_at: Date
  }>({
    name: 'take-indicator-requests',
    text: `delete from indicator_request where id in (
        select id from indicator_request order by id limit $1 for update skip locked)
      returning organisation_id, indicator, subject_id, series_id, asset_id, from_at, to_at`,
    values: [limit],
  })
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    indicator: row.indicator,
    subjectId: row.subject_id,
    seriesId: row.series_id,
    assetId: row.asset_id,
    from: row.from_at.getTime(),
    to: row.to_at.getTime(),
  }))
}

/** A person's order: one indicator over a past period, of all its assets or sites or of one. */
export async function requestIndicator(
  tx: Scoped,
  organisationId: string,
  asked: { indicator: string; subjectId: string | null; from: Date; to: Date },
): Promise<void> {
  await sql`insert into indicator_request (organisation_id, indicator, subject_id, from_at, to_at)
    values (${organisationId}, ${asked.indicator}, ${asked.subjectId}, ${asked.from}, ${asked.to})`.execute(
    tx,
  )
}

export interface IndicatorClock {
  version: number
  /** Ends of periods up to here have been seen to, ms since 1970. */
  until: number
}

export async function indicatorClocks(db: Pool | ClientBase): Promise<Map<string, IndicatorClock>> {
  const { rows } = await db.query<{ indicator: string; version: number; until: Date }>(
    'select indicator, version, until from indicator_clock',
  )
  return new Map(
    rows.map(({ indicator, version, until }) => [indicator, { version, until: until.getTime() }]),
  )
}

export async function setIndicatorClock(
  client: ClientBase,
  indicator: string,
  { version, until }: IndicatorClock,
): Promise<void> {
  await client.query(
    `insert into indicator_clock (indicator, version, until) values ($1, $2, $3)
     on conflict (indicator) do update set version = excluded.version, until = excluded.until`,
    [indicator, version, new Date(until)],
  )
}
