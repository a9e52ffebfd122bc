import type { AssetValues, Quality } from '@trame/domain'
import { qualities } from '@trame/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

export interface AssetValuesAsked {
  type: string
  properties: readonly string[]
  siteId?: string | undefined
  q?: string | undefined
  sortBy: { property: string } | { attribute: string } | 'name' | 'severity'
  order: 'up' | 'down'
  beyond?: number | undefined
  /** Of the type's attributes. */
  defaults: Readonly<Record<string, string | number | boolean>>
  cursor?: string | undefined
  limit: number
  now: Date
}

interface Row {
  id: string
  name: string
  type: string
  site_id: string | null
  site_name: string | null
  lon: number | null
  lat: number | null
  attributes: AssetValues['attributes']
  severity: AssetValues['severity']
  freshness: AssetValues['freshness']
  values: Record<string, StoredValue> | null
  total: string
}

interface StoredValue {
  seriesId: number
  value: number
  observedAt: string
  quality: number
  intervalMs: number
}

/** Latest values of many assets, one question: first the page, by what it is sorted, then the values of its assets. */
export async function listAssetValues(tx: Scoped, asked: AssetValuesAsked): Promise<Page<AssetValues>> {
  const { type, properties, siteId, q, order, beyond, limit } = asked
  const direction = order === 'up' ? sql`asc` : sql`desc`
  const sorted = sortOf(asked)
  const cut =
    beyond === undefined
      ? sql`true`
      : order === 'down'
        ? sql`${sorted.by} >= ${beyond}`
        : sql`${sorted.by} <= ${beyond}`
  const { rows } = await sql<Row>`
    with page as (
      select a.id, a.name, a.type, a.site_id, s.name as site_name, ST_X(a.position) as lon, ST_Y(a.position) as lat, a.attributes,
        a.severity, a.freshness, count(*) over () as total, row_number() over (order by ${sorted.by} ${direction} nulls last, a.name, a.id) as place
      from asset_now a left join site s on s.id = a.site_id ${sorted.join}
      where a.type = ${type} and ${cut}
        and (${siteId ?? null}::text is null or s.path <@ (select path from site where id = ${siteId ?? null}))
        and (${q ?? null}::text is null or a.name ilike '%' || ${q ?? ''} || '%' or ${q ?? ''} = any(a.tags))
      order by place limit ${limit} offset ${offsetOf(asked.cursor)})
    select page.*, (
      select jsonb_object_agg(se.property, jsonb_build_object('seriesId', se.id, 'value', l.value, 'observedAt', l.observed_at,
        'quality', l.quality, 'intervalMs', coalesce(d.expected_interval_ms, se.expected_interval_ms, 3600000)))
      from series se join latest_observation l on l.series_id = se.id
      left join binding b on b.series_id = se.id and upper_inf(b.during) left join device d on d.id = b.device_id
      where se.asset_id = page.id and se.slot = '' and se.property = any(${[...properties]}::text[])) as values
    from page order by place`.execute(tx)
  return pageFrom(rows, asked, (row) => assetValuesOf(row, asked))
}

function sortOf({ sortBy, defaults }: AssetValuesAsked): {
  by: RawBuilder<unknown>
  join: RawBuilder<unknown>
} {
  if (sortBy === 'name') return { by: sql`a.name`, join: sql`` }
  if (sortBy === 'severity')
    return {
      by: sql`array_position(array['information', 'minor', 'major', 'critical'], a.severity)`,
      join: sql``,
    }
  if ('attribute' in sortBy) {
    const fallback = defaults[sortBy.attribute]
    const json = fallback === undefined ? null : JSON.stringify(fallback)
    return { by: sql`coalesce(a.attributes -> ${sortBy.attribute}, ${json}::jsonb)`, join: sql`` }
  }
  return {
    by: sql`sorted.value`,
    join: sql`left join series ss on ss.asset_id = a.id and ss.property = ${sortBy.property} and ss.slot = ''
      left join latest_observation sorted on sorted.series_id = ss.id`,
  }
}

function assetValuesOf(row: Row, { defaults, now }: AssetValuesAsked): AssetValues {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    siteId: row.site_id,
    siteName: row.site_name,
    position: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    attributes: { ...defaults, ...row.attributes },
    severity: row.severity,
    freshness: row.freshness,
    values: Object.fromEntries(
      Object.entries(row.values ?? {}).map(([property, { intervalMs, ...one }]) => {
        const observedAt = new Date(one.observedAt)
        const stale = now.getTime() - observedAt.getTime() > 3 * intervalMs
        const quality: Quality = qualities[one.quality]!
        return [property, { ...one, observedAt: observedAt.toISOString(), quality, stale }]
      }),
    ),
  }
}
