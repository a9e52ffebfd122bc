import { sql } from 'kysely'

/** How far back a value is looked for: older than this, an asset had none to show. */
const lookback = sql`interval '30 days'`

/**
 * Assets as `asset_now` has them, or as they stood at an instant: the last good value until then, fresh or stale as it was
 * then, and the worst alert that was open then (with the severity that it reached). One index lookup an asset.
 */
export function assetsAt(at: Date | string | undefined) {
  if (at === undefined) return sql`asset_now`
  const instant = sql`${at}::timestamptz`
  return sql`(
    select a.id, a.organisation_id, a.type, a.name, a.site_id, a.geometry, a.position, a.attributes, a.tags, a.updated_at,
      t.function, t.icon, t.main_property, s.id as series_id, o.value, o.observed_at, o.observed_at as received_at, o.quality,
      coalesce(d.expected_interval_ms, 3600000) as expected_interval_ms,
      case when o.observed_at is null then 'none'
           when ${instant} - o.observed_at > 3 * coalesce(d.expected_interval_ms, 3600000) * interval '1 millisecond' then 'stale'
           else 'fresh' end as freshness,
      w.severity::text as severity
    from asset a
    left join asset_type t on t.id = a.type
    left join series s on s.asset_id = a.id and s.property = t.main_property and s.slot = ''
    left join lateral (
      select value, observed_at, quality from observation
      where series_id = s.id and observed_at <= ${instant} and observed_at > ${instant} - ${lookback} and quality in (0, 1)
      order by observed_at desc limit 1
    ) o on true
    left join lateral (
      select device_id from binding where series_id = s.id and during @> ${instant} limit 1
    ) b on true
    left join device d on d.id = b.device_id
    left join (
      select asset_id, min(severity) as severity from alert
      where opened_at <= ${instant} and coalesce(resolved_at, closed_at, 'infinity') > ${instant} and not retracted
      group by asset_id
    ) w on w.asset_id = a.id
    where a.archived_at is null)`
}
