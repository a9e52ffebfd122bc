import type { ColumnType, Generated } from 'kysely'

/** Rows as the SQL of ../migrations has them. Geometry goes in and out as SQL expressions, hence `unknown`. */
export interface Database {
  organisation: { id: string; name: string; slug: string; time_zone: Generated<string>; created_at: Created }
  user_account: UserAccountTable
  membership: { user_id: string; organisation_id: string; role: string }
  session: SessionTable
  api_key: ApiKeyTable
  audit_event: AuditEventTable
  site: SiteTable
  asset: AssetTable
  connector: { id: string; organisation_id: string; kind: string; name: string; created_at: Created }
  device_model: DeviceModelTable
  device: DeviceTable
  device_state: DeviceStateTable
  device_gap: DeviceGapTable
  series: SeriesTable
  binding: BindingTable
  map_feature: MapFeatureTable
  uplink_key: { key: string; seen_on: string }
  uplink: UplinkTable
  device_event: {
    id: string
    at: Date
    received_at: Date
    device_number: number
    kind: string
    detail: Json
  }
  observation: { series_id: number; observed_at: Date; value: number; quality: number }
  observation_hourly: ObservationHourlyTable
  latest_observation: LatestObservationTable
  rejection: RejectionTable
  outbox: {
    id: Generated<string>
    organisation_id: string
    topic: string
    payload: Json
    created_at: Created
  }
}

type Created = Generated<Date>
type Json = ColumnType<unknown, string, string>

interface UserAccountTable {
  id: string
  email: string
  name: string
  password_hash: string
  must_change_password: Generated<boolean>
  disabled: Generated<boolean>
  failed_attempts: Generated<number>
  locked_until: Date | null
  last_sign_in_at: Date | null
  created_at: Created
}

interface SessionTable {
  token_hash: Buffer
  user_id: string
  organisation_id: string
  created_at: Created
  last_seen_at: Created
  expires_at: Date
  user_agent: Generated<string>
}

interface ApiKeyTable {
  id: string
  organisation_id: string
  name: string
  role: string
  token_hash: Buffer
  created_by: string | null
  created_at: Created
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
}

interface AuditEventTable {
  id: Generated<string>
  organisation_id: string
  at: Created
  actor: string
  action: string
  subject: string
  detail: Json
}

interface SiteTable {
  id: string
  organisation_id: string
  parent_id: string | null
  name: string
  kind: string
  path: Generated<string>
  geometry: unknown
  time_zone: Generated<string>
  created_at: Created
  updated_at: Created
}

interface AssetTable {
  id: string
  organisation_id: string
  type: string
  name: string
  site_id: string | null
  geometry: unknown
  position: ColumnType<unknown, never, never>
  attributes: Json
  tags: string[]
  archived_at: Date | null
  created_at: Created
  updated_at: Created
}

interface DeviceModelTable {
  organisation_id: string
  id: string
  version: number
  maker: string
  model: string
  description: string
  expected_interval_ms: ColumnType<string, number, number>
  source: string
  channels: Json
  examples: Json
  created_at: Created
}

interface DeviceTable {
  id: string
  number: Generated<number>
  organisation_id: string
  name: string
  network: string
  address: string
  model_id: string
  model_version: number
  expected_interval_ms: ColumnType<string, number, number>
  disabled: Generated<boolean>
  created_at: Created
  updated_at: Created
}

interface DeviceStateTable {
  device_number: number
  last_received_at: Date | null
  last_observed_at: Date | null
  uplink_count: Generated<string>
  dev_addr: string | null
  f_cnt: string | null
  session_at: Date | null
  lost_frames: Generated<string>
  rssi: number | null
  snr: number | null
  spreading_factor: number | null
  gateways: number | null
  battery_percent: number | null
  battery_voltage: number | null
  position: unknown
}

interface DeviceGapTable {
  id: Generated<string>
  device_number: number
  detected_at: Date
  dev_addr: string
  from_f_cnt: string
  to_f_cnt: string
  recovered: Generated<number>
}

interface SeriesTable {
  id: Generated<number>
  organisation_id: string
  asset_id: string | null
  device_id: string | null
  site_id: string | null
  indicator: string | null
  expected_interval_ms: ColumnType<string | null, number | null, number | null>
  property: string
  slot: Generated<string>
  created_at: Created
}

interface BindingTable {
  id: string
  organisation_id: string
  device_id: string
  channel: string
  series_id: number
  during: string
  scale: Generated<number>
  offset: Generated<number>
  created_at: Created
}

interface MapFeatureTable {
  id: Generated<string>
  organisation_id: string
  layer: string
  class: string
  name: string | null
  rank: number | null
  bridge: Generated<boolean>
  geometry: unknown
}

interface UplinkTable {
  id: string
  observed_at: Date
  received_at: Date
  device_number: number
  time_source: number
  payload_type: number
  f_port: number | null
  f_cnt: string | null
  dev_addr: string | null
  payload: Buffer
  status: number
  model_id: string | null
  model_version: number | null
  error_code: string | null
  rssi: number | null
  snr: number | null
  spreading_factor: number | null
  gateways: number | null
}

interface ObservationHourlyTable {
  series_id: number
  hour: Date
  count: number
  sum: number
  min: number
  max: number
  first: number
  first_at: Date
  last: number
  last_at: Date
}

interface LatestObservationTable {
  series_id: number
  observed_at: Date
  received_at: Date
  value: number
  quality: number
}

interface RejectionTable {
  id: string
  organisation_id: string
  connector_id: string
  received_at: Date
  observed_at: Date | null
  network: string | null
  address: string | null
  device_id: string | null
  code: string
  detail: string
  raw: Buffer
  event: Json
  model_id: string | null
  model_version: number | null
  occurrences: Generated<number>
  status: Generated<string>
  status_at: Date | null
  replay_requested_at: Date | null
}
