import type { CommandState, SignNow } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'
import { requireRows } from './sites.ts'

export interface AutomaticSign extends SignNow {
  assetId: string
  organisationId: string
  switchedOnBy: string
}

interface Row {
  asset_id: string
  organisation_id: string
  switched_on_by: string
  code: number | null
  wanted_at: Date | null
  parameters: { text: string; until: string } | null
  state: CommandState | null
  source: string | null
  requested_at: Date | null
}

const columns = sql`f.asset_id, f.organisation_id, f.switched_on_by, l.value as code, l.observed_at as wanted_at,
  c.parameters, c.state, c.source, c.requested_at`
const joins = sql`
  left join series s on s.asset_id = f.asset_id and s.property = 'sign.wanted' and s.slot = ''
  left join latest_observation l on l.series_id = s.id and l.quality <= 1
  left join lateral (select parameters, state, source, requested_at from command
    where asset_id = f.asset_id and kind = 'sign.show' and state <> 'superseded'
    order by requested_at desc limit 1) c on true`

/** Every sign that follows its indicator, of all organisations, with the last order that it got. */
export async function automaticSigns(db: Db): Promise<AutomaticSign[]> {
  const { rows } = await sql<Row>`select ${columns} from automatic_sign f
    join asset a on a.id = f.asset_id and a.archived_at is null ${joins} order by f.asset_id`.execute(db)
  return rows.map(signOf)
}

/** One of them, read again under its lock, so that two processes never both tell it. Null: no longer automatic. */
export async function lockAutomaticSign(tx: Scoped, assetId: string): Promise<AutomaticSign | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sign ${assetId}`}, 0))`.execute(tx)
  const { rows } =
    await sql<Row>`select ${columns} from automatic_sign f ${joins} where f.asset_id = ${assetId}`.execute(tx)
  return rows[0] ? signOf(rows[0]) : null
}

const signOf = (row: Row): AutomaticSign => ({
  assetId: row.asset_id,
  organisationId: row.organisation_id,
  switchedOnBy: row.switched_on_by,
  wanted: row.code === null || !row.wanted_at ? null : { code: row.code, at: row.wanted_at.getTime() },
  lastOrder: row.parameters && {
    text: row.parameters.text,
    until: Date.parse(row.parameters.until),
    requestedAt: row.requested_at!.getTime(),
    state: row.state!,
    automatic: row.source === 'rule',
  },
})

export async function switchAutomatic(
  tx: Scoped,
  organisationId: string,
  assetId: string,
  by: string | null,
) {
  await requireRows(tx, 'asset', [assetId], 'assetId')
  if (by === null) await sql`delete from automatic_sign where asset_id = ${assetId}`.execute(tx)
  else
    await sql`insert into automatic_sign (asset_id, organisation_id, switched_on_by)
      values (${assetId}, ${organisationId}, ${by}) on conflict (asset_id)
      do update set switched_on_by = excluded.switched_on_by, switched_on_at = now()`.execute(tx)
}

export interface SignRow {
  id: string
  name: string
  announces: {
    id: string
    name: string
    /** P1 to P999, as other signs send cars to it. */
    number: number | null
    free: number | null
    capacity: number | null
    observedAt: Date | null
  } | null
  automatic: { by: string; since: Date } | null
  shown: { code: number; at: Date } | null
  wanted: { code: number; at: Date } | null
  told: {
    commandId: string
    text: string
    until: string
    state: CommandState
    at: Date
    source: string
  } | null
}

/** Signs as their widget shows them: what each shows, what it was told, what its rule says. */
export async function listSigns(tx: Scoped, assetType: string): Promise<SignRow[]> {
  const latest = (property: string) => sql`(select jsonb_build_object('code', l.value, 'at', l.observed_at)
    from series s join latest_observation l on l.series_id = s.id
    where s.asset_id = a.id and s.property = ${property} and s.slot = '' and l.quality <= 1)`
  const { rows } = await sql<{
    id: string
    name: string
    park: {
      id: string
      name: string
      number: number | null
      capacity: number | null
      free: number | null
      at: string | null
    } | null
    automatic: { by: string; since: string } | null
    shown: { code: number; at: string } | null
    wanted: { code: number; at: string } | null
    told: { id: string; text: string; until: string; state: CommandState; at: string; source: string } | null
  }>`
    select a.id, a.name, ${latest('sign.shown')} as shown, ${latest('sign.wanted')} as wanted,
      (select jsonb_build_object('id', p.id, 'name', p.name, 'capacity', (p.attributes ->> 'capacity')::float8,
        'number', (p.attributes ->> 'number')::float8,
        'free', l.value, 'at', l.observed_at)
        from asset p left join series s on s.asset_id = p.id and s.property = 'parking.free' and s.slot = ''
        left join latest_observation l on l.series_id = s.id where p.id = a.attributes ->> 'announces') as park,
      (select jsonb_build_object('by', coalesce(u.name, k.name, f.switched_on_by), 'since', f.switched_on_at)
        from automatic_sign f left join user_account u on u.id = f.switched_on_by left join api_key k on k.id = f.switched_on_by
        where f.asset_id = a.id) as automatic,
      (select jsonb_build_object('id', c.id, 'text', c.parameters ->> 'text', 'until', c.parameters ->> 'until', 'state', c.state,
        'at', c.requested_at, 'source', c.source) from command c
        where c.asset_id = a.id and c.kind = 'sign.show' order by c.requested_at desc limit 1) as told
    from asset a where a.type = ${assetType} and a.archived_at is null order by a.name`.execute(tx)
  const timed = (value: { code: number; at: string } | null) =>
    value && { code: value.code, at: new Date(value.at) }
  return rows.map(({ id, name, park, automatic, shown, wanted, told }) => ({
    id,
    name,
    announces: park && {
      id: park.id,
      name: park.name,
      number: park.number,
      free: park.free,
      capacity: park.capacity,
      observedAt: park.at === null ? null : new Date(park.at),
    },
    automatic: automatic && { by: automatic.by, since: new Date(automatic.since) },
    shown: timed(shown),
    wanted: timed(wanted),
    told: told && {
      commandId: told.id,
      text: told.text,
      until: told.until,
      state: told.state,
      at: new Date(told.at),
      source: told.source,
    },
  }))
}
