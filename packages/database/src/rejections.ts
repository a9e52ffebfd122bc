import type { Rejection } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

interface RejectionRow {
  id: string
  received_at: Date
  observed_at: Date | null
  connector_id: string
  network: Rejection['network']
  address: string | null
  device_id: string | null
  device_name: string | null
  code: string
  detail: string
  model_id: string | null
  model_version: number | null
  raw_start: Buffer
  raw_length: number
  status: Rejection['status']
  status_at: Date | null
}

export interface RejectionFilter {
  ids?: string[] | undefined
  code?: string | undefined
  deviceId?: string | undefined
  address?: string | undefined
  addresses?: readonly string[] | undefined
}

function matching(filter: RejectionFilter) {
  const conditions = [
    filter.ids && sql`r.id = any(${filter.ids})`,
    filter.code && sql`r.code = ${filter.code}`,
    filter.deviceId && sql`r.device_id = ${filter.deviceId}`,
    filter.address && sql`r.address = ${filter.address}`,
    filter.addresses && sql`r.address = any(${filter.addresses})`,
  ].filter((condition) => condition !== undefined && condition !== '')
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

export async function listRejections(
  tx: Scoped,
  query: RejectionFilter & { status: string; cursor?: string | undefined; limit: number },
): Promise<Page<Rejection>> {
  const { rows } = await sql<RejectionRow & { total: string }>`
    select r.id, r.received_at, r.observed_at, r.connector_id, r.network, r.address, r.device_id, d.name as device_name, r.code, r.detail,
      r.model_id, r.model_version, substring(r.raw from 1 for 256) as raw_start, length(r.raw) as raw_length, r.status, r.status_at,
      count(*) over () as total
    from rejection r left join device d on d.id = r.device_id
    where r.status = ${query.status} and ${matching(query)}
    order by r.received_at desc, r.id limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, (row) => ({
    id: row.id,
    receivedAt: row.received_at.toISOString(),
    observedAt: row.observed_at?.toISOString() ?? null,
    connectorId: row.connector_id,
    network: row.network,
    address: row.address,
    deviceId: row.device_id,
    deviceName: row.device_name,
    code: row.code,
    detail: row.detail,
    modelId: row.model_id,
    modelVersion: row.model_version,
    rawHex: row.raw_start.toString('hex'),
    rawLength: row.raw_length,
    status: row.status,
    replayedAt: row.status === 'replayed' ? (row.status_at?.toISOString() ?? null) : null,
  }))
}

/** Open rejections by cause and sender, the most frequent first. */
export async function summariseRejections(tx: Scoped) {
  const { rows } = await sql<{
    code: string
    network: string | null
    address: string | null
    device_id: string | null
    n: string
    last_at: Date
  }>`
    select code, network, address, device_id, count(*) as n, max(received_at) as last_at from rejection
    where status = 'open' group by code, network, address, device_id order by n desc limit 200`.execute(tx)
  return rows.map((row) => ({
    code: row.code,
    network: row.network,
    address: row.address,
    deviceId: row.device_id,
    count: Number(row.n),
    lastAt: row.last_at.toISOString(),
  }))
}

export async function dismissRejections(tx: Scoped, filter: RejectionFilter): Promise<number> {
  const { numAffectedRows } = await sql`
    update rejection r set status = 'dismissed', status_at = now(), replay_requested_at = null
    where status = 'open' and ${matching(filter)}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Asks ingest, which alone decodes, to play these again. Returns their ids. */
export async function requestReplay(tx: Scoped, filter: RejectionFilter): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update rejection r set replay_requested_at = now() where status = 'open' and ${matching(filter)} returning id`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

export async function replayProgress(tx: Scoped, ids: readonly string[]) {
  const { rows } = await sql<{ replayed: string; waiting: string; rejected: string }>`
    select count(*) filter (where status = 'replayed') as replayed,
      count(*) filter (where replay_requested_at is not null and status = 'open') as waiting,
      count(*) filter (where replay_requested_at is null and status = 'open') as rejected
    from rejection where id = any(${ids})`.execute(tx)
  const row = rows[0]!
  return { replayed: Number(row.replayed), waiting: Number(row.waiting), stillRejected: Number(row.rejected) }
}
