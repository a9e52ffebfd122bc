import { type Aggregate, qualityCode } from '@trame/domain'
import type { Pool } from 'pg'
import { int4Array } from './binary-array.ts'

export interface InputPoint {
  at: number
  value: number
}

export interface InputsAsked {
  seriesIds: readonly number[]
  /** ms since 1970; `to` exclusive. */
  from: number
  to: number
}

/** Good points by series, in order of time. A series without any is absent. */
export async function readPoints(pool: Pool, asked: InputsAsked): Promise<Map<number, InputPoint[]>> {
  return bySeries(
    await rowsOf(
      pool,
      `select series_id, extract(epoch from observed_at)::float8 * 1000, value from observation
       where series_id = any($1::int[]) and observed_at >= $2 and observed_at < $3 and quality <= ${qualityCode.estimated}
       order by series_id, observed_at`,
      asked,
    ),
  )
}

const overHour: Record<Aggregate, string> = {
  mean: 'sum / count',
  sum: 'sum',
  min: 'min',
  max: 'max',
  last: 'last',
  increase: `case when last >= coalesce(before, first) then last - coalesce(before, first) else last end`,
}

/** One point an hour, at its start, by the property's own aggregate. */
export async function readHours(
  pool: Pool,
  asked: InputsAsked,
  aggregate: Aggregate,
): Promise<Map<number, InputPoint[]>> {
  // A counter's increase begins at the last value of the hour before.
  const margin = aggregate === 'increase' ? `interval '1 day'` : `interval '0'`
  const rows = await rowsOf(
    pool,
    `select series_id, extract(epoch from hour)::float8 * 1000, ${overHour[aggregate]} from (
       select *, lag(last) over (partition by series_id order by hour) as before from observation_hourly
       where series_id = any($1::int[]) and hour >= $2::timestamptz - ${margin} and hour < $3) h
     where hour >= $2 order by series_id, hour`,
    asked,
  )
  return bySeries(rows)
}

type Row = [seriesId: number, at: number, value: number]

async function rowsOf(pool: Pool, text: string, { seriesIds, from, to }: InputsAsked): Promise<Row[]> {
  if (seriesIds.length === 0 || to <= from) return []
  const values = [int4Array(seriesIds), new Date(from), new Date(to)]
  const { rows } = await pool.query<Row>({ rowMode: 'array', text, values })
  return rows
}

function bySeries(rows: readonly Row[]): Map<number, InputPoint[]> {
  const points = new Map<number, InputPoint[]>()
  let current: InputPoint[] = []
  let id: number | undefined
  for (const [seriesId, at, value] of rows) {
    if (seriesId !== id) {
      id = seriesId
      current = []
      points.set(seriesId, current)
    }
    current.push({ at: Math.round(at), value })
  }
  return points
}
