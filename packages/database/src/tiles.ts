import { sql } from 'kysely'
import { assetsAt } from './assets-at.ts'
import type { Scoped } from './connection.ts'

export interface TileAddress {
  z: number
  x: number
  y: number
}

/** Below this zoom assets that fall into one cell of a 64-pixel grid are one cluster. */
export const clusterBelowZoom = 15

const mvt = async (tx: Scoped, query: ReturnType<typeof sql<{ tile: Buffer | null }>>) =>
  (await query.execute(tx)).rows[0]?.tile ?? Buffer.alloc(0)

/** Layer `assets`: points, or clusters with their count, worst severity and counts by function (Mapbox Vector Tile 2.1); `at`: as they stood then. */
export function assetTile(
  tx: Scoped,
  { z, x, y }: TileAddress,
  filter: { function?: string | undefined; type?: string | undefined; at?: string | undefined },
): Promise<Buffer> {
  const inTile = sql`
    select a.*, ST_AsMVTGeom(ST_Transform(a.position, 3857), tile.envelope, 4096, 64, false) as geom
    from ${assetsAt(filter.at)} a, (select ST_TileEnvelope(${z}, ${x}, ${y}) as envelope) tile
    where a.position && ST_Transform(ST_Expand(tile.envelope, (ST_XMax(tile.envelope) - ST_XMin(tile.envelope)) / 64), 4326)
      and (${filter.function ?? null}::text is null or a.function = ${filter.function ?? null})
      and (${filter.type ?? null}::text is null or a.type = ${filter.type ?? null})`
  const point = sql`id, name, type, function, icon, value, main_property as property, freshness, coalesce(severity, '') as severity,
    quality, extract(epoch from observed_at)::bigint as observed`
  if (z >= clusterBelowZoom) {
    return mvt(
      tx,
      sql`select ST_AsMVT(q, 'assets', 4096, 'geom') as tile from (
      select geom, ${point} from (${inTile}) t where geom is not null) q`,
    )
  }
  return mvt(
    tx,
    sql`
    with t as (
      select *, floor(ST_X(geom) / 512)::int as cx, floor(ST_Y(geom) / 512)::int as cy from (${inTile}) t
      where geom is not null and ST_X(geom) >= 0 and ST_X(geom) < 4096 and ST_Y(geom) >= 0 and ST_Y(geom) < 4096
    ), cells as (
      select cx, cy, count(*)::int as count, ST_SetSRID(ST_MakePoint(round(avg(ST_X(geom))), round(avg(ST_Y(geom)))), 0) as geom,
        coalesce((array_agg(severity order by array_position(array['critical', 'major', 'minor', 'information'], severity) nulls last))[1], '') as worst,
        count(*) filter (where freshness = 'stale')::int as stale,
        count(*) filter (where function = 'optimise')::int as optimise, count(*) filter (where function = 'alert')::int as alert,
        count(*) filter (where function = 'map')::int as map, count(*) filter (where function = 'interact')::int as interact,
        min(id) as only_id
      from t group by cx, cy
    )
    select ST_AsMVT(q, 'assets', 4096, 'geom') as tile from (
      select c.geom, true as cluster, c.cx || ':' || c.cy as id, c.count, c.worst, c.stale, c.optimise, c.alert, c.map, c.interact,
        null::text as name, null::text as type, null::text as function, null::text as icon, null::float8 as value, null::text as property,
        null::text as freshness, null::text as severity, null::smallint as quality, null::bigint as observed
      from cells c where c.count > 1
      union all
      select t.geom, null, t.id, null, null, null, null, null, null, null, t.name, t.type, t.function, t.icon, t.value, t.main_property,
        t.freshness, coalesce(t.severity, ''), t.quality, extract(epoch from t.observed_at)::bigint
      from cells c join t on t.id = c.only_id where c.count = 1
    ) q`,
  )
}

const baseLayers = ['land', 'water', 'waterway', 'building', 'road', 'rail', 'label'] as const

/** What a zoom shows of the base map: the rest would be smaller than a pixel, or unreadable. */
function shownAt(layer: (typeof baseLayers)[number], z: number) {
  if (layer === 'building') return z < 13 ? sql`false` : sql`true`
  if (layer === 'road' && z < 12) return sql`class in ('motorway', 'ring', 'avenue')`
  if (layer === 'road' && z < 14) return sql`class <> 'path'`
  if (layer === 'label') return sql`coalesce(rank, 3) <= ${Math.max(1, z - 10)}`
  return sql`true`
}

/** All layers of the town's own map in one tile; a layer is a whole MVT message, and messages concatenate. */
export async function baseTile(tx: Scoped, { z, x, y }: TileAddress): Promise<Buffer> {
  const tolerance = 40_075_016 / 4096 / 2 ** z
  const layers = await Promise.all(
    baseLayers.map((layer) =>
      mvt(
        tx,
        sql`
        select ST_AsMVT(q, ${layer}, 4096, 'geom') as tile from (
          select class, name, rank, bridge, ST_AsMVTGeom(ST_SimplifyPreserveTopology(f.geometry, ${tolerance}::float8), tile.envelope, 4096, 128, true) as geom
          from map_feature f, (select ST_TileEnvelope(${z}, ${x}, ${y}) as envelope) tile
          where f.layer = ${layer} and f.geometry && ST_Expand(tile.envelope, (ST_XMax(tile.envelope) - ST_XMin(tile.envelope)) / 32)
            and ${shownAt(layer, z)}
          order by f.id
        ) q where geom is not null`,
      ),
    ),
  )
  return Buffer.concat(layers)
}
