import type { RuleContext, RuleScope } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'

/** What rules need to know of an asset beside its observations. */
export interface WatchedAsset {
  id: string
  name: string
  type: string
  tags: string[]
  /** Its site and all above it. */
  siteIds: string[]
  siteName: string | null
  timeZone: string
  position: readonly [number, number] | null
  attributes: Record<string, string | number | boolean | null>
  series: WatchedSeries[]
}

export interface WatchedSeries {
  id: number
  property: string
  expectedIntervalMs: number | null
}

interface AssetRecord {
  id: string
  name: string
  type: string
  tags: string[]
  site_id: string | null
  time_zone: string
  lon: number | null
  lat: number | null
  attributes: WatchedAsset['attributes']
}

interface SeriesRecord {
  id: number
  asset_id: string
  property: string
  slot: string
  own: boolean
  expected_interval_ms: string | null
}

/** Where series of the device itself (battery, radio) belong: the first asset that it is bound to. */
const seriesSql = `
  with fed as (
    select b.series_id, b.device_id, s.asset_id, d.expected_interval_ms from binding b
    join series s on s.id = b.series_id join device d on d.id = b.device_id
    where b.organisation_id = $1 and upper_inf(b.during) and s.asset_id is not null),
  home as (select device_id, min(asset_id) as asset_id from fed group by device_id)
  select s.id, s.asset_id, s.property, s.slot, false as own, fed.expected_interval_ms
  from series s left join fed on fed.series_id = s.id where s.organisation_id = $1 and s.asset_id is not null
  union all
  select s.id, home.asset_id, s.property, '', true, d.expected_interval_ms
  from series s join home on home.device_id = s.device_id join device d on d.id = s.device_id
  where s.organisation_id = $1 and s.property = any($2::text[])
  order by id`

/**
 * Every asset of an organisation with the series that tell of it. `ofDevice`: properties of the device itself. A series of
 * a slot (the two inputs of one counter) is named `property/slot`.
 */
export async function watchedAssets(
  pool: Pool | ClientBase,
  organisationId: string,
  ofDevice: readonly string[],
): Promise<WatchedAsset[]> {
  const sites = await pool.query<{ id: string; name: string; parent_id: string | null }>(
    'select id, name, parent_id from site where organisation_id = $1',
    [organisationId],
  )
  const assets = await pool.query<AssetRecord>(
    `select a.id, a.name, a.type, a.tags, a.site_id, coalesce(s.time_zone, o.time_zone) as time_zone,
       ST_X(a.position) as lon, ST_Y(a.position) as lat, a.attributes
     from asset a join organisation o on o.id = a.organisation_id left join site s on s.id = a.site_id
     where a.organisation_id = $1 and a.archived_at is null`,
    [organisationId],
  )
  const series = await pool.query<SeriesRecord>(seriesSql, [organisationId, ofDevice])
  const siteById = new Map(sites.rows.map((site) => [site.id, site]))
  const chain = (id: string | null): string[] => {
    const ids: string[] = []
    for (let at = id; at !== null && !ids.includes(at); at = siteById.get(at)?.parent_id ?? null) ids.push(at)
    return ids
  }
  const seriesOf = Map.groupBy(series.rows, (row) => row.asset_id)
  return assets.rows.map((row) => ({
    id: row.id,
    name: row.name,
    type: row.type,
    tags: row.tags,
    siteIds: chain(row.site_id),
    siteName: row.site_id === null ? null : (siteById.get(row.site_id)?.name ?? null),
    timeZone: row.time_zone,
    position: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    attributes: row.attributes,
    series: (seriesOf.get(row.id) ?? []).map((one) => ({
      id: one.id,
      property: one.slot === '' ? one.property : `${one.property}/${one.slot}`,
      expectedIntervalMs: one.expected_interval_ms === null ? null : Number(one.expected_interval_ms),
    })),
  }))
}

/** Every list that is given must match; within a list, any. */
export function inScope({ assetTypes, siteIds, tags, assetIds }: RuleScope, asset: WatchedAsset): boolean {
  return (
    (!assetTypes || assetTypes.includes(asset.type)) &&
    (!siteIds || siteIds.some((id) => asset.siteIds.includes(id))) &&
    (!tags || tags.some((tag) => asset.tags.includes(tag))) &&
    (!assetIds || assetIds.includes(asset.id))
  )
}

/** The series that a rule hears: null stands for all of them. */
export const heardSeries = (properties: readonly string[] | null, asset: WatchedAsset): WatchedSeries[] =>
  properties === null ? asset.series : asset.series.filter(({ property }) => properties.includes(property))

/** What the engine is told of an asset beside its observations. */
export function ruleContext(properties: readonly string[] | null, asset: WatchedAsset): RuleContext {
  const intervals = heardSeries(properties, asset).flatMap(
    ({ expectedIntervalMs }) => expectedIntervalMs ?? [],
  )
  return {
    timeZone: asset.timeZone,
    attributes: asset.attributes,
    ...(asset.position && { position: asset.position }),
    ...(intervals.length > 0 && { expectedIntervalMs: Math.max(...intervals) }),
  }
}

/** Organisations of series that are not in memory yet. */
export async function organisationIds(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('select id from organisation order by id')
  return rows.map(({ id }) => id)
}
