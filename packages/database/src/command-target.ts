import {
  type CommandKindId,
  commandKind,
  lampFloor,
  PlatformError,
  type Reachability,
  type Situation,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

/** The device that a command would reach, and what is known of the thing that it moves. */
export interface CommandTarget extends Reachability {
  deviceId: string
  organisationId: string
  address: string
  modelId: string
  disabled: boolean
  assetId: string | null
  attributes: Record<string, unknown>
  position: [number, number] | null
  gateway: string | null
  latest: { value: number; at: number } | null
}

interface TargetRow {
  device_id: string
  organisation_id: string
  network: 'lorawan' | 'mqtt'
  address: string
  model_id: string
  disabled: boolean
  expected_interval_ms: string
  downlink_class: 'A' | 'B' | 'C' | null
  last_received_at: Date | null
  gateway: string | null
  asset_id: string | null
  attributes: Record<string, unknown> | null
  lon: number | null
  lat: number | null
  value: number | null
  observed_at: Date | null
}

/**
 * By asset: the device that feeds the property which the command moves, else any that feeds the asset now. By device: the
 * asset that it feeds.
 */
export async function commandTarget(
  tx: Scoped,
  { assetId, deviceId }: { assetId?: string | null | undefined; deviceId?: string | null | undefined },
  kind: CommandKindId,
): Promise<CommandTarget> {
  const property = propertyOf(kind)
  const { rows } = await sql<TargetRow>`
    with bound as (
      select b.device_id, s.asset_id, s.property, s.id as series_id from binding b join series s on s.id = b.series_id
      where b.during @> now() and ${assetId ? sql`s.asset_id = ${assetId}` : sql`b.device_id = ${deviceId}`}
        ${deviceId ? sql`and b.device_id = ${deviceId}` : sql``}
      order by (s.property = ${property}) desc, s.property, s.slot limit 1)
    select d.id as device_id, d.organisation_id, d.network, d.address, d.model_id, d.disabled, d.expected_interval_ms,
      d.downlink_class, st.last_received_at, st.gateway, a.id as asset_id, a.attributes,
      ST_X(a.position) as lon, ST_Y(a.position) as lat, l.value, l.observed_at
    from device d left join bound on bound.device_id = d.id left join device_state st on st.device_number = d.number
    left join asset a on a.id = bound.asset_id
    left join lateral (
      select o.value, o.observed_at from (
        select id from series where asset_id = a.id and property = ${property}
        union all select id from series where device_id = d.id and property = ${property}) s
      join latest_observation o on o.series_id = s.id where o.quality <= 1
      order by o.observed_at desc limit 1) l on true
    where d.id = ${deviceId ?? sql`(select device_id from bound)`}`.execute(tx)
  const row = rows[0]
  if (!row) {
    if (!assetId) throw new PlatformError('invalid', `deviceId: ${deviceId} does not exist.`)
    const { rows: known } = await sql`select 1 from asset where id = ${assetId}`.execute(tx)
    if (known.length === 0) throw new PlatformError('invalid', `assetId: ${assetId} does not exist.`)
    throw new PlatformError('command_unsupported', 'No device is bound to it.')
  }
  return {
    deviceId: row.device_id,
    organisationId: row.organisation_id,
    network: row.network,
    address: row.address,
    modelId: row.model_id,
    disabled: row.disabled,
    expectedIntervalMs: Number(row.expected_interval_ms),
    downlinkClass: row.downlink_class,
    lastUplinkAt: row.last_received_at?.getTime() ?? null,
    gateway: row.gateway,
    assetId: row.asset_id,
    attributes: row.attributes ?? {},
    position: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    latest: row.value === null ? null : { value: row.value, at: row.observed_at!.getTime() },
  }
}

/** What the envelope is checked against; `lastOrder`: what the device was last told, this command left out. */
export async function situationOf(
  tx: Scoped,
  target: CommandTarget,
  kind: CommandKindId,
  now: number,
  except = '',
): Promise<Situation> {
  const { group } = commandKind(kind)
  const { rows } = await sql<{ parameters: Record<string, never>; kind: CommandKindId; at: Date }>`
    select kind, parameters, coalesce(radio_sent_at, handed_over_at) as at from command
    where device_id = ${target.deviceId} and command_group = ${group} and handed_over_at is not null and id <> ${except}
    order by handed_over_at desc limit 1`.execute(tx)
  const value = rows[0] && commandKind(rows[0].kind).value?.(rows[0].parameters)
  return {
    now,
    latest: target.latest,
    staleAfterMs: 3 * target.expectedIntervalMs,
    lastOrder: value === undefined ? null : { value, at: rows[0]!.at.getTime() },
    floor: lampFloor(target.attributes),
    position: target.position,
  }
}

/** Back to local control moves what the ordered level moved. */
const propertyOf = (kind: CommandKindId) =>
  kind === 'light.resume' ? 'light.level' : (commandKind(kind).envelope?.property ?? '')
