import { type NewSite, newId, PlatformError, type Site } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

const columns = sql`s.id, s.name, s.kind, s.parent_id, s.path::text as path, ST_AsGeoJSON(s.geometry, 6)::jsonb as geometry, s.time_zone,
  (select count(*) from asset a join site below on below.id = a.site_id where below.path <@ s.path and a.archived_at is null)::int as asset_count`

interface SiteRow {
  id: string
  name: string
  kind: Site['kind']
  parent_id: string | null
  path: string
  geometry: Site['geometry']
  time_zone: string
  asset_count: number
}

const siteOf = (row: SiteRow): Site => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  parentId: row.parent_id,
  path: row.path,
  geometry: row.geometry,
  timeZone: row.time_zone,
  assetCount: row.asset_count,
})

export async function listSites(
  tx: Scoped,
  query: {
    q?: string | undefined
    parentId?: string | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<Page<Site>> {
  const { rows } = await sql<SiteRow & { total: string }>`
    select ${columns}, count(*) over () as total from site s
    where (${query.q ?? null}::text is null or s.name ilike '%' || ${query.q ?? ''} || '%')
      and (${query.parentId ?? null}::text is null or s.parent_id = ${query.parentId ?? null})
    order by s.path, s.name limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, siteOf)
}

export async function getSite(tx: Scoped, id: string): Promise<Site> {
  const { rows } = await sql<SiteRow>`select ${columns} from site s where s.id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return siteOf(rows[0])
}

/** Writes a site, or brings the one with this id to these values. */
export async function putSite(
  tx: Scoped,
  organisationId: string,
  site: Required<NewSite> | NewSite,
): Promise<string> {
  const id = site.id ?? newId('site')
  if (site.parentId) await requireRows(tx, 'site', [site.parentId], 'parentId')
  await sql`
    insert into site (id, organisation_id, parent_id, name, kind, path, geometry, time_zone)
    values (${id}, ${organisationId}, ${site.parentId ?? null}, ${site.name}, ${site.kind}, '', ${geometryOf(site.geometry)}, ${site.timeZone ?? 'Europe/Paris'})
    on conflict (id) do update set parent_id = excluded.parent_id, name = excluded.name, kind = excluded.kind,
      geometry = excluded.geometry, time_zone = excluded.time_zone, updated_at = now()`.execute(tx)
  return id
}

export async function deleteSite(tx: Scoped, id: string) {
  const { numAffectedRows } = await sql`delete from site where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

/** GeoJSON to PostGIS; what PostGIS cannot read is the caller's field, not a fault of ours. */
export const geometryOf = (geometry: unknown) =>
  geometry ? sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4326)` : sql`null::geometry`

/** A foreign key would accept another organisation's row: row level security is asked first. */
export async function requireRows(
  tx: Scoped,
  table: 'site' | 'asset' | 'device',
  ids: readonly string[],
  field: string,
) {
  const wanted = [...new Set(ids)]
  const { rows } = await sql<{
    id: string
  }>`select id from ${sql.table(table)} where id = any(${wanted})`.execute(tx)
  if (rows.length === wanted.length) return
  const known = new Set(rows.map((row) => row.id))
  throw new PlatformError('invalid', `${field}: ${wanted.find((id) => !known.has(id))} does not exist.`)
}
