import { type IndicatorPoint, type IndicatorValues, PlatformError, qualities } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

export interface IndicatorAsked {
  indicator: string
  /** An asset or a site. */
  subjectId: string
  from: Date
  to: Date
}

/** Time zone of an asset or a site; refused when it is not the organisation's. */
export async function timeZoneOfSubject(tx: Scoped, id: string): Promise<string> {
  const { rows } = await sql<{ time_zone: string }>`
    select coalesce(s.time_zone, o.time_zone) as time_zone
    from (select site_id as place, organisation_id from asset where id = ${id} and archived_at is null
      union all select id, organisation_id from site where id = ${id}) subject
    join organisation o on o.id = subject.organisation_id left join site s on s.id = subject.place`.execute(
    tx,
  )
  if (!rows[0]) throw new PlatformError('not_found', id)
  return rows[0].time_zone
}

interface Row {
  series_id: number
  property: string
  at: Date
  value: number
  quality: number
  completeness: number | null
  inputs: IndicatorPoint['inputs'] | null
  version: number | null
  computed_at: Date | null
}

/** Values of all that an indicator computes of one asset or site, by series, with what each was made of. */
export async function indicatorValues(
  tx: Scoped,
  { indicator, subjectId, from, to }: IndicatorAsked,
): Promise<{ seriesId: number; property: string; points: IndicatorPoint[] }[]> {
  const { rows } = await sql<Row>`
    select s.id as series_id, s.property, o.observed_at as at, o.value, o.quality, r.completeness, r.inputs, r.version, r.computed_at
    from series s join observation o on o.series_id = s.id and o.observed_at >= ${from} and o.observed_at < ${to}
    left join indicator_result r on r.series_id = s.id and r.at = o.observed_at and r.at >= ${from} and r.at < ${to}
    where s.indicator = ${indicator} and (s.asset_id = ${subjectId} or s.site_id = ${subjectId})
    order by s.property, o.observed_at limit 50000`.execute(tx)
  return [...Map.groupBy(rows, (row) => row.series_id)].map(([seriesId, own]) => ({
    seriesId,
    property: own[0]!.property,
    points: own.map((row) => ({
      at: row.at.toISOString(),
      value: row.value,
      quality: qualities[row.quality]!,
      completeness: row.completeness,
      inputs: row.inputs ?? {},
      version: row.version ?? 1,
      computedAt: (row.computed_at ?? row.at).toISOString(),
    })),
  }))
}

/** What of it is still to be computed, and why the last attempt failed. */
export async function indicatorState(
  tx: Scoped,
  { indicator, subjectId, from, to }: IndicatorAsked,
): Promise<Pick<IndicatorValues, 'pending' | 'fault'>> {
  const { rows } = await sql<{ first: Date | null; last: Date | null; fault: string | null }>`
    select min(first_at) as first, max(last_at) as last, max(last_error) as fault from indicator_due
    where indicator = ${indicator} and subject_id = ${subjectId} and first_at < ${to} and last_at >= ${from}`.execute(
    tx,
  )
  const { first, last, fault } = rows[0]!
  return {
    pending: first && last ? { from: first.toISOString(), to: last.toISOString() } : null,
    fault,
  }
}
