import { qualityCode } from '@trame/domain'
import type { ClientBase } from 'pg'
import {
  float4Array,
  float8Array,
  int2Array,
  int4Array,
  jsonArray,
  timestamptzArray,
} from './binary-array.ts'
import { insertOutbox } from './ingestion.ts'
import {
  chosenHours,
  hoursOf,
  insertPoints,
  mergeHours,
  mergeLatest,
  newestOf,
  type Point,
  pointsOf,
} from './ingestion-observations.ts'
import { lockHours, rebuildHours, rebuildLatest } from './observation-correction.ts'
import { type Pipeline, startPipeline } from './pipeline.ts'

/** All values of one computed series from `from` to before `to`, in order of time: what is not among them goes. */
export interface ComputedSpan {
  organisationId: string
  seriesId: number
  from: number
  to: number
  points: readonly ComputedPoint[]
}

export interface ComputedPoint {
  at: number
  value: number
  quality: number
  /** 0 to 1; null: nothing was expected. */
  completeness: number | null
  /** Points used, by name of input. */
  inputs: Readonly<Record<string, number>>
  version: number
}

export interface ComputedOutcome {
  /** [seriesId, at] of values that are new, other, or gone. */
  changed: [seriesId: number, at: number][]
  inserted: number
  updated: number
  removed: number
}

interface Stored {
  seriesId: number
  at: number
  value: number
  quality: number
}

/** Computed values have one writer at a time, in whatever process. */
const writerLock = 7_261_957

/**
 * Brings computed series to what was computed, within the caller's transaction: values, hourly rollup, latest value, what they
 * were made of, and the outbox (of periods that are over). A value that a person rejected stays rejected.
 */
export async function writeComputed(
  client: ClientBase,
  spans: readonly ComputedSpan[],
  now: number,
): Promise<ComputedOutcome> {
  const sorted = [...spans].sort((a, b) => a.seriesId - b.seriesId || a.from - b.from)
  if (sorted.length === 0) return { changed: [], inserted: 0, updated: 0, removed: 0 }
  await client.query('select pg_advisory_xact_lock($1)', [writerLock])
  const stored = await readStored(client, sorted)
  const { fresh, other, gone } = differences(sorted, stored, now)

  const touched = [...other, ...gone.map(({ seriesId, at }) => ({ seriesId, observedAt: at }))]
  // First, as whoever rejects a value does: in another order the two would wait for each other.
  await lockHours(client, touched)
  const points = pointsOf(fresh)
  await pipelined(client, (pipeline) => insertPoints(pipeline, points))
  await updatePoints(client, other)
  await removePoints(client, gone)
  const rebuilt = await rebuildHours(client, touched)
  await pipelined(client, (pipeline) => {
    mergeHours(
      pipeline,
      chosenHours(hoursOf(points), (seriesId, hour) => !rebuilt.has(`${seriesId} ${hour}`)),
    )
    mergeLatest(pipeline, newestOf(points))
  })
  await rebuildLatest(client, touched, now)
  await writeResults(client, sorted, now)
  const told = pointsOf([...fresh, ...other].filter(({ quality }) => quality !== qualityCode.estimated))
  await pipelined(client, (pipeline) => insertOutbox(pipeline, told))
  return {
    changed: [
      ...[...fresh, ...other].map(({ seriesId, observedAt }): [number, number] => [seriesId, observedAt]),
      ...gone.map(({ seriesId, at }): [number, number] => [seriesId, at]),
    ],
    inserted: fresh.length,
    updated: other.length,
    removed: gone.length,
  }
}

async function pipelined(client: ClientBase, work: (pipeline: Pipeline) => void) {
  const pipeline = startPipeline(client)
  work(pipeline)
  await pipeline.end()
}

async function readStored(client: ClientBase, spans: readonly ComputedSpan[]): Promise<Stored[]> {
  const { rows } = await client.query<[number, number, number, number]>({
    rowMode: 'array',
    text: `select o.series_id, extract(epoch from o.observed_at)::float8 * 1000, o.value, o.quality
      from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) sent (series_id, from_at, to_at)
      join observation o on o.series_id = sent.series_id and o.observed_at >= sent.from_at and o.observed_at < sent.to_at
      where o.observed_at >= $4 and o.observed_at < $5`,
    values: [
      int4Array(spans.map((span) => span.seriesId)),
      timestamptzArray(spans.map((span) => span.from)),
      timestamptzArray(spans.map((span) => span.to)),
      new Date(Math.min(...spans.map((span) => span.from))),
      new Date(Math.max(...spans.map((span) => span.to))),
    ],
  })
  return rows.map(([seriesId, at, value, quality]) => ({ seriesId, at: Math.round(at), value, quality }))
}

function differences(spans: readonly ComputedSpan[], stored: readonly Stored[], now: number) {
  const known = new Map<number, Map<number, Stored>>()
  for (const point of stored) {
    const points = known.get(point.seriesId) ?? new Map<number, Stored>()
    known.set(point.seriesId, points.set(point.at, point))
  }
  const fresh: Point[] = []
  const other: Point[] = []
  for (const { organisationId, seriesId, points } of spans) {
    const own = known.get(seriesId)
    for (const { at, value, quality } of points) {
      const point = { organisationId, seriesId, observedAt: at, receivedAt: now, value, quality }
      const before = own?.get(at)
      if (before === undefined) fresh.push(point)
      else if (
        before.quality !== qualityCode.rejected &&
        !(before.value === value && before.quality === quality)
      )
        other.push(point)
      own?.delete(at)
    }
  }
  const gone = [...known.values()].flatMap((left) =>
    [...left.values()].filter(({ quality }) => quality !== qualityCode.rejected),
  )
  return { fresh, other, gone }
}

async function updatePoints(client: ClientBase, points: readonly Point[]) {
  if (points.length === 0) return
  await client.query({
    text: `update observation o set value = sent.value, quality = sent.quality
      from unnest($1::int[], $2::timestamptz[], $3::float8[], $4::int2[]) sent (series_id, at, value, quality)
      where o.series_id = sent.series_id and o.observed_at = sent.at and o.quality <> $5
        and o.observed_at between $6 and $7`,
    values: [
      int4Array(points.map((row) => row.seriesId)),
      timestamptzArray(points.map((row) => row.observedAt)),
      float8Array(points.map((row) => row.value)),
      int2Array(points.map((row) => row.quality)),
      qualityCode.rejected,
      ...bounds(points.map((row) => row.observedAt)),
    ],
  })
}

async function removePoints(client: ClientBase, points: readonly Stored[]) {
  if (points.length === 0) return
  const keys = [int4Array(points.map((row) => row.seriesId)), timestamptzArray(points.map((row) => row.at))]
  const within = bounds(points.map((row) => row.at))
  await client.query({
    text: `delete from observation o using unnest($1::int[], $2::timestamptz[]) sent (series_id, at)
      where o.series_id = sent.series_id and o.observed_at = sent.at and o.quality <> $5 and o.observed_at between $3 and $4`,
    values: [...keys, ...within, qualityCode.rejected],
  })
  await client.query({
    text: `delete from indicator_result r using unnest($1::int[], $2::timestamptz[]) sent (series_id, at)
      where r.series_id = sent.series_id and r.at = sent.at and r.at between $3 and $4`,
    values: [...keys, ...within],
  })
}

const bounds = (times: readonly number[]) => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const at of times) {
    if (at < low) low = at
    if (at > high) high = at
  }
  return [new Date(low), new Date(high)]
}

async function writeResults(client: ClientBase, spans: readonly ComputedSpan[], now: number) {
  const rows = spans.flatMap(({ seriesId, points }) => points.map((point) => ({ seriesId, ...point })))
  if (rows.length === 0) return
  await client.query({
    text: `insert into indicator_result as r (series_id, at, completeness, inputs, version, computed_at)
      select series_id, at, completeness, inputs::jsonb, version, $6
      from unnest($1::int[], $2::timestamptz[], $3::real[], $4::json[], $5::int[]) sent (series_id, at, completeness, inputs, version)
      on conflict (series_id, at) do update set completeness = excluded.completeness, inputs = excluded.inputs,
        version = excluded.version, computed_at = excluded.computed_at
      where (r.completeness, r.inputs, r.version) is distinct from (excluded.completeness, excluded.inputs, excluded.version)`,
    values: [
      int4Array(rows.map((row) => row.seriesId)),
      timestamptzArray(rows.map((row) => row.at)),
      float4Array(rows.map((row) => row.completeness)),
      jsonArray(rows.map((row) => JSON.stringify(row.inputs))),
      int4Array(rows.map((row) => row.version)),
      new Date(now),
    ],
  })
}
