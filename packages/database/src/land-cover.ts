import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

export interface LandCoverPatch {
  zone: string
  siteId: string | null
  areaM2: number
  population: number
  geometry: unknown
}

/** Replaces the organisation's land cover, all or nothing. */
export async function replaceLandCover(
  tx: Scoped,
  organisationId: string,
  patches: readonly LandCoverPatch[],
) {
  await sql`delete from land_cover where organisation_id = ${organisationId}`.execute(tx)
  const size = 1_000
  for (let start = 0; start < patches.length; start += size)
    await sql`
      insert into land_cover (organisation_id, zone, site_id, area_m2, population, geometry)
      select ${organisationId}, p.zone, s.id, p."areaM2", p.population, ST_SetSRID(ST_GeomFromGeoJSON(p.geometry), 4326)
      from jsonb_to_recordset(${JSON.stringify(patches.slice(start, start + size))}::jsonb)
        as p(zone text, "siteId" text, "areaM2" float8, population int, geometry jsonb)
      left join site s on s.id = p."siteId"`.execute(tx)
}

export interface GroundRow {
  zone: string
  siteId: string | null
  siteName: string | null
  areaM2: number
  population: number
  position: [number, number]
}

/** Each patch by its middle: what is computed over the ground needs no outlines. */
export async function groundOf(db: Db, organisationId: string): Promise<GroundRow[]> {
  const { rows } = await sql<{
    zone: string
    site_id: string | null
    site_name: string | null
    area_m2: number
    population: number
    lon: number
    lat: number
  }>`select c.zone, c.site_id, s.name as site_name, c.area_m2, c.population, ST_X(p) as lon, ST_Y(p) as lat
    from land_cover c left join site s on s.id = c.site_id, lateral ST_PointOnSurface(c.geometry) p
    where c.organisation_id = ${organisationId} order by c.id`.execute(db)
  return rows.map((row) => ({
    zone: row.zone,
    siteId: row.site_id,
    siteName: row.site_name,
    areaM2: row.area_m2,
    population: row.population,
    position: [row.lon, row.lat],
  }))
}

export interface StationHours {
  id: string
  name: string
  position: [number, number]
  attributes: Record<string, string | number | boolean | null>
  points: { at: number; value: number }[]
}

/** Hourly means of a property of all assets of a type; those that are nowhere are left out. */
export async function hoursOfStations(
  db: Db,
  organisationId: string,
  { assetType, property, from, to }: { assetType: string; property: string; from: Date; to: Date },
): Promise<StationHours[]> {
  const { rows } = await sql<{
    id: string
    name: string
    lon: number
    lat: number
    attributes: StationHours['attributes']
    points: { at: number; value: number }[] | null
  }>`
    select a.id, a.name, ST_X(a.position) as lon, ST_Y(a.position) as lat, a.attributes,
      (select jsonb_agg(jsonb_build_object('at', (extract(epoch from h.hour) * 1000)::bigint, 'value', h.sum / h.count) order by h.hour)
        from series s join observation_hourly h on h.series_id = s.id
        where s.asset_id = a.id and s.property = ${property} and s.slot = '' and h.count > 0
          and h.hour >= ${from} and h.hour < ${to}) as points
    from asset a where a.organisation_id = ${organisationId} and a.type = ${assetType} and a.archived_at is null
      and a.position is not null order by a.id`.execute(db)
  return rows.map(({ id, name, lon, lat, attributes, points }) => ({
    id,
    name,
    position: [lon, lat],
    attributes,
    points: points ?? [],
  }))
}
