import { type Aggregate, type Grain, type ObservationPoint, qualities } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

export interface Period {
  seriesId: number
  from: Date
  to: Date
}

export async function rawObservations(
  tx: Scoped,
  { seriesId, from, to }: Period,
  limit: number,
): Promise<ObservationPoint[]> {
  const { rows } = await sql<{ observed_at: Date; value: number; quality: number }>`
    select observed_at, value, quality from observation
    where series_id = ${seriesId} and observed_at >= ${from} and observed_at < ${to}
    order by observed_at limit ${limit}`.execute(tx)
  return rows.map((row) => ({
    at: row.observed_at.toISOString(),
    value: row.value,
    quality: qualities[row.quality]!,
  }))
}

interface BucketRow {
  at: Date
  count: number
  sum: number
  min: number
  max: number
  first: number
  last: number
  increase: number | null
}

/**
 * Hours as stored; days and months are sums of hours in the site's own time zone, so a day has 23, 24 or 25 of them.
 * `increase` follows a counter from one hour's end to the next; where it falls, it was reset and starts from zero.
 */
export async function bucketedObservations(
  tx: Scoped,
  { seriesId, from, to }: Period,
  grain: Exclude<Grain, 'raw'>,
  timeZone: string,
  aggregate: Aggregate,
): Promise<ObservationPoint[]> {
  const bucket =
    grain === 'hour'
      ? sql`hour`
      : sql`date_trunc(${grain}, hour at time zone ${timeZone}) at time zone ${timeZone}`
  // Two parameters of the same text are two expressions to PostgreSQL, hence the named column and `group by at`.
  const { rows } = await sql<BucketRow>`
    with stepped as (
      select ${bucket} as at, h.*, lag(last) over (order by hour) as before
      from observation_hourly h
      where series_id = ${seriesId} and hour >= ${from}::timestamptz - interval '1 day' and hour < ${to}
    )
    select at, sum(count)::int as count, sum(sum) as sum, min(min) as min, max(max) as max,
      (array_agg(first order by hour))[1] as first, (array_agg(last order by hour desc))[1] as last,
      sum(case when last >= coalesce(before, first) then last - coalesce(before, first) else last end) as increase
    from stepped group by at having at >= ${from} order by at`.execute(tx)
  return rows.map((row) => ({
    at: row.at.toISOString(),
    value: aggregateOf(row, aggregate),
    count: row.count,
    min: row.min,
    max: row.max,
    sum: row.sum,
    first: row.first,
    last: row.last,
  }))
}

function aggregateOf(row: BucketRow, aggregate: Aggregate): number | null {
  if (aggregate === 'mean') return row.sum / row.count
  return row[aggregate]
}

/** How many raw points a period holds, from the rollup: what `auto` needs to choose a grain. */
export async function countObservations(tx: Scoped, { seriesId, from, to }: Period): Promise<number> {
  const { rows } = await sql<{ n: string | null }>`
    select sum(count) as n from observation_hourly where series_id = ${seriesId} and hour >= ${from} and hour < ${to}`.execute(
    tx,
  )
  return Number(rows[0]?.n ?? 0)
}
