import type { Asset, Position, Site } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'
import type { z } from 'zod'

export interface PlacedAsset {
  id: string
  name: string
  type: string
  attributes: Asset['attributes']
  position: z.infer<typeof Position> | null
  /** Its site and all above it. */
  siteIds: string[]
  timeZone: string
}

export interface PlacedSite {
  id: string
  name: string
  kind: Site['kind']
  position: z.infer<typeof Position> | null
  timeZone: string
}

export interface PlacedSeries {
  id: number
  /** Of the asset or site. */
  subjectId: string
  property: string
  /** The indicator that computes it; null: observed. */
  indicator: string | null
  expectedIntervalMs: number | null
}

/** The assets, sites and series of one organisation, as its indicators need them. */
export interface IndicatorTerritory {
  organisationId: string
  timeZone: string
  assets: PlacedAsset[]
  sites: PlacedSite[]
  series: PlacedSeries[]
  /** The newest series that was there. */
  lastSeries: number
}

export async function indicatorTerritory(
  db: Pool | ClientBase,
  organisationId: string,
): Promise<IndicatorTerritory> {
  const of = [organisationId]
  // First: what is newer than what is read here is then known by its number.
  const lastSeries = await newestSeries(db, organisationId)
  const series = await db.query<{
    id: number
    subject_id: string
    property: string
    indicator: string | null
    expected_interval_ms: string | null
  }>(
    `select s.id, coalesce(s.asset_id, s.site_id) as subject_id, s.property, s.indicator,
       coalesce(d.expected_interval_ms, s.expected_interval_ms) as expected_interval_ms
     from series s left join binding b on b.series_id = s.id and upper_inf(b.during) left join device d on d.id = b.device_id
     where s.organisation_id = $1 and s.device_id is null order by s.id`,
    of,
  )
  const organisation = await db.query<{ time_zone: string }>(
    'select time_zone from organisation where id = $1',
    of,
  )
  const sites = await db.query<{
    id: string
    name: string
    kind: Site['kind']
    parent_id: string | null
    lon: number | null
    lat: number | null
    time_zone: string
  }>(
    `select id, name, kind, parent_id, ST_X(ST_PointOnSurface(geometry)) as lon, ST_Y(ST_PointOnSurface(geometry)) as lat, time_zone
     from site where organisation_id = $1`,
    of,
  )
  const assets = await db.query<{
    id: string
    name: string
    type: string
    attributes: Asset['attributes']
    lon: number | null
    lat: number | null
    site_id: string | null
  }>(
    `select id, name, type, attributes, ST_X(position) as lon, ST_Y(position) as lat, site_id
     from asset where organisation_id = $1 and archived_at is null`,
    of,
  )
  const timeZone = organisation.rows[0]?.time_zone ?? 'Europe/Paris'
  const siteById = new Map(sites.rows.map((site) => [site.id, site]))
  const chain = (id: string | null): string[] => {
    const ids: string[] = []
    for (let at = id; at !== null && !ids.includes(at); at = siteById.get(at)?.parent_id ?? null) ids.push(at)
    return ids
  }
  const positionOf = ({ lon, lat }: { lon: number | null; lat: number | null }): [number, number] | null =>
    lon === null || lat === null ? null : [lon, lat]
  return {
    organisationId,
    timeZone,
    assets: assets.rows.map((row) => ({
      id: row.id,
      name: row.name,
      type: row.type,
      attributes: row.attributes,
      position: positionOf(row),
      siteIds: chain(row.site_id),
      timeZone: (row.site_id && siteById.get(row.site_id)?.time_zone) || timeZone,
    })),
    sites: sites.rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      position: positionOf(row),
      timeZone: row.time_zone,
    })),
    series: series.rows.map((row) => ({
      id: row.id,
      subjectId: row.subject_id,
      property: row.property,
      indicator: row.indicator,
      expectedIntervalMs: row.expected_interval_ms === null ? null : Number(row.expected_interval_ms),
    })),
    lastSeries,
  }
}

/** When anything was last said by a device of the organisation, by its own time. Null: never. */
export async function lastHeardOf(db: Pool | ClientBase, organisationId: string): Promise<number | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    `select max(st.last_observed_at) as at from device d join device_state st on st.device_number = d.number
     where d.organisation_id = $1`,
    [organisationId],
  )
  return rows[0]?.at?.getTime() ?? null
}

export async function newestSeries(db: Pool | ClientBase, organisationId: string): Promise<number> {
  const { rows } = await db.query<{ id: number | null }>(
    'select max(id) as id from series where organisation_id = $1',
    [organisationId],
  )
  return rows[0]?.id ?? 0
}
