import { dateArray, timestamptzArray, uuidArray } from './binary-array.ts'
import { CopyRows } from './copy-rows.ts'
import { type IngestBatch, uplinkColumns, upTo } from './ingestion-batch.ts'
import type { Pipeline } from './pipeline.ts'

/** Writes all of them, or fails with a unique violation when one is known. Sorted by key: concurrent batches wait in one direction. */
export function insertUplinks(pipeline: Pipeline, batch: IngestBatch, uplinks: readonly number[]): void {
  if (uplinks.length === 0) return
  const keys = keysOf(batch, uplinks).sort((a, b) => (batch.keys[a]! < batch.keys[b]! ? -1 : 1))
  if (keys.length > 0) {
    const rows = new CopyRows(2, keys.length * 30)
    for (const key of keys) {
      rows.row()
      rows.uuid(batch.keys[key]!)
      rows.date(batch.observedAt[batch.keyOwners[key]!]!)
    }
    pipeline.copy('uplink_key (key, seen_on)', rows)
  }
  const { ids, rowEnds } = batch
  const rows = new CopyRows(0, batch.rows.length)
  const sorted = uplinks.toSorted((a, b) => (ids[a]! < ids[b]! ? -1 : 1))
  for (let n = 0; n < sorted.length; n++)
    rows.copy(batch.rows, batch.rowStart(sorted[n]!), rowEnds[sorted[n]!]!)
  pipeline.copy(`uplink (${uplinkColumns})`, rows)
}

/** The positions of their further keys. */
function keysOf({ keyOwners, keyCount, uplinkCount }: IngestBatch, uplinks: readonly number[]): number[] {
  const all = upTo(keyCount)
  if (uplinks.length === uplinkCount) return all
  const chosen = new Set(uplinks)
  return all.filter((key) => chosen.has(keyOwners[key]!))
}

/** Those of which the database knows no key. The bounds let it leave out chunks of other days. */
export async function unknownOf(
  pipeline: Pipeline,
  batch: IngestBatch,
  uplinks: readonly number[],
): Promise<readonly number[]> {
  const keys = keysOf(batch, uplinks)
  const known = new Set<number>()
  if (keys.length > 0) {
    const seenOn = keys.map((key) => batch.observedAt[batch.keyOwners[key]!]!)
    const rows = await pipeline.ask({
      text: `select sent.n from unnest($1::uuid[], $2::date[]) with ordinality sent (key, seen_on, n)
        join uplink_key k using (key, seen_on) where k.seen_on between $3::date and $4::date`,
      values: [uuidArray(keys.map((key) => batch.keys[key]!)), dateArray(seenOn), ...bounds(seenOn)],
    })
    for (const [n] of rows) known.add(batch.keyOwners[keys[Number(n) - 1]!]!)
  }
  const observedAt = uplinks.map((i) => batch.observedAt[i]!)
  const rows = await pipeline.ask({
    text: `select sent.n from unnest($1::uuid[], $2::timestamptz[]) with ordinality sent (id, observed_at, n)
      join uplink u using (id, observed_at) where u.observed_at between $3::timestamptz and $4::timestamptz`,
    values: [
      uuidArray(uplinks.map((i) => batch.ids[i]!)),
      timestamptzArray(observedAt),
      ...bounds(observedAt),
    ],
  })
  for (const [n] of rows) known.add(uplinks[Number(n) - 1]!)
  return known.size === 0 ? uplinks : uplinks.filter((i) => !known.has(i))
}

/** First and last time, for PostgreSQL to leave out the chunks beside them. */
export function bounds(times: readonly number[]): [string, string] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const at of times) {
    if (at < first) first = at
    if (at > last) last = at
  }
  if (first > last) return ['-infinity', '-infinity']
  return [new Date(Math.floor(first)).toISOString(), new Date(Math.ceil(last) + 1).toISOString()]
}

/** A replayed uplink takes the place of its refused row; returns the ids of those that had one. */
export async function removeReplayed(
  pipeline: Pipeline,
  batch: IngestBatch,
  uplinks: readonly number[],
): Promise<ReadonlySet<string>> {
  const replayed = replayedOf(batch, uplinks)
  if (replayed.length === 0) return new Set()
  const rows = await pipeline.ask({
    text: `delete from uplink u using unnest($1::uuid[], $2::timestamptz[]) sent (id, observed_at)
      where u.id = sent.id and u.observed_at = sent.observed_at returning replace(u.id::text, '-', '')`,
    values: [
      uuidArray(replayed.map(({ id }) => id)),
      timestamptzArray(replayed.map(({ observedAt }) => observedAt)),
    ],
  })
  const removed = new Set(rows.map(([id]) => id!))
  const keys = replayed
    .filter(({ id }) => removed.has(id))
    .flatMap(({ keys, observedAt }) => keys.map((key) => ({ key, observedAt })))
  pipeline.send({
    text: `delete from uplink_key k using unnest($1::uuid[], $2::date[]) sent (key, seen_on)
      where k.key = sent.key and k.seen_on = sent.seen_on`,
    values: [uuidArray(keys.map(({ key }) => key)), dateArray(keys.map(({ observedAt }) => observedAt))],
  })
  return removed
}

/** A part of a batch has those of its own uplinks; the whole of it also those that repeat another one. */
export function replayedOf({ replayed, ids, uplinkCount }: IngestBatch, uplinks: readonly number[]) {
  if (replayed.length === 0 || uplinks.length === uplinkCount) return replayed
  const chosen = new Set(uplinks.map((i) => ids[i]))
  return replayed.filter(({ id }) => chosen.has(id))
}
