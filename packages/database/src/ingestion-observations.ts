import { countsInRollups } from '@trame/domain'
import { float8Array, int2Array, int4Array, timestamptzArray } from './binary-array.ts'
import { CopyRows } from './copy-rows.ts'
import { type IngestBatch, upTo } from './ingestion-batch.ts'
import type { ObservationToStore } from './ingestion-rows.ts'
import { bounds } from './ingestion-uplinks.ts'
import type { Pipeline } from './pipeline.ts'

const hourMs = 3_600_000

export interface Point extends ObservationToStore {
  receivedAt: number
  organisationId: string
}

/** Observations in columns, sorted by their key. */
export interface Points {
  series: number[]
  at: number[]
  values: number[]
  qualities: number[]
  receivedAt: number[]
  organisationIds: string[]
}

export const pointsOf = (rows: readonly Point[]): Points => ({
  series: rows.map(({ seriesId }) => seriesId),
  at: rows.map(({ observedAt }) => observedAt),
  values: rows.map(({ value }) => value),
  qualities: rows.map(({ quality }) => quality),
  receivedAt: rows.map(({ receivedAt }) => receivedAt),
  organisationIds: rows.map(({ organisationId }) => organisationId),
})

function gather<T>(column: readonly T[], positions: readonly number[]): T[] {
  const chosen = new Array<T>(positions.length)
  for (let i = 0; i < positions.length; i++) chosen[i] = column[positions[i]!]!
  return chosen
}

const chosenPoints = (points: Points, positions: readonly number[]): Points => ({
  series: gather(points.series, positions),
  at: gather(points.at, positions),
  values: gather(points.values, positions),
  qualities: gather(points.qualities, positions),
  receivedAt: gather(points.receivedAt, positions),
  organisationIds: gather(points.organisationIds, positions),
})

/** Those of the chosen uplinks, sorted by key, one of each: the first that came wins. */
export function sortedPoints(batch: IngestBatch, uplinks: readonly number[]): Points {
  const { series, pointsAt: at, owners } = batch
  let positions = upTo(batch.pointCount)
  if (uplinks.length < batch.uplinkCount) {
    const chosen = new Set(uplinks)
    positions = positions.filter((i) => chosen.has(owners[i]!))
  }
  positions.sort((a, b) => series[a]! - series[b]! || at[a]! - at[b]! || a - b)
  let kept = 0
  for (let n = 0; n < positions.length; n++) {
    const i = positions[n]!
    const before = positions[kept - 1]
    if (kept > 0 && series[before!] === series[i] && at[before!] === at[i]) continue
    positions[kept++] = i
  }
  positions.length = kept
  const uplinkOf = gather(owners, positions)
  return {
    series: gather(series, positions),
    at: gather(at, positions),
    values: gather(batch.values, positions),
    qualities: gather(batch.qualities, positions),
    receivedAt: gather(batch.receivedAt, uplinkOf),
    organisationIds: gather(batch.organisationIds, uplinkOf),
  }
}

/** Those of which the database has no value yet, still sorted. */
export async function unknownPoints(pipeline: Pipeline, points: Points): Promise<Points> {
  if (points.series.length === 0) return points
  const rows = await pipeline.ask({
    text: `select sent.n from unnest($1::int[], $2::timestamptz[]) with ordinality sent (series_id, observed_at, n)
      join observation o using (series_id, observed_at) where o.observed_at between $3::timestamptz and $4::timestamptz`,
    values: [int4Array(points.series), timestamptzArray(points.at), ...bounds(points.at)],
  })
  if (rows.length === 0) return points
  const known = new Set(rows.map(([n]) => Number(n) - 1))
  return chosenPoints(
    points,
    upTo(points.series.length).filter((i) => !known.has(i)),
  )
}

/** Writes all of them, or fails with a unique violation when one is known. */
export function insertPoints(pipeline: Pipeline, points: Points): void {
  const { series, at, values, qualities } = points
  if (series.length === 0) return
  const rows = new CopyRows(4, series.length * 40)
  for (let i = 0; i < series.length; i++) {
    rows.row()
    rows.int4(series[i]!)
    rows.timestamptz(at[i]!)
    rows.float8(values[i]!)
    rows.int2(qualities[i]!)
  }
  pipeline.copy('observation (series_id, observed_at, value, quality)', rows)
}

/** One entry an hour of a series. */
export interface Hours {
  series: number[]
  hours: number[]
  counts: number[]
  sums: number[]
  mins: number[]
  maxs: number[]
  firsts: number[]
  firstsAt: number[]
  lasts: number[]
  lastsAt: number[]
}

/** The hours that sorted points make, good ones only. */
export function hoursOf({ series, at, values, qualities }: Points): Hours {
  const made: Hours = {
    series: [],
    hours: [],
    counts: [],
    sums: [],
    mins: [],
    maxs: [],
    firsts: [],
    firstsAt: [],
    lasts: [],
    lastsAt: [],
  }
  let n = -1
  for (let i = 0; i < series.length; i++) {
    if (!countsInRollups(qualities[i]!)) continue
    const value = values[i]!
    const hour = Math.floor(at[i]! / hourMs) * hourMs
    if (n < 0 || made.series[n] !== series[i] || made.hours[n] !== hour) {
      n++
      made.series.push(series[i]!)
      made.hours.push(hour)
      made.counts.push(0)
      made.sums.push(0)
      made.mins.push(value)
      made.maxs.push(value)
      made.firsts.push(value)
      made.firstsAt.push(at[i]!)
      made.lasts.push(value)
      made.lastsAt.push(at[i]!)
    }
    made.counts[n]!++
    made.sums[n]! += value
    if (value < made.mins[n]!) made.mins[n] = value
    if (value > made.maxs[n]!) made.maxs[n] = value
    made.lasts[n] = value
    made.lastsAt[n] = at[i]!
  }
  return made
}

/** Those hours that `wanted` names. */
export function chosenHours(hours: Hours, wanted: (seriesId: number, hour: number) => boolean): Hours {
  const positions = upTo(hours.series.length).filter((i) => wanted(hours.series[i]!, hours.hours[i]!))
  return {
    series: gather(hours.series, positions),
    hours: gather(hours.hours, positions),
    counts: gather(hours.counts, positions),
    sums: gather(hours.sums, positions),
    mins: gather(hours.mins, positions),
    maxs: gather(hours.maxs, positions),
    firsts: gather(hours.firsts, positions),
    firstsAt: gather(hours.firstsAt, positions),
    lasts: gather(hours.lasts, positions),
    lastsAt: gather(hours.lastsAt, positions),
  }
}

/** The newest of each series, of sorted points. */
export function newestOf(points: Points): Points {
  const { series } = points
  return chosenPoints(
    points,
    upTo(series.length).filter((i) => series[i + 1] !== series[i]),
  )
}

const mergeHoursSql = `
  insert into observation_hourly as h (series_id, hour, count, sum, min, max, first, first_at, last, last_at)
  select * from unnest($1::int[], $2::timestamptz[], $3::int[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::timestamptz[],
    $9::float8[], $10::timestamptz[])
  on conflict (series_id, hour) do update set
    count = h.count + excluded.count, sum = h.sum + excluded.sum,
    min = least(h.min, excluded.min), max = greatest(h.max, excluded.max),
    first = case when excluded.first_at < h.first_at then excluded.first else h.first end,
    first_at = least(h.first_at, excluded.first_at),
    last = case when excluded.last_at > h.last_at then excluded.last else h.last end,
    last_at = greatest(h.last_at, excluded.last_at)`

export function mergeHours(pipeline: Pipeline, hours: Hours): void {
  if (hours.series.length === 0) return
  pipeline.send({
    text: mergeHoursSql,
    values: [
      int4Array(hours.series),
      timestamptzArray(hours.hours),
      int4Array(hours.counts),
      float8Array(hours.sums),
      float8Array(hours.mins),
      float8Array(hours.maxs),
      float8Array(hours.firsts),
      timestamptzArray(hours.firstsAt),
      float8Array(hours.lasts),
      timestamptzArray(hours.lastsAt),
    ],
  })
}

const mergeLatestSql = `
  insert into latest_observation as l (series_id, observed_at, received_at, value, quality)
  select * from unnest($1::int[], $2::timestamptz[], $3::timestamptz[], $4::float8[], $5::int2[])
  on conflict (series_id) do update set observed_at = excluded.observed_at, received_at = excluded.received_at,
    value = excluded.value, quality = excluded.quality
  where excluded.observed_at > l.observed_at`

export function mergeLatest(pipeline: Pipeline, points: Points): void {
  if (points.series.length === 0) return
  pipeline.send({
    text: mergeLatestSql,
    values: [
      int4Array(points.series),
      timestamptzArray(points.at),
      timestamptzArray(points.receivedAt),
      float8Array(points.values),
      int2Array(points.qualities),
    ],
  })
}
