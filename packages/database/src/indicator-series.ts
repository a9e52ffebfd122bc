import type { ClientBase } from 'pg'
import { int8Array, textArray } from './binary-array.ts'

export interface ComputedSeries {
  organisationId: string
  /** An asset or a site. */
  subjectId: string
  property: string
  indicator: string
  expectedIntervalMs: number
}

/** `<subject> <property>` -> series. A property that a device observes already is not computed: its series is not there. */
export async function ensureComputedSeries(
  client: ClientBase,
  wanted: readonly ComputedSeries[],
): Promise<Map<string, number>> {
  if (wanted.length === 0) return new Map()
  const columns = [
    textArray(wanted.map((row) => row.organisationId)),
    textArray(wanted.map((row) => row.subjectId)),
    textArray(wanted.map((row) => row.property)),
    textArray(wanted.map((row) => row.indicator)),
    int8Array(wanted.map((row) => row.expectedIntervalMs)),
  ]
  const sent = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
    sent (organisation, subject, property, indicator, interval_ms)`
  for (const [column, prefix] of [
    ['asset_id', 'ast_'],
    ['site_id', 'sit_'],
  ] as const) {
    await client.query({
      text: `insert into series (organisation_id, ${column}, property, indicator, expected_interval_ms)
        select organisation, subject, property, indicator, interval_ms from ${sent}
        where starts_with(subject, '${prefix}') order by subject, property
        on conflict (${column}, property, slot) where ${column} is not null do nothing`,
      values: columns,
    })
  }
  const { rows } = await client.query<{ id: number; subject: string; property: string }>({
    text: `select s.id, sent.subject, sent.property from ${sent}
      join series s on s.slot = '' and s.property = sent.property and s.indicator is not null
        and (s.asset_id = sent.subject or s.site_id = sent.subject)`,
    values: columns,
  })
  return new Map(rows.map(({ id, subject, property }) => [`${subject} ${property}`, id]))
}
