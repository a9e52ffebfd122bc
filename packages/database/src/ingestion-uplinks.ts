import type { ClientBase } from 'pg'
import { dateArray, timestamptzArray, uuidArray } from './binary-array.ts'
import { CopyRows, copyInto } from './copy-rows.ts'
import { decodeStatuses, payloadTypes, timeSources, type UplinkToStore } from './ingestion-rows.ts'

/** Writes all of them, or fails with a unique violation when one is known. Sorted by key: concurrent batches wait in one direction. */
export async function insertUplinks(client: ClientBase, uplinks: readonly UplinkToStore[]): Promise<void> {
  const keys = keysOf(uplinks).sort((a, b) => (a.key < b.key ? -1 : 1))
  if (keys.length > 0) {
    const rows = new CopyRows(2, keys.length * 30)
    for (const { key, observedAt } of keys) {
      rows.row()
      rows.uuid(key)
      rows.date(observedAt)
    }
    await copyInto(client, 'uplink_key (key, seen_on)', rows)
  }
  if (uplinks.length === 0) return
  await copyInto(client, `uplink (${columns})`, uplinkRows(uplinks))
}

const columns = `id, observed_at, received_at, device_number, time_source, payload_type, f_port, f_cnt, dev_addr, payload, status,
  model_id, model_version, error_code, rssi, snr, spreading_factor, gateways`

function uplinkRows(uplinks: readonly UplinkToStore[]): CopyRows {
  const sorted = uplinks.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const rows = new CopyRows(
    18,
    sorted.reduce((sum, { payload }) => sum + payload.length + 220, 0),
  )
  for (const uplink of sorted) {
    rows.row()
    rows.uuid(uplink.id)
    rows.timestamptz(uplink.observedAt)
    rows.timestamptz(uplink.receivedAt)
    rows.int4(uplink.deviceNumber)
    rows.int2(timeSources.indexOf(uplink.timeSource))
    rows.int2(payloadTypes.indexOf(uplink.payloadType))
    rows.int2(uplink.fPort)
    rows.int8(uplink.fCnt)
    rows.text(uplink.devAddr)
    rows.bytes(uplink.payload)
    rows.int2(decodeStatuses.indexOf(uplink.status))
    rows.text(uplink.modelId)
    rows.int4(uplink.modelVersion)
    rows.text(uplink.errorCode)
    rows.float4(uplink.radio?.rssi ?? null)
    rows.float4(uplink.radio?.snr ?? null)
    rows.int2(uplink.radio?.spreadingFactor ?? null)
    rows.int2(uplink.radio?.gateways ?? null)
  }
  return rows
}

function keysOf(uplinks: readonly UplinkToStore[]): { key: string; observedAt: number }[] {
  const all: { key: string; observedAt: number }[] = []
  for (const { keys, observedAt } of uplinks) for (const key of keys) all.push({ key, observedAt })
  return all
}

/** Duplicates inside one batch: the first by any key wins. */
export function withoutRepeats(uplinks: readonly UplinkToStore[]): UplinkToStore[] {
  const seen = new Set<string>()
  return uplinks.filter(({ id, keys }) => {
    if (seen.has(id)) return false
    for (const key of keys) if (seen.has(key)) return false
    seen.add(id)
    for (const key of keys) seen.add(key)
    return true
  })
}

/** Those of which the database knows no key. The bounds let it leave out chunks of other days. */
export async function unknownOf(client: ClientBase, uplinks: UplinkToStore[]): Promise<UplinkToStore[]> {
  const keys = keysOf(uplinks)
  const known = new Set<string>()
  if (keys.length > 0) {
    const { rows } = await client.query<{ id: string }>({
      name: 'known-uplink-keys',
      text: `select replace(k.key::text, '-', '') as id from unnest($1::uuid[], $2::date[]) sent (key, seen_on)
        join uplink_key k using (key, seen_on) where k.seen_on between $3::date and $4::date`,
      values: [
        uuidArray(keys.map(({ key }) => key)),
        dateArray(keys.map(({ observedAt }) => observedAt)),
        ...bounds(keys),
      ],
    })
    for (const { id } of rows) known.add(id)
  }
  const { rows } = await client.query<{ id: string }>({
    name: 'known-uplinks',
    text: `select replace(u.id::text, '-', '') as id from unnest($1::uuid[], $2::timestamptz[]) sent (id, observed_at)
      join uplink u using (id, observed_at) where u.observed_at between $3::timestamptz and $4::timestamptz`,
    values: [
      uuidArray(uplinks.map(({ id }) => id)),
      timestamptzArray(uplinks.map(({ observedAt }) => observedAt)),
      ...bounds(uplinks),
    ],
  })
  for (const { id } of rows) known.add(id)
  return uplinks.filter(({ id, keys }) => !known.has(id) && !keys.some((key) => known.has(key)))
}

/** First and last time, for PostgreSQL to leave out the chunks beside them. */
export function bounds(rows: readonly { observedAt: number }[]): [string, string] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { observedAt } of rows) {
    if (observedAt < first) first = observedAt
    if (observedAt > last) last = observedAt
  }
  if (first > last) return ['-infinity', '-infinity']
  return [new Date(Math.floor(first)).toISOString(), new Date(Math.ceil(last) + 1).toISOString()]
}

/** A replayed uplink takes the place of its refused row; returns the ids of those that had one. */
export async function removeReplayed(
  client: ClientBase,
  uplinks: readonly UplinkToStore[],
): Promise<ReadonlySet<string>> {
  const replays = uplinks.filter(({ isReplay }) => isReplay)
  if (replays.length === 0) return new Set()
  const { rows } = await client.query<{ id: string }>(
    `delete from uplink u using unnest($1::uuid[], $2::timestamptz[]) sent (id, observed_at)
     where u.id = sent.id and u.observed_at = sent.observed_at returning replace(u.id::text, '-', '') as id`,
    [uuidArray(replays.map(({ id }) => id)), timestamptzArray(replays.map(({ observedAt }) => observedAt))],
  )
  const removed = new Set(rows.map(({ id }) => id))
  const keys = keysOf(replays.filter(({ id }) => removed.has(id)))
  await client.query(
    `delete from uplink_key k using unnest($1::uuid[], $2::date[]) sent (key, seen_on)
     where k.key = sent.key and k.seen_on = sent.seen_on`,
    [uuidArray(keys.map(({ key }) => key)), dateArray(keys.map(({ observedAt }) => observedAt))],
  )
  return removed
}
