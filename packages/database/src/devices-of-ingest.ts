import type { Network } from '@trame/domain'
import type { Pool } from 'pg'

/** A device as the uplink pipeline needs it, with everything that its channels feed. */
export interface IngestDevice {
  id: string
  number: number
  organisationId: string
  network: Network
  address: string
  modelId: string
  modelVersion: number
  disabled: boolean
  downlinkClass: 'A' | 'B' | 'C' | null
  bindings: IngestBinding[]
  /** Where the assets stood that it hung on, while it did. */
  places: IngestPlace[]
  /** Series of channels that no binding takes, by channel. */
  ownSeries: Map<string, number>
}

export interface IngestPlace {
  longitude: number
  latitude: number
  /** Milliseconds; from inclusive, to exclusive. */
  from: number
  to: number
}

export interface IngestBinding {
  channel: string
  seriesId: number
  property: string
  /** Milliseconds; from inclusive, to exclusive. */
  from: number
  to: number
  scale: number
  offset: number
}

interface DeviceRow {
  id: string
  number: number
  organisation_id: string
  network: Network
  address: string
  model_id: string
  model_version: number
  disabled: boolean
  downlink_class: 'A' | 'B' | 'C' | null
  bindings: {
    channel: string
    series_id: number
    property: string
    from: number | null
    to: number | null
    scale: number
    offset: number
  }[]
  places: { longitude: number; latitude: number; from: number | null; to: number | null }[]
  own_series: { slot: string; id: number }[]
}

export async function devicesByAddress(
  pool: Pool,
  wanted: readonly { network: Network; address: string }[],
): Promise<IngestDevice[]> {
  const { rows } = await pool.query<DeviceRow>({
    name: 'devices-by-address',
    text: `
      select d.id, d.number, d.organisation_id, d.network, d.address, d.model_id, d.model_version, d.disabled,
        d.downlink_class,
        coalesce((select json_agg(json_build_object('channel', b.channel, 'series_id', b.series_id, 'property', s.property,
          'from', extract(epoch from lower(b.during)) * 1000, 'to', extract(epoch from upper(b.during)) * 1000,
          'scale', b.scale, 'offset', b."offset") order by lower(b.during))
          from binding b join series s on s.id = b.series_id where b.device_id = d.id), '[]') as bindings,
        coalesce((select json_agg(json_build_object('longitude', ST_X(p.position), 'latitude', ST_Y(p.position),
          'from', extract(epoch from lower(p.during * b.during)) * 1000, 'to', extract(epoch from upper(p.during * b.during)) * 1000)
          order by lower(p.during * b.during))
          from (select distinct s.asset_id, b.during from binding b join series s on s.id = b.series_id where b.device_id = d.id) b
          join asset_position p on p.asset_id = b.asset_id and p.during && b.during), '[]') as places,
        coalesce((select json_agg(json_build_object('slot', s.slot, 'id', s.id)) from series s where s.device_id = d.id), '[]')
          as own_series
      from unnest($1::text[], $2::text[]) wanted (network, address) join device d using (network, address)`,
    values: [wanted.map(({ network }) => network), wanted.map(({ address }) => address)],
  })
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    organisationId: row.organisation_id,
    network: row.network,
    address: row.address,
    modelId: row.model_id,
    modelVersion: row.model_version,
    disabled: row.disabled,
    downlinkClass: row.downlink_class,
    bindings: row.bindings.map(({ series_id, from, to, ...binding }) => ({
      ...binding,
      seriesId: series_id,
      from: from ?? Number.NEGATIVE_INFINITY,
      to: to ?? Number.POSITIVE_INFINITY,
    })),
    places: row.places.map(({ from, to, ...place }) => ({
      ...place,
      from: from ?? Number.NEGATIVE_INFINITY,
      to: to ?? Number.POSITIVE_INFINITY,
    })),
    ownSeries: new Map(row.own_series.map(({ slot, id }) => [slot, id])),
  }))
}

export interface IngestModel {
  organisationId: string
  id: string
  version: number
  source: string
  channels: { name: string; path: string; property: string; scale: number; offset: number }[]
}

export async function ingestModels(
  pool: Pool,
  wanted: readonly { organisationId: string; modelId: string; modelVersion: number }[],
): Promise<IngestModel[]> {
  const { rows } = await pool.query<Omit<IngestModel, 'organisationId'> & { organisation_id: string }>(
    `select m.organisation_id, m.id, m.version, m.source, m.channels
     from unnest($1::text[], $2::text[], $3::int[]) wanted (organisation_id, id, version)
     join device_model m using (organisation_id, id, version)`,
    [
      wanted.map(({ organisationId }) => organisationId),
      wanted.map(({ modelId }) => modelId),
      wanted.map(({ modelVersion }) => modelVersion),
    ],
  )
  return rows.map(({ organisation_id, ...model }) => ({ ...model, organisationId: organisation_id }))
}

export interface OwnSeries {
  organisationId: string
  deviceId: string
  channel: string
  property: string
}

/** Series of channels seen for the first time, in the order asked. Two processes may ask for the same one. */
export async function createOwnSeries(pool: Pool, wanted: readonly OwnSeries[]): Promise<number[]> {
  const columns = [
    wanted.map(({ organisationId }) => organisationId),
    wanted.map(({ deviceId }) => deviceId),
    wanted.map(({ property }) => property),
    wanted.map(({ channel }) => channel),
  ]
  await pool.query(
    `insert into series (organisation_id, device_id, property, slot)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) wanted (organisation_id, device_id, property, slot)
     order by device_id, slot on conflict (device_id, slot) where device_id is not null do nothing`,
    columns,
  )
  const { rows } = await pool.query<{ id: number }>(
    `select s.id from unnest($1::text[], $2::text[]) with ordinality wanted (device_id, slot, n)
     join series s using (device_id, slot) order by wanted.n`,
    [columns[1], columns[3]],
  )
  return rows.map(({ id }) => id)
}

export interface ConnectorRow {
  id: string
  /** Id or slug. */
  organisation: string
  kind: string
  name: string
}

/** Writes the connectors as configured; returns the organisation id of each. */
export async function putConnectors(pool: Pool, connectors: readonly ConnectorRow[]): Promise<string[]> {
  const organisationIds: string[] = []
  for (const { id, organisation, kind, name } of connectors) {
    const { rows } = await pool.query<{ organisation_id: string }>(
      `insert into connector (id, organisation_id, kind, name)
       select $1, o.id, $3, $4 from organisation o where o.id = $2 or o.slug = $2
       on conflict (id) do update set kind = excluded.kind, name = excluded.name returning organisation_id`,
      [id, organisation, kind, name],
    )
    if (!rows[0]) throw new Error(`connector ${id}: there is no organisation ${organisation}`)
    organisationIds.push(rows[0].organisation_id)
  }
  return organisationIds
}
