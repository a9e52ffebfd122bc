import { PlatformError, qualities, type Series } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

interface SeriesRow {
  id: number
  property: string
  slot: string
  asset_id: string | null
  device_id: string | null
  site_id: string | null
  indicator: string | null
  expected_interval_ms: string | null
  value: number | null
  observed_at: Date | null
  received_at: Date | null
  quality: number | null
  time_zone: string
}

const seriesQuery = (where: ReturnType<typeof sql>) => sql<SeriesRow>`
  select s.id, s.property, s.slot, s.asset_id, s.device_id, s.site_id, s.indicator,
    coalesce(bound.expected_interval_ms, own.expected_interval_ms, s.expected_interval_ms) as expected_interval_ms,
    l.value, l.observed_at, l.received_at, l.quality, coalesce(place.time_zone, o.time_zone) as time_zone
  from series s
  join organisation o on o.id = s.organisation_id
  left join latest_observation l on l.series_id = s.id
  left join binding b on b.series_id = s.id and upper_inf(b.during)
  left join device bound on bound.id = b.device_id
  left join device own on own.id = s.device_id
  left join asset a on a.id = s.asset_id
  left join site place on place.id = coalesce(s.site_id, a.site_id)
  where ${where} order by s.property, s.slot`

const seriesOf =
  (now: Date) =>
  (row: SeriesRow): Series & { timeZone: string } => {
    const interval = row.expected_interval_ms === null ? null : Number(row.expected_interval_ms)
    return {
      id: row.id,
      property: row.property,
      slot: row.slot,
      assetId: row.asset_id,
      deviceId: row.device_id,
      siteId: row.site_id,
      indicator: row.indicator,
      expectedIntervalMs: interval,
      timeZone: row.time_zone,
      latest:
        row.value === null
          ? null
          : {
              seriesId: row.id,
              property: row.property,
              value: row.value,
              observedAt: row.observed_at!.toISOString(),
              receivedAt: row.received_at!.toISOString(),
              quality: qualities[row.quality!]!,
              stale: now.getTime() - row.observed_at!.getTime() > 3 * (interval ?? 3_600_000),
            },
    }
  }

export async function listSeries(
  tx: Scoped,
  owner: { assetId: string } | { deviceId: string } | { siteId: string },
  now: Date,
): Promise<Series[]> {
  const where =
    'assetId' in owner
      ? sql`s.asset_id = ${owner.assetId}`
      : 'siteId' in owner
        ? sql`s.site_id = ${owner.siteId}`
        : sql`s.device_id = ${owner.deviceId}`
  const { rows } = await seriesQuery(where).execute(tx)
  return rows.map(seriesOf(now))
}

export async function getSeries(tx: Scoped, id: number, now: Date) {
  const { rows } = await seriesQuery(sql`s.id = ${id}`).execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', `series ${id}`)
  return seriesOf(now)(rows[0])
}
