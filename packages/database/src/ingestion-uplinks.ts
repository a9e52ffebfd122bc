import type { ClientBase } from 'pg'
import {
  byteaArray,
  dateArray,
  float4Array,
  int2Array,
  int4Array,
  int8Array,
  textArray,
  timestamptzArray,
  uuidArray,
} from './binary-array.ts'
import { decodeStatuses, payloadTypes, timeSources, type UplinkToStore } from './ingestion-rows.ts'

/** Writes the uplinks that are new by all their keys, and returns these. */
export async function insertFresh(
  client: ClientBase,
  uplinks: readonly UplinkToStore[],
): Promise<readonly UplinkToStore[]> {
  const unknown = await insertKeys(client, withoutRepeats(uplinks))
  return insertRows(client, unknown)
}

/** Duplicates inside one batch: the first by any key wins. */
function withoutRepeats(uplinks: readonly UplinkToStore[]): UplinkToStore[] {
  const seen = new Set<string>()
  return uplinks.filter(({ id, keys }) => {
    if (seen.has(id) || keys.some((key) => seen.has(key))) return false
    seen.add(id)
    for (const key of keys) seen.add(key)
    return true
  })
}

const insertKeysSql = `
  insert into uplink_key (key, seen_on) select * from unnest($1::uuid[], $2::date[]) on conflict do nothing`
// Rows of this very transaction carry its id: asked only when fewer were written than sent.
const ownKeysSql = `
  select replace(k.key::text, '-', '') as id from unnest($1::uuid[], $2::date[]) sent (key, seen_on)
  join uplink_key k using (key, seen_on) where k.xmin = pg_current_xact_id()::xid`

async function insertKeys(client: ClientBase, uplinks: UplinkToStore[]): Promise<UplinkToStore[]> {
  const rows = uplinks.flatMap(({ keys, observedAt }) => keys.map((key) => ({ key, observedAt })))
  if (rows.length === 0) return uplinks
  // Sorted, so that two batches with the same keys wait for each other in one direction only.
  rows.sort((a, b) => (a.key < b.key ? -1 : 1))
  const values = [uuidArray(rows.map(({ key }) => key)), dateArray(rows.map(({ observedAt }) => observedAt))]
  const { rowCount } = await client.query({ name: 'insert-uplink-keys', text: insertKeysSql, values })
  if (rowCount === rows.length) return uplinks
  const own = await client.query<{ id: string }>({ name: 'own-uplink-keys', text: ownKeysSql, values })
  const fresh = new Set(own.rows.map(({ id }) => id))
  return uplinks.filter(({ keys }) => keys.every((key) => fresh.has(key)))
}

const insertUplinksSql = `
  insert into uplink (id, observed_at, received_at, device_number, time_source, payload_type, f_port, f_cnt, dev_addr, payload,
    status, model_id, model_version, error_code, rssi, snr, spreading_factor, gateways)
  select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::int[], $5::int2[], $6::int2[], $7::int2[], $8::bigint[],
    $9::text[], $10::bytea[], $11::int2[], $12::text[], $13::int[], $14::text[], $15::real[], $16::real[], $17::int2[], $18::int2[])
  on conflict do nothing`
const ownUplinksSql = `
  select replace(u.id::text, '-', '') as id from unnest($1::uuid[], $2::timestamptz[]) sent (id, observed_at)
  join uplink u using (id, observed_at) where u.xmin = pg_current_xact_id()::xid`

async function insertRows(client: ClientBase, uplinks: UplinkToStore[]): Promise<UplinkToStore[]> {
  if (uplinks.length === 0) return uplinks
  const rows = uplinks.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const ids = uuidArray(rows.map((row) => row.id))
  const observedAts = timestamptzArray(rows.map((row) => row.observedAt))
  const { rowCount } = await client.query({
    name: 'insert-uplinks',
    text: insertUplinksSql,
    values: [
      ids,
      observedAts,
      timestamptzArray(rows.map((row) => row.receivedAt)),
      int4Array(rows.map((row) => row.deviceNumber)),
      int2Array(rows.map((row) => timeSources.indexOf(row.timeSource))),
      int2Array(rows.map((row) => payloadTypes.indexOf(row.payloadType))),
      int2Array(rows.map((row) => row.fPort)),
      int8Array(rows.map((row) => row.fCnt)),
      textArray(rows.map((row) => row.devAddr)),
      byteaArray(rows.map((row) => row.payload)),
      int2Array(rows.map((row) => decodeStatuses.indexOf(row.status))),
      textArray(rows.map((row) => row.modelId)),
      int4Array(rows.map((row) => row.modelVersion)),
      textArray(rows.map((row) => row.errorCode)),
      float4Array(rows.map((row) => row.radio?.rssi ?? null)),
      float4Array(rows.map((row) => row.radio?.snr ?? null)),
      int2Array(rows.map((row) => row.radio?.spreadingFactor ?? null)),
      int2Array(rows.map((row) => row.radio?.gateways ?? null)),
    ],
  })
  if (rowCount === rows.length) return rows
  const own = await client.query<{ id: string }>({
    name: 'own-uplinks',
    text: ownUplinksSql,
    values: [ids, observedAts],
  })
  const fresh = new Set(own.rows.map(({ id }) => id))
  return rows.filter(({ id }) => fresh.has(id))
}

/** A replayed uplink takes the place of its refused row; returns the ids of those that had one. */
export async function removeReplayed(
  client: ClientBase,
  uplinks: readonly UplinkToStore[],
): Promise<ReadonlySet<string>> {
  const replays = uplinks.filter(({ replays }) => replays !== null)
  if (replays.length === 0) return new Set()
  const { rows } = await client.query<{ id: string }>(
    `delete from uplink u using unnest($1::uuid[], $2::timestamptz[]) sent (id, observed_at)
     where u.id = sent.id and u.observed_at = sent.observed_at returning replace(u.id::text, '-', '') as id`,
    [
      uuidArray(replays.map(({ id }) => id)),
      timestamptzArray(replays.map(({ observedAt }) => observedAt)),
    ],
  )
  const removed = new Set(rows.map(({ id }) => id))
  const keys = replays
    .filter(({ id }) => removed.has(id))
    .flatMap(({ keys, observedAt }) => keys.map((key) => ({ key, observedAt })))
  await client.query(
    `delete from uplink_key k using unnest($1::uuid[], $2::date[]) sent (key, seen_on)
     where k.key = sent.key and k.seen_on = sent.seen_on`,
    [uuidArray(keys.map(({ key }) => key)), dateArray(keys.map(({ observedAt }) => observedAt))],
  )
  return removed
}
