import type { Across, Aggregate, FleetSeries } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

/** Of one property: all assets of a type at or below a site, or the series of the sites themselves. */
export interface Fleet {
  property: string
  aggregate: Aggregate
  across: Across
  /** The attribute by which an asset weighs in a mean; without a number there, and where null, all weigh alike. */
  weighs: string | null
  assetType: string | null
  /** Null: everywhere; of sites their own series, those that are in no other site. */
  siteId: string | null
}

export interface Figure {
  value: number | null
  subjects: number
  completeness: number | null
  observedAt: Date | null
  estimated: boolean
}

const chosen = ({ property, assetType, siteId, weighs }: Fleet) =>
  assetType === null
    ? sql`select se.id, 1::float8 as weight from series se join site s on s.id = se.site_id where se.property = ${property} and se.slot = ''
        and (s.id = ${siteId} or (${siteId}::text is null and s.parent_id is null))`
    : sql`select se.id, case when jsonb_typeof(a.attributes -> ${weighs}::text) = 'number' then (a.attributes ->> ${weighs}::text)::float8 else 1 end as weight
        from series se join asset a on a.id = se.asset_id left join site s on s.id = a.site_id
        where a.type = ${assetType} and a.archived_at is null and se.property = ${property}
        and (${siteId}::text is null or s.path <@ (select path from site where id = ${siteId}))`

/** Of one series over one bucket; `before`: the last value of the hour before, for counters. */
const overTime = (aggregate: Aggregate) =>
  ({
    mean: sql`sum(sum) / sum(count)`,
    sum: sql`sum(sum)`,
    min: sql`min(min)`,
    max: sql`max(max)`,
    last: sql`(array_agg(last order by hour desc))[1]`,
    increase: sql`sum(case when last >= coalesce(before, first) then last - coalesce(before, first) else last end)`,
  })[aggregate]

const together = ({ across }: Fleet) =>
  ({
    sum: sql`sum(value)`,
    mean: sql`sum(value * weight) / nullif(sum(weight) filter (where value is not null), 0)`,
    min: sql`min(value)`,
    max: sql`max(value)`,
  })[across]

const hoursOf = (fleet: Fleet, from: Date, to: Date) => sql`
  select h.*, chosen.weight, lag(h.last) over (partition by h.series_id order by h.hour) as before
  from observation_hourly h join (${chosen(fleet)}) chosen on chosen.id = h.series_id
  where h.hour >= ${from}::timestamptz - interval '1 day' and h.hour < ${to}::timestamptz`

/** Bucket by bucket in a time zone; a bucket without any value is absent. */
export async function fleetSeries(
  tx: Scoped,
  fleet: Fleet,
  { from, to, grain, timeZone }: { from: Date; to: Date; grain: FleetSeries['grain']; timeZone: string },
): Promise<FleetSeries['points']> {
  const bucket =
    grain === 'hour'
      ? sql`hour`
      : sql`date_trunc(${grain}, hour at time zone ${timeZone}) at time zone ${timeZone}`
  const { rows } = await sql<{ at: Date; value: number; subjects: number; min: number; max: number }>`
    with stepped as (select ${bucket} as at, * from (${hoursOf(fleet, from, to)}) hours),
    each as (select series_id, weight, at, ${overTime(fleet.aggregate)} as value from stepped where hour >= ${from} group by series_id, weight, at)
    select at, ${together(fleet)} as value, count(*)::int as subjects, min(value) as min, max(value) as max
    from each group by at order by at`.execute(tx)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** One figure of a whole period. */
export async function fleetFigure(
  tx: Scoped,
  fleet: Fleet,
  { from, to }: { from: Date; to: Date },
): Promise<Figure> {
  const { rows } = await sql<FigureRow>`
    with each as (select series_id, weight, ${overTime(fleet.aggregate)} as value, max(last_at) as last_at
      from (${hoursOf(fleet, from, to)}) hours where hour >= ${from} group by series_id, weight)
    select ${together(fleet)} as value, count(*)::int as subjects, max(last_at) as observed_at,
      (select avg(completeness) from indicator_result r where r.series_id in (select series_id from each) and r.at >= ${from} and r.at < ${to}) as completeness,
      exists (select from observation o where o.series_id in (select series_id from each) and o.observed_at >= ${from}
        and o.observed_at < ${to} and o.quality = 1) as estimated
    from each`.execute(tx)
  return figureOf(rows[0]!)
}

/** From the latest values. */
export async function fleetNow(tx: Scoped, fleet: Fleet): Promise<Figure> {
  const { rows } = await sql<FigureRow>`
    with each as (select l.*, chosen.weight from latest_observation l join (${chosen(fleet)}) chosen on chosen.id = l.series_id where l.quality <= 1)
    select ${together(fleet)} as value, count(*)::int as subjects, max(observed_at) as observed_at,
      (select avg(completeness) from indicator_result r join each on each.series_id = r.series_id and each.observed_at = r.at) as completeness,
      coalesce(bool_or(quality = 1), false) as estimated
    from each`.execute(tx)
  return figureOf(rows[0]!)
}

interface FigureRow {
  value: number | null
  subjects: number
  observed_at: Date | null
  completeness: number | null
  estimated: boolean
}

const figureOf = ({ observed_at: observedAt, ...row }: FigureRow): Figure => ({ ...row, observedAt })
