import { countsInRollups } from '@trame/domain'
import type { ClientBase } from 'pg'
import { float8Array, int2Array, int4Array, timestamptzArray } from './binary-array.ts'
import { CopyRows, copyInto } from './copy-rows.ts'
import type { ObservationToStore, UplinkToStore } from './ingestion-rows.ts'
import { bounds } from './ingestion-uplinks.ts'

const hourMs = 3_600_000

/** Sorted by key, one of each: the first that came wins. */
export function sortedPoints(uplinks: readonly Pick<UplinkToStore, 'observations'>[]): ObservationToStore[] {
  const points: ObservationToStore[] = []
  for (const { observations } of uplinks) for (const point of observations) points.push(point)
  points.sort((a, b) => a.seriesId - b.seriesId || a.observedAt - b.observedAt)
  let kept = 0
  for (const point of points) {
    const before = points[kept - 1]
    if (kept > 0 && before!.seriesId === point.seriesId && before!.observedAt === point.observedAt) continue
    points[kept++] = point
  }
  points.length = kept
  return points
}

/** Those of which the database has no value yet, still sorted. */
export async function unknownPoints(
  client: ClientBase,
  points: ObservationToStore[],
): Promise<ObservationToStore[]> {
  if (points.length === 0) return points
  const { rows } = await client.query<{ n: number }>({
    name: 'known-observations',
    text: `select sent.n::int as n from unnest($1::int[], $2::timestamptz[]) with ordinality sent (series_id, observed_at, n)
      join observation o using (series_id, observed_at) where o.observed_at between $3::timestamptz and $4::timestamptz`,
    values: [
      int4Array(points.map((row) => row.seriesId)),
      timestamptzArray(points.map((row) => row.observedAt)),
      ...bounds(points),
    ],
  })
  if (rows.length === 0) return points
  const known = new Set(rows.map(({ n }) => n - 1))
  return points.filter((_, i) => !known.has(i))
}

/** Writes all of them, or fails with a unique violation when one is known. */
export async function insertPoints(client: ClientBase, points: readonly ObservationToStore[]): Promise<void> {
  if (points.length === 0) return
  const rows = new CopyRows(4, points.length * 40)
  for (const { seriesId, observedAt, value, quality } of points) {
    rows.row()
    rows.int4(seriesId)
    rows.timestamptz(observedAt)
    rows.float8(value)
    rows.int2(quality)
  }
  await copyInto(client, 'observation (series_id, observed_at, value, quality)', rows)
}

interface Hour {
  seriesId: number
  hour: number
  count: number
  sum: number
  min: number
  max: number
  first: number
  firstAt: number
  last: number
  lastAt: number
}

/** The hours that sorted points make, good ones only. */
export function hoursOf(points: readonly ObservationToStore[]): Hour[] {
  const hours: Hour[] = []
  let current: Hour | undefined
  for (const { seriesId, observedAt, value, quality } of points) {
    if (!countsInRollups(quality)) continue
    const hour = Math.floor(observedAt / hourMs) * hourMs
    if (current === undefined || current.seriesId !== seriesId || current.hour !== hour) {
      current = {
        seriesId,
        hour,
        count: 0,
        sum: 0,
        min: value,
        max: value,
        first: value,
        firstAt: observedAt,
        last: value,
        lastAt: observedAt,
      }
      hours.push(current)
    }
    current.count++
    current.sum += value
    if (value < current.min) current.min = value
    if (value > current.max) current.max = value
    current.last = value
    current.lastAt = observedAt
  }
  return hours
}

/** The newest of each series, of sorted points. */
export function newestOf(points: readonly ObservationToStore[]): ObservationToStore[] {
  return points.filter((point, i) => points[i + 1]?.seriesId !== point.seriesId)
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

export async function mergeHours(client: ClientBase, hours: readonly Hour[]): Promise<void> {
  if (hours.length === 0) return
  await client.query({
    name: 'merge-hours',
    text: mergeHoursSql,
    values: [
      int4Array(hours.map((row) => row.seriesId)),
      timestamptzArray(hours.map((row) => row.hour)),
      int4Array(hours.map((row) => row.count)),
      float8Array(hours.map((row) => row.sum)),
      float8Array(hours.map((row) => row.min)),
      float8Array(hours.map((row) => row.max)),
      float8Array(hours.map((row) => row.first)),
      timestamptzArray(hours.map((row) => row.firstAt)),
      float8Array(hours.map((row) => row.last)),
      timestamptzArray(hours.map((row) => row.lastAt)),
    ],
  })
}

const mergeLatestSql = `
  insert into latest_observation as l (series_id, observed_at, received_at, value, quality)
  select * from unnest($1::int[], $2::timestamptz[], $3::timestamptz[], $4::float8[], $5::int2[])
  on conflict (series_id) do update set observed_at = excluded.observed_at, received_at = excluded.received_at,
    value = excluded.value, quality = excluded.quality
  where excluded.observed_at > l.observed_at`

export async function mergeLatest(client: ClientBase, points: readonly ObservationToStore[]): Promise<void> {
  if (points.length === 0) return
  await client.query({
    name: 'merge-latest',
    text: mergeLatestSql,
    values: [
      int4Array(points.map((row) => row.seriesId)),
      timestamptzArray(points.map((row) => row.observedAt)),
      timestamptzArray(points.map((row) => row.receivedAt)),
      float8Array(points.map((row) => row.value)),
      int2Array(points.map((row) => row.quality)),
    ],
  })
}
