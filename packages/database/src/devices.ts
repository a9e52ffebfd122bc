import {
  type Device,
  type FrameGap,
  type NewDevice,
  newId,
  PlatformError,
  type UplinkRow,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

interface DeviceRow {
  id: string
  name: string
  network: Device['network']
  address: string
  model_id: string
  model_version: number
  expected_interval_ms: string
  downlink_class: Device['downlinkClass']
  disabled: boolean
  freshness: Device['freshness']
  last_received_at: Date | null
  uplink_count: string
  lost_frames: string
  battery_percent: number | null
  battery_voltage: number | null
  rssi: number | null
  snr: number | null
  spreading_factor: number | null
  gateways: number | null
  assets: Device['assets']
}

const columns = sql`d.*, (select downlink_class from device where id = d.id), (
  select coalesce(jsonb_agg(distinct jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type)), '[]')
  from binding b join series s on s.id = b.series_id join asset a on a.id = s.asset_id
  where b.device_id = d.id and b.during @> now()) as assets`

const deviceOf = (row: DeviceRow): Device => ({
  id: row.id,
  name: row.name,
  network: row.network,
  address: row.address,
  modelId: row.model_id,
  modelVersion: row.model_version,
  expectedIntervalMs: Number(row.expected_interval_ms),
  downlinkClass: row.downlink_class,
  disabled: row.disabled,
  freshness: row.freshness,
  lastUplinkAt: row.last_received_at?.toISOString() ?? null,
  uplinkCount: Number(row.uplink_count),
  lostFrames: Number(row.lost_frames),
  batteryPercent: row.battery_percent,
  batteryVoltage: row.battery_voltage,
  rssi: row.rssi,
  snr: row.snr,
  spreadingFactor: row.spreading_factor,
  gateways: row.gateways,
  assets: row.assets,
})

const sorts = {
  name: sql`d.name`,
  lastUplinkAt: sql`d.last_received_at`,
  batteryPercent: sql`d.battery_percent`,
  rssi: sql`d.rssi`,
  lostFrames: sql`d.lost_frames`,
}

export interface DeviceFilter {
  q?: string | undefined
  modelId?: string | undefined
  freshness?: string | undefined
  network?: string | undefined
  downlinkClass?: string | undefined
  sort: keyof typeof sorts
  order: 'asc' | 'desc'
  cursor?: string | undefined
  limit: number
}

export async function listDevices(tx: Scoped, query: DeviceFilter): Promise<Page<Device>> {
  const conditions = [
    query.q && sql`(d.name ilike '%' || ${query.q} || '%' or d.address ilike '%' || ${query.q} || '%')`,
    query.modelId && sql`d.model_id = ${query.modelId}`,
    query.freshness && sql`d.freshness = ${query.freshness}`,
    query.network && sql`d.network = ${query.network}`,
    query.downlinkClass && sql`d.id in (select id from device where downlink_class = ${query.downlinkClass})`,
  ].filter((condition) => condition !== undefined && condition !== '')
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
  const { rows } = await sql<DeviceRow & { total: string }>`
    select ${columns}, count(*) over () as total from device_now d where ${where}
    order by ${sorts[query.sort]} ${query.order === 'desc' ? sql`desc nulls last` : sql`asc nulls last`}, d.id
    limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, deviceOf)
}

export async function getDevice(tx: Scoped, id: string): Promise<Device> {
  const { rows } = await sql<DeviceRow>`select ${columns} from device_now d where d.id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return deviceOf(rows[0])
}

export interface DeviceValues extends Omit<NewDevice, 'downlinkClass'> {
  downlinkClass?: Device['downlinkClass'] | undefined
  modelVersion: number
  expectedIntervalMs: number
}

/**
 * Writes devices, or brings those with these ids to these values, all or nothing. An address belongs to one device
 * only. Returns the ids.
 */
export async function putDevices(
  tx: Scoped,
  organisationId: string,
  devices: readonly DeviceValues[],
): Promise<string[]> {
  const rows = devices.map(deviceRow)
  await sql`
    insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms, downlink_class)
    select g.id, ${organisationId}, g.name, g.network, g.address, g.model_id, g.model_version, g.expected_interval_ms,
      g.downlink_class
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(id text, name text, network text, address text, model_id text, model_version int, expected_interval_ms bigint,
        downlink_class text)
    on conflict (id) do update set name = excluded.name, network = excluded.network, address = excluded.address, model_id = excluded.model_id,
      model_version = excluded.model_version, expected_interval_ms = excluded.expected_interval_ms,
      downlink_class = coalesce(excluded.downlink_class, device.downlink_class), updated_at = now()`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** As the table has it, with a new id where it has none. */
export const deviceRow = (device: DeviceValues) => ({
  id: device.id ?? newId('device'),
  name: device.name,
  network: device.network,
  address: addressOf(device),
  model_id: device.modelId,
  model_version: device.modelVersion,
  expected_interval_ms: device.expectedIntervalMs,
  downlink_class: device.downlinkClass ?? null,
})

function addressOf({ network, address }: DeviceValues): string {
  if (network !== 'lorawan') return address
  const devEui = address.toLowerCase()
  if (!/^[0-9a-f]{16}$/.test(devEui))
    throw new PlatformError('invalid', 'address: a DevEUI is 16 hexadecimal digits.')
  return devEui
}

/** Which model each of these devices follows. */
export async function modelsOfDevices(tx: Scoped, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; model_id: string }>`
    select id, model_id from device where id = any(${[...new Set(ids)]})`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.model_id]))
}

export async function setDeviceDisabled(tx: Scoped, id: string, disabled: boolean) {
  const { numAffectedRows } =
    await sql`update device set disabled = ${disabled}, updated_at = now() where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

const statuses: UplinkRow['status'][] = ['decoded', 'partial', 'rejected', 'empty']

interface RawUplinkRow {
  id: string
  observed_at: Date
  received_at: Date
  f_port: number | null
  f_cnt: string | null
  payload: Buffer
  payload_type: number
  status: number
  model_id: string | null
  model_version: number | null
  error_code: string | null
  rssi: number | null
  snr: number | null
  spreading_factor: number | null
  gateways: number | null
}

/** Newest first; `cursor` is the observedAt of the last row seen. */
export async function listUplinks(
  tx: Scoped,
  deviceId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: UplinkRow[]; next: string | null; total: number }> {
  const { rows } = await sql<RawUplinkRow>`
    select u.* from uplink u where u.device_number = (select number from device where id = ${deviceId})
      and u.observed_at < coalesce(${query.cursor ?? null}::timestamptz, 'infinity')
    order by u.observed_at desc limit ${query.limit + 1}`.execute(tx)
  const counted = await sql<{ n: string }>`
    select coalesce(uplink_count, 0) as n from device_now where id = ${deviceId}`.execute(tx)
  const items = rows.slice(0, query.limit).map(
    (row): UplinkRow => ({
      id: row.id,
      observedAt: row.observed_at.toISOString(),
      receivedAt: row.received_at.toISOString(),
      fPort: row.f_port,
      fCnt: row.f_cnt === null ? null : Number(row.f_cnt),
      payload: row.payload_type === 0 ? row.payload.toString('hex') : row.payload.toString('utf8'),
      payloadType: row.payload_type === 0 ? 'frame' : 'readings',
      status: statuses[row.status]!,
      modelId: row.model_id,
      modelVersion: row.model_version,
      errorCode: row.error_code,
      rssi: row.rssi,
      snr: row.snr,
      spreadingFactor: row.spreading_factor,
      gateways: row.gateways,
    }),
  )
  const more = rows.length > query.limit
  return { items, next: more ? items.at(-1)!.observedAt : null, total: Number(counted.rows[0]?.n ?? 0) }
}

export async function listGaps(tx: Scoped, deviceId: string): Promise<FrameGap[]> {
  const { rows } = await sql<{
    detected_at: Date
    dev_addr: string
    from_f_cnt: string
    to_f_cnt: string
    recovered: number
  }>`
    select g.* from device_gap g join device d on d.number = g.device_number
    where d.id = ${deviceId} order by g.detected_at desc limit 200`.execute(tx)
  return rows.map((row) => ({
    detectedAt: row.detected_at.toISOString(),
    devAddr: row.dev_addr,
    fromFCnt: Number(row.from_f_cnt),
    toFCnt: Number(row.to_f_cnt),
    lost: Number(row.to_f_cnt) - Number(row.from_f_cnt) + 1 - row.recovered,
  }))
}
