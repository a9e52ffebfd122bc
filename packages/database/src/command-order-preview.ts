import { type CommandKindId, commandKind, type OrderPreview } from '@trame/domain'
import { sql } from 'kysely'
import { mostTargets, type OrderRequest, targetsOf } from './command-orders.ts'
import type { Scoped } from './connection.ts'

/** The things that an order would be for, in its order, with the newest value of what the command moves. */
export async function previewOrder(
  tx: Scoped,
  kind: CommandKindId,
  targets: OrderRequest['targets'],
): Promise<OrderPreview> {
  const ids = await targetsOf(tx, targets)
  const property = kind === 'light.resume' ? 'light.level' : (commandKind(kind).envelope?.property ?? '')
  const { rows } = await sql<{
    id: string
    name: string
    site_name: string | null
    lon: number | null
    lat: number | null
    value: number | null
  }>`
    select a.id, a.name, s.name as site_name, ST_X(a.position) as lon, ST_Y(a.position) as lat, l.value
    from asset a left join site s on s.id = a.site_id
    left join lateral (
      select o.value from series r join latest_observation o on o.series_id = r.id
      where r.asset_id = a.id and r.property = ${property} and o.quality <= 1 order by o.observed_at desc limit 1) l on true
    where a.id = any(${ids.slice(0, mostTargets)}) order by a.id`.execute(tx)
  return {
    total: ids.length,
    tooMany: ids.length > mostTargets,
    assets: rows.map((row) => ({
      id: row.id,
      name: row.name,
      siteName: row.site_name,
      position: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
      value: row.value,
    })),
  }
}
