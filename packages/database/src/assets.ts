import { type Asset, type AssetType, type NewAsset, newId, PlatformError, qualities } from '@trame/domain'
import { sql } from 'kysely'
import { assetsAt } from './assets-at.ts'
import type { Db, Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'
import { requireRows } from './sites.ts'

interface AssetRow {
  id: string
  type: string
  name: string
  site_id: string | null
  site_name: string | null
  lon: number | null
  lat: number | null
  geometry: Asset['geometry']
  attributes: Asset['attributes']
  tags: string[]
  updated_at: Date
  freshness: Asset['freshness']
  severity: Asset['severity']
  main_property: string | null
  series_id: number | null
  value: number | null
  observed_at: Date | null
  received_at: Date | null
  quality: number | null
}

const columns = sql`a.id, a.type, a.name, a.site_id, s.name as site_name, ST_X(a.position) as lon, ST_Y(a.position) as lat,
  a.attributes, a.tags, a.updated_at, a.freshness, a.severity, a.main_property, a.series_id, a.value, a.observed_at, a.received_at, a.quality`

const assetOf = (row: AssetRow): Asset => ({
  id: row.id,
  name: row.name,
  type: row.type,
  siteId: row.site_id,
  siteName: row.site_name,
  position: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
  geometry: row.geometry ?? null,
  attributes: row.attributes,
  tags: row.tags,
  freshness: row.freshness,
  severity: row.severity,
  main:
    row.series_id !== null && row.value !== null
      ? {
          seriesId: row.series_id,
          property: row.main_property!,
          value: row.value,
          observedAt: row.observed_at!.toISOString(),
          receivedAt: row.received_at!.toISOString(),
          quality: qualities[row.quality!]!,
          stale: row.freshness === 'stale',
        }
      : null,
  updatedAt: row.updated_at.toISOString(),
})

export interface AssetFilter {
  type?: string | undefined
  function?: string | undefined
  siteId?: string | undefined
  q?: string | undefined
  freshness?: string | undefined
  bbox?: string | undefined
  /** As they stood then; absent: now. */
  at?: string | undefined
}

function whereAsset(filter: AssetFilter) {
  const box = filter.bbox?.split(',').map(Number)
  const conditions = [
    filter.type && sql`a.type = ${filter.type}`,
    filter.function && sql`a.function = ${filter.function}`,
    filter.siteId && sql`s.path <@ (select path from site where id = ${filter.siteId})`,
    filter.q && sql`(a.name ilike '%' || ${filter.q} || '%' or ${filter.q} = any(a.tags))`,
    filter.freshness && sql`a.freshness = ${filter.freshness}`,
    box && sql`a.position && ST_MakeEnvelope(${box[0]}, ${box[1]}, ${box[2]}, ${box[3]}, 4326)`,
  ].filter((condition) => condition !== undefined && condition !== '')
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

export async function listAssets(
  tx: Scoped,
  query: AssetFilter & { cursor?: string | undefined; limit: number },
): Promise<Page<Asset>> {
  const { rows } = await sql<AssetRow & { total: string }>`
    select ${columns}, null as geometry, count(*) over () as total
    from ${assetsAt(query.at)} a left join site s on s.id = a.site_id
    where ${whereAsset(query)}
    order by a.name, a.id limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, assetOf)
}

export async function getAsset(tx: Scoped, id: string, at?: string): Promise<Asset> {
  const { rows } = await sql<AssetRow>`
    select ${columns}, ST_AsGeoJSON(a.geometry, 6)::jsonb as geometry
    from ${assetsAt(at)} a left join site s on s.id = a.site_id where a.id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return assetOf(rows[0])
}

/** Writes assets, or brings those with these ids to these values, all or nothing. Returns the ids. */
export async function putAssets(
  tx: Scoped,
  organisationId: string,
  assets: readonly NewAsset[],
): Promise<string[]> {
  await requireRows(
    tx,
    'site',
    assets.flatMap((asset) => asset.siteId ?? []),
    'siteId',
  )
  const rows = assets.map((asset) => ({
    id: asset.id ?? newId('asset'),
    type: asset.type,
    name: asset.name,
    site_id: asset.siteId ?? null,
    geometry: asset.geometry ?? null,
    attributes: asset.attributes ?? {},
    tags: asset.tags ?? [],
  }))
  await sql`
    insert into asset (id, organisation_id, type, name, site_id, geometry, attributes, tags)
    select g.id, ${organisationId}, g.type, g.name, g.site_id, ST_SetSRID(ST_GeomFromGeoJSON(g.geometry), 4326), g.attributes,
      array(select jsonb_array_elements_text(g.tags))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(id text, type text, name text, site_id text, geometry jsonb, attributes jsonb, tags jsonb)
    on conflict (id) do update set type = excluded.type, name = excluded.name, site_id = excluded.site_id, geometry = excluded.geometry,
      attributes = excluded.attributes, tags = excluded.tags, archived_at = null, updated_at = now()`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** Types of those that exist. */
export async function typesOfAssets(tx: Scoped, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; type: string }>`
    select id, type from asset where id = any(${[...new Set(ids)]})`.execute(tx)
  return new Map(rows.map(({ id, type }) => [id, type]))
}

/** Out of every list and map; its history stays. Refused while a device still feeds it. */
export async function archiveAsset(tx: Scoped, id: string) {
  const { rows } = await sql`select 1 from binding b join series s on s.id = b.series_id
    where s.asset_id = ${id} and upper_inf(b.during) limit 1`.execute(tx)
  if (rows.length > 0) throw new PlatformError('in_use', 'A device is bound to it: end the binding first.')
  const { numAffectedRows } =
    await sql`update asset set archived_at = now() where id = ${id} and archived_at is null`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

export async function syncAssetTypes(db: Db, types: readonly AssetType[]) {
  for (const type of types) {
    await sql`insert into asset_type (id, use_case, function, icon, main_property)
      values (${type.id}, ${type.useCase}, ${type.function}, ${type.icon}, ${type.mainProperty})
      on conflict (id) do update set use_case = excluded.use_case, function = excluded.function, icon = excluded.icon,
        main_property = excluded.main_property`.execute(db)
  }
}
