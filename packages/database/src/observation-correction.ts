import { qualityCode } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'
import { int4Array, timestamptzArray } from './binary-array.ts'

const hourMs = 3_600_000

export interface ObservationKey {
  seriesId: number
  /** ms since 1970. */
  observedAt: number
}

/**
 * Marks one point as rejected, makes its hour and its series' latest value exact again, and asks for what was computed from it
 * to be computed again; within the caller's transaction. False: it was rejected already, or is not there.
 */
export async function rejectPoint(client: ClientBase, point: ObservationKey): Promise<boolean> {
  await lockHours(client, [point])
  const key = [point.seriesId, new Date(point.observedAt)]
  const { rows } = await client.query(
    'update observation set quality = $3 where series_id = $1 and observed_at = $2 and quality <> $3 returning 1 as done',
    [...key, qualityCode.rejected],
  )
  if (rows.length === 0) return false
  await rebuildHours(client, [point])
  await rebuildLatest(client, [point], Date.now())
  await client.query(
    `insert into indicator_request (organisation_id, series_id, from_at, to_at)
     select organisation_id, id, $2::timestamptz, $2::timestamptz from series where id = $1`,
    key,
  )
  return true
}

/** The same, in a transaction of its own. */
export async function rejectObservation(
  pool: Pool,
  { seriesId, observedAt }: { seriesId: number; observedAt: Date },
): Promise<boolean> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const done = await rejectPoint(client, { seriesId, observedAt: observedAt.getTime() })
    await client.query('commit')
    client.release()
    return done
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Every batch locks the row of an hour before it adds to it: after this, neither can count what the other takes away. */
export async function lockHours(client: ClientBase, points: readonly ObservationKey[]): Promise<void> {
  if (points.length === 0) return
  await client.query({
    text: `select from observation_hourly where (series_id, hour) in (select * from unnest($1::int[], $2::timestamptz[]))
      and hour between $3 and $4 order by series_id, hour for update`,
    values: [...keysOf(points), ...boundsOf(points)],
  })
}

/** Counts the hours of some points again from the rows. Returns the hours, as `<series> <ms>`. */
export async function rebuildHours(
  client: ClientBase,
  touched: readonly ObservationKey[],
): Promise<ReadonlySet<string>> {
  const hours = new Map<string, ObservationKey>()
  for (const { seriesId, observedAt } of touched) {
    const hour = Math.floor(observedAt / hourMs) * hourMs
    hours.set(`${seriesId} ${hour}`, { seriesId, observedAt: hour })
  }
  if (hours.size === 0) return new Set()
  const points = [...hours.values()].sort((a, b) => a.seriesId - b.seriesId || a.observedAt - b.observedAt)
  await lockHours(client, points)
  const values = [...keysOf(points), ...boundsOf(points), qualityCode.estimated]
  await client.query({
    text: `insert into observation_hourly as h (series_id, hour, count, sum, min, max, first, first_at, last, last_at)
      select o.series_id, sent.hour, count(*), sum(value), min(value), max(value), (array_agg(value order by observed_at))[1],
        min(observed_at), (array_agg(value order by observed_at desc))[1], max(observed_at)
      from unnest($1::int[], $2::timestamptz[]) sent (series_id, hour) join observation o on o.series_id = sent.series_id
        and o.observed_at >= sent.hour and o.observed_at < sent.hour + interval '1 hour'
      where o.observed_at >= $3::timestamptz and o.observed_at < $4::timestamptz + interval '1 hour' and quality <= $5
      group by o.series_id, sent.hour order by 1, 2
      on conflict (series_id, hour) do update set count = excluded.count, sum = excluded.sum, min = excluded.min, max = excluded.max,
        first = excluded.first, first_at = excluded.first_at, last = excluded.last, last_at = excluded.last_at`,
    values,
  })
  await client.query({
    text: `delete from observation_hourly h using unnest($1::int[], $2::timestamptz[]) sent (series_id, hour)
      where h.series_id = sent.series_id and h.hour = sent.hour and h.hour between $3 and $4
      and not exists (select from observation o where o.series_id = h.series_id and o.observed_at >= h.hour
        and o.observed_at < h.hour + interval '1 hour' and quality <= $5)`,
    values,
  })
  return new Set(hours.keys())
}

/** Reads the latest value again, of series whose newest points were among those touched. */
export async function rebuildLatest(
  client: ClientBase,
  touched: readonly ObservationKey[],
  now: number,
): Promise<void> {
  if (touched.length === 0) return
  const newest = new Map<number, number>()
  for (const { seriesId, observedAt } of touched)
    newest.set(seriesId, Math.max(newest.get(seriesId) ?? observedAt, observedAt))
  const ids = [...newest.keys()].sort((a, b) => a - b)
  const { rows } = await client.query<{ series_id: number }>({
    text: `select l.series_id from latest_observation l join unnest($1::int[], $2::timestamptz[]) sent (series_id, at) using (series_id)
      where sent.at >= l.observed_at order by l.series_id for update of l`,
    values: [int4Array(ids), timestamptzArray(ids.map((id) => newest.get(id)!))],
  })
  if (rows.length === 0) return
  const stale = int4Array(rows.map(({ series_id }) => series_id))
  await client.query({
    text: 'delete from latest_observation where series_id = any($1::int[])',
    values: [stale],
  })
  await client.query({
    text: `insert into latest_observation (series_id, observed_at, received_at, value, quality)
      select id, newest.observed_at, $2, newest.value, newest.quality from unnest($1::int[]) id
      cross join lateral (select observed_at, value, quality from observation
        where series_id = id and quality <> $3 order by observed_at desc limit 1) newest
      order by id on conflict (series_id) do nothing`,
    values: [stale, new Date(now), qualityCode.rejected],
  })
}

const keysOf = (points: readonly ObservationKey[]) => [
  int4Array(points.map(({ seriesId }) => seriesId)),
  timestamptzArray(points.map(({ observedAt }) => Math.floor(observedAt / hourMs) * hourMs)),
]

function boundsOf(points: readonly ObservationKey[]) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { observedAt } of points) {
    const hour = Math.floor(observedAt / hourMs) * hourMs
    if (hour < low) low = hour
    if (hour > high) high = hour
  }
  return [new Date(low), new Date(high)]
}
