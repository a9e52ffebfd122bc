import type { Baseline, Factor, NewBaseline, OwnFactor } from '@trame/domain'
import { newId, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import type { z } from 'zod'
import type { Scoped } from './connection.ts'
import { requireRows } from './sites.ts'

type FactorValue = Pick<Factor, 'id' | 'value' | 'validFrom' | 'source'>

/** The organisation's own values of factors, without the words that the shipped ones have. */
export async function ownFactors(tx: Scoped): Promise<FactorValue[]> {
  const { rows } = await sql<{ id: string; value: number; validFrom: string; source: string }>`
    select id, value, valid_from::text as "validFrom", source from factor order by id, valid_from`.execute(tx)
  return rows
}

/** The same, for the services. */
export async function factorsOf(pool: Pool, organisationId: string): Promise<FactorValue[]> {
  const { rows } = await pool.query<FactorValue>(
    `select id, value, valid_from::text as "validFrom", source from factor where organisation_id = $1 order by id, valid_from`,
    [organisationId],
  )
  return rows
}

export async function putFactor(
  tx: Scoped,
  organisationId: string,
  id: string,
  { value, validFrom, source }: z.infer<typeof OwnFactor>,
): Promise<void> {
  await sql`insert into factor (organisation_id, id, valid_from, value, source)
    values (${organisationId}, ${id}, ${validFrom}, ${value}, ${source})
    on conflict (organisation_id, id, valid_from) do update set value = excluded.value, source = excluded.source, updated_at = now()`.execute(
    tx,
  )
}

export async function deleteFactor(tx: Scoped, id: string, validFrom: string): Promise<void> {
  const { numAffectedRows } =
    await sql`delete from factor where id = ${id} and valid_from = ${validFrom}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', `factor ${id} of ${validFrom}`)
}

interface BaselineRow {
  id: string
  use_case: string
  property: string
  site_id: string | null
  from_on: string
  to_on: string
  note: string
}

const baselineOf = (row: BaselineRow): Baseline => ({
  id: row.id,
  useCase: row.use_case,
  property: row.property,
  siteId: row.site_id,
  kind: 'period',
  from: row.from_on,
  to: row.to_on,
  note: row.note,
})

export async function listBaselines(tx: Scoped): Promise<Baseline[]> {
  const { rows } =
    await sql<BaselineRow>`select id, use_case, property, site_id, from_on::text, to_on::text, note
    from baseline order by use_case, property, site_id nulls first`.execute(tx)
  return rows.map(baselineOf)
}

/** That of a place, or else of the whole territory. */
export async function baselineFor(
  tx: Scoped,
  { property, siteId }: { property: string; siteId: string | null },
): Promise<Baseline | null> {
  const { rows } =
    await sql<BaselineRow>`select id, use_case, property, site_id, from_on::text, to_on::text, note
    from baseline where property = ${property} and site_id is not distinct from ${siteId} order by created_at limit 1`.execute(
      tx,
    )
  return rows[0] ? baselineOf(rows[0]) : null
}

/** One a use case, property and place: a new period takes the place of the old one. */
export async function putBaseline(
  tx: Scoped,
  organisationId: string,
  { useCase, property, siteId = null, from, to, note = '' }: NewBaseline,
): Promise<string> {
  if (siteId) await requireRows(tx, 'site', [siteId], 'siteId')
  const { rows } = await sql<{ id: string }>`
    insert into baseline (id, organisation_id, use_case, property, site_id, from_on, to_on, note)
    values (${newId('baseline')}, ${organisationId}, ${useCase}, ${property}, ${siteId}, ${from}, ${to}, ${note})
    on conflict (organisation_id, use_case, property, coalesce(site_id, '')) do update set from_on = excluded.from_on, to_on = excluded.to_on,
      note = excluded.note returning id`.execute(tx)
  return rows[0]!.id
}

export async function deleteBaseline(tx: Scoped, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from baseline where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}
