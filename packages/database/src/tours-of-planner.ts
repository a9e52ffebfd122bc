import { type NewTour, newId, type ReplayResult, type TourResult } from '@trame/domain'
import { sql } from 'kysely'
import type { Db } from './connection.ts'

/** A plan that was begun so often and never ended (each time its process died) is given up. */
const attemptsMost = 3

export interface ClaimedTour {
  id: string
  organisationId: string
  date: string
  request: NewTour
  timeZone: string
}

/** The oldest that waits, or whose process died; nobody else gets it while the lease is renewed. */
export async function claimTour(db: Db, leaseMs: number): Promise<ClaimedTour | null> {
  await sql`update tour set status = 'failed', error = 'abandoned', lease_until = null
    where status = 'solving' and lease_until < now() and attempts >= ${attemptsMost}`.execute(db)
  const { rows } = await sql<{
    id: string
    organisation_id: string
    date: string
    request: NewTour
    time_zone: string
  }>`
    update tour t set status = 'solving', attempts = attempts + 1, progress = 0,
      lease_until = now() + ${leaseMs} * interval '1 millisecond'
    from organisation o
    where o.id = t.organisation_id and t.id = (select id from tour
      where status = 'queued' or (status = 'solving' and lease_until < now())
      order by created_at for update skip locked limit 1)
    returning t.id, t.organisation_id, t.date::text, t.request, o.time_zone`.execute(db)
  const row = rows[0]
  return row
    ? {
        id: row.id,
        organisationId: row.organisation_id,
        date: row.date,
        request: row.request,
        timeZone: row.time_zone,
      }
    : null
}

/** False: it was cancelled, or another process has it. */
export async function renewTour(db: Db, id: string, progress: number, leaseMs: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update tour set progress = ${progress}, lease_until = now() + ${leaseMs} * interval '1 millisecond'
    where id = ${id} and status = 'solving'`.execute(db)
  return Boolean(numAffectedRows)
}

export interface StopToStore {
  route: number
  sequence: number
  kind: 'stop' | 'tip' | 'depot'
  assetId: string | null
  name: string
  position: readonly [number, number]
  reason: string | null
  fill: number | null
  arrivesAt: number
  leavesAt: number
  loadM3: number
  pausedS: number
  metres: number
}

/** Nothing is written when it was cancelled meanwhile. */
export async function finishTour(
  db: Db,
  tour: { id: string; organisationId: string },
  result: TourResult | ReplayResult,
  stops: readonly StopToStore[],
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numAffectedRows } =
      await sql`update tour set status = 'planned', progress = 1, lease_until = null, error = null,
      planned_at = now(), result = ${JSON.stringify(result)}::jsonb where id = ${tour.id} and status = 'solving'`.execute(
        tx,
      )
    if (!numAffectedRows) return false
    const rows = stops.map((stop) => ({
      ...stop,
      id: newId('tourStop'),
      arrivesAt: new Date(stop.arrivesAt),
      leavesAt: new Date(stop.leavesAt),
    }))
    await sql`insert into tour_stop (id, organisation_id, tour_id, route, sequence, kind, asset_id, name, position, reason, fill,
        arrives_at, leaves_at, load_m3, paused_s, way_m)
      select id, ${tour.organisationId}, ${tour.id}, route, sequence, kind, "assetId", name,
        ST_SetSRID(ST_MakePoint((position ->> 0)::float8, (position ->> 1)::float8), 4326), reason, fill, "arrivesAt", "leavesAt",
        "loadM3", "pausedS", metres
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, route int, sequence int, kind text, "assetId" text,
        name text, position jsonb, reason text, fill real, "arrivesAt" timestamptz, "leavesAt" timestamptz, "loadM3" real,
        "pausedS" int, metres real)`.execute(tx)
    return true
  })
}

export async function failTour(db: Db, id: string, error: string) {
  await sql`update tour set status = 'failed', error = ${error.slice(0, 500)}, lease_until = null
    where id = ${id} and status = 'solving'`.execute(db)
}

export interface ContainerRow {
  id: string
  name: string
  attributes: Record<string, unknown>
  position: [number, number]
  points: { at: number; value: number }[]
}

/** Containers with their readings of good quality since, where they stand on that day. */
export async function containersToCollect(
  db: Db,
  organisationId: string,
  { on, since, streams }: { on: Date; since: Date; streams: readonly string[] | null },
): Promise<ContainerRow[]> {
  const { rows } = await sql<Omit<ContainerRow, 'points'> & { at: number[] | null; value: number[] | null }>`
    select a.id, a.name, a.attributes, json_build_array(ST_X(place.at), ST_Y(place.at)) as position, p.at, p.value
    from asset a
    cross join lateral (select coalesce((select position from asset_position where asset_id = a.id and during @> ${on}::timestamptz),
      a.position) as at) place
    left join series s on s.asset_id = a.id and s.property = 'bin.fill' and s.slot = ''
    left join lateral (select array_agg(extract(epoch from o.observed_at)::float8 * 1000 order by o.observed_at) as at,
        array_agg(o.value order by o.observed_at) as value
      from observation o where o.series_id = s.id and o.observed_at >= ${since} and o.quality <= 1) p on true
    where a.organisation_id = ${organisationId} and a.type = 'wasteContainer' and a.archived_at is null and place.at is not null
      and (${streams as string[] | null}::text[] is null or a.attributes ->> 'kind' = any(${streams as string[] | null}))
    order by a.id`.execute(db)
  return rows.map(({ at, value, ...row }) => ({
    ...row,
    points: (at ?? []).map((time, i) => ({ at: time, value: value![i]! })),
  }))
}

/** What a plan is made with beside the containers. Factors: the organisation's own, without the words of those that ship. */
export async function planningOf(db: Db, organisationId: string) {
  const { rows: setups } = await sql<{ definition: unknown }>`
    select definition from collection_setup where organisation_id = ${organisationId}`.execute(db)
  const { rows: factors } = await sql<{ id: string; value: number; validFrom: string; source: string }>`
    select id, value, valid_from::text as "validFrom", source from factor where organisation_id = ${organisationId}`.execute(
    db,
  )
  return { settings: setups[0]?.definition ?? null, factors }
}

export interface UnheardReport {
  id: string
  organisationId: string
  assetId: string
  outcome: 'emptied' | 'blocked' | 'damaged'
  reportedAt: Date
}

export async function unheardReports(db: Db, limit = 200): Promise<UnheardReport[]> {
  const { rows } = await sql<{
    id: string
    organisation_id: string
    asset_id: string
    outcome: UnheardReport['outcome']
    reported_at: Date
  }>`select id, organisation_id, asset_id, outcome, reported_at from tour_stop
    where reported_at is not null and heard_at is null and asset_id is not null order by reported_at limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    assetId: row.asset_id,
    outcome: row.outcome,
    reportedAt: row.reported_at,
  }))
}

export async function heardReports(db: Db, ids: readonly string[]) {
  await sql`update tour_stop set heard_at = now() where id = any(${[...ids]})`.execute(db)
}

/** What one day's tours drove, and what the fixed round would have. */
export interface CollectionDay {
  organisationId: string
  /** The territory's own site; null: none, then there is no series to tell. */
  siteId: string | null
  date: string
  timeZone: string
  done: boolean
  metres: number
  seconds: number
  fixedMetres: number
  fixedSeconds: number
  tours: { id: string; status: string }[]
}

/** Up to today, in the organisation's time zone: what is only planned was not driven. */
export async function uncountedDays(db: Db, now: number): Promise<CollectionDay[]> {
  const { rows } = await sql<{
    organisation_id: string
    site_id: string | null
    date: string
    time_zone: string
    done: boolean
    metres: number | null
    seconds: number | null
    fixed_metres: number | null
    fixed_seconds: number | null
    tours: CollectionDay['tours']
  }>`
    with days as (select distinct organisation_id, date from tour where kind = 'day'
      and status in ('published', 'done', 'cancelled') and counted is distinct from status)
    select d.organisation_id, d.date::text, o.time_zone,
      (select id from site s where s.organisation_id = d.organisation_id and s.kind = 'territory' order by nlevel(s.path), s.id limit 1) as site_id,
      bool_and(t.status <> 'published') as done,
      sum((t.result -> 'figures' ->> 'metres')::float8) filter (where t.status <> 'cancelled') as metres,
      sum((t.result -> 'figures' ->> 'seconds')::float8) filter (where t.status <> 'cancelled') as seconds,
      max((t.result -> 'fixed' ->> 'metres')::float8) filter (where t.status <> 'cancelled') as fixed_metres,
      max((t.result -> 'fixed' ->> 'seconds')::float8) filter (where t.status <> 'cancelled') as fixed_seconds,
      json_agg(json_build_object('id', t.id, 'status', t.status)) as tours
    from days d join organisation o on o.id = d.organisation_id
    join tour t on t.organisation_id = d.organisation_id and t.date = d.date and t.kind = 'day'
      and t.status in ('published', 'done', 'cancelled')
    where d.date <= (${new Date(now)}::timestamptz at time zone o.time_zone)::date
    group by d.organisation_id, d.date, o.time_zone`.execute(db)
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    siteId: row.site_id,
    date: row.date,
    timeZone: row.time_zone,
    done: row.done,
    metres: row.metres ?? 0,
    seconds: row.seconds ?? 0,
    fixedMetres: row.fixed_metres ?? 0,
    fixedSeconds: row.fixed_seconds ?? 0,
    tours: row.tours,
  }))
}

/** A tour that changed meanwhile is counted again. */
export async function countedTours(db: Db, tours: CollectionDay['tours']) {
  for (const { id, status } of tours)
    await sql`update tour set counted = ${status} where id = ${id} and status = ${status}`.execute(db)
}
