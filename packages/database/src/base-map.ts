import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

export interface MapFeature {
  layer: string
  class: string
  name: string | null
  rank: number | null
  bridge: boolean
  geometry: unknown
}

/** Replaces the organisation's base map, all or nothing. */
export async function replaceBaseMap(tx: Scoped, organisationId: string, features: readonly MapFeature[]) {
  await sql`delete from map_feature where organisation_id = ${organisationId}`.execute(tx)
  const size = 500
  for (let start = 0; start < features.length; start += size) {
    await sql`
      insert into map_feature (organisation_id, layer, class, name, rank, bridge, geometry)
      select ${organisationId}, f.layer, f.class, f.name, f.rank, coalesce(f.bridge, false),
        ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(f.geometry), 4326), 3857)
      from jsonb_to_recordset(${JSON.stringify(features.slice(start, start + size))}::jsonb)
        as f(layer text, class text, name text, rank smallint, bridge boolean, geometry jsonb)`.execute(tx)
  }
}

/** Bounds of the base map, or of the assets where there is none; null on an empty organisation. */
export async function mapBounds(tx: Scoped): Promise<[number, number, number, number] | null> {
  const { rows } = await sql<{ w: number | null; s: number; e: number; n: number }>`
    with box as (
      select coalesce(
        (select ST_Extent(ST_Transform(geometry, 4326)) from map_feature where layer = 'road'),
        (select ST_Extent(position) from asset where archived_at is null)) as b
    ) select ST_XMin(b) as w, ST_YMin(b) as s, ST_XMax(b) as e, ST_YMax(b) as n from box`.execute(tx)
  const row = rows[0]
  return row && row.w !== null ? [row.w, row.s, row.e, row.n] : null
}
