import { type NewTour, newId, PlatformError, type Tour, type TourDetail, type TourStop } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

interface TourRecord {
  id: string
  number: number
  kind: Tour['kind']
  date: string
  until_date: string | null
  status: Tour['status']
  progress: number
  error: string | null
  agent_id: string | null
  agent_name: string | null
  figures: Tour['figures']
  fixed: Tour['fixed']
  stops: number
  reported: number
  created_at: Date
  published_at: Date | null
}

const columns = sql`t.id, t.number, t.kind, t.date::text, t.until_date::text, t.status, t.progress, t.error, t.agent_id, u.name as agent_name,
  case t.kind when 'day' then t.result -> 'figures' end as figures, case t.kind when 'day' then t.result -> 'fixed' end as fixed,
  (select count(*)::int from tour_stop s where s.tour_id = t.id and s.kind = 'stop') as stops,
  (select count(*)::int from tour_stop s where s.tour_id = t.id and s.outcome is not null) as reported,
  t.created_at, t.published_at`

const tourOf = (row: TourRecord): Tour => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  date: row.date,
  untilDate: row.until_date,
  status: row.status,
  progress: row.progress,
  error: row.error,
  agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' },
  figures: row.figures,
  fixed: row.fixed,
  stops: row.stops,
  reported: row.reported,
  createdAt: row.created_at.toISOString(),
  publishedAt: row.published_at?.toISOString() ?? null,
})

export interface TourQuery {
  kind?: Tour['kind'] | undefined
  status?: readonly string[] | undefined
  /** Civil dates, both included. */
  from?: string | undefined
  to?: string | undefined
  agentId?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Newest day first, the newest plan of a day first. */
export async function listTours(tx: Scoped, query: TourQuery): Promise<Page<Tour>> {
  const { rows } = await sql<TourRecord & { total: string }>`
    select ${columns}, count(*) over () as total from tour t left join user_account u on u.id = t.agent_id
    where (${query.kind ?? null}::text is null or t.kind = ${query.kind ?? null})
      and (${query.status ?? null}::text[] is null or t.status = any(${query.status ?? null}))
      and t.date >= coalesce(${query.from ?? null}::date, t.date) and t.date <= coalesce(${query.to ?? null}::date, t.date)
      and (${query.agentId ?? null}::text is null or t.agent_id = ${query.agentId ?? null})
    order by t.date desc, t.number desc limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, tourOf)
}

async function readTour(tx: Scoped, id: string) {
  const { rows } = await sql<TourRecord & { result: unknown }>`
    select ${columns}, t.result from tour t left join user_account u on u.id = t.agent_id where t.id = ${id}`.execute(
    tx,
  )
  if (!rows[0]) throw new PlatformError('not_found', id)
  return rows[0]
}

export async function getTour(tx: Scoped, id: string): Promise<TourDetail> {
  const { result, ...row } = await readTour(tx, id)
  return {
    ...tourOf(row),
    stopsList: row.kind === 'day' ? await listTourStops(tx, id) : [],
    result: row.kind === 'day' ? ((result as TourDetail['result']) ?? null) : null,
    replay: row.kind === 'replay' ? ((result as TourDetail['replay']) ?? null) : null,
  }
}

interface StopRecord {
  id: string
  route: number
  sequence: number
  kind: TourStop['kind']
  asset_id: string | null
  name: string
  position: [number, number]
  reason: TourStop['reason']
  fill: number | null
  arrives_at: Date
  leaves_at: Date
  load_m3: number
  paused_s: number
  way_m: number
  outcome: TourStop['outcome']
  note: string | null
  has_photo: boolean
  reported_at: Date | null
  fill_after: number | null
}

/** Confirmed by the newest fill within a day after the report. */
async function listTourStops(tx: Scoped, tourId: string): Promise<TourStop[]> {
  const { rows } = await sql<StopRecord>`
    select s.id, s.route, s.sequence, s.kind, s.asset_id, s.name, json_build_array(ST_X(s.position), ST_Y(s.position)) as position,
      s.reason, s.fill, s.arrives_at, s.leaves_at, s.load_m3, s.paused_s, s.way_m, s.outcome, s.note, s.photo is not null as has_photo,
      s.reported_at, after.value as fill_after
    from tour_stop s
    left join series on series.asset_id = s.asset_id and series.property = 'bin.fill' and series.slot = ''
    left join lateral (select o.value from observation o where o.series_id = series.id and o.observed_at > s.reported_at
      and o.observed_at < s.reported_at + interval '1 day' order by o.observed_at limit 1) after on s.outcome = 'emptied'
    where s.tour_id = ${tourId} order by s.route, s.sequence`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    route: row.route,
    sequence: row.sequence,
    kind: row.kind,
    assetId: row.asset_id,
    name: row.name,
    position: row.position,
    reason: row.reason,
    fill: row.fill,
    arrivesAt: row.arrives_at.toISOString(),
    leavesAt: row.leaves_at.toISOString(),
    loadM3: row.load_m3,
    pausedS: row.paused_s,
    metres: row.way_m,
    outcome: row.outcome,
    note: row.note,
    hasPhoto: row.has_photo,
    reportedAt: row.reported_at?.toISOString() ?? null,
    confirmed: row.fill_after === null ? null : row.fill_after <= 25,
  }))
}

export async function insertTour(
  tx: Scoped,
  organisationId: string,
  tour: NewTour & { createdBy: string },
): Promise<string> {
  const id = newId('tour')
  const { createdBy, ...request } = tour
  await sql`insert into tour (id, organisation_id, number, kind, date, until_date, request, created_by)
    values (${id}, ${organisationId}, next_number(${organisationId}, 'tour'), ${tour.kind}, ${tour.date},
      ${tour.kind === 'replay' ? tour.untilDate : null}, ${JSON.stringify(request)}::jsonb, ${createdBy})`.execute(
    tx,
  )
  return id
}

/** Refuses where the state of the tour does not allow it. */
async function moveTour(
  tx: Scoped,
  id: string,
  from: readonly Tour['status'][],
  set: ReturnType<typeof sql>,
): Promise<void> {
  const { status } = await readTour(tx, id)
  const { numAffectedRows } =
    await sql`update tour set ${set} where id = ${id} and status = any(${[...from]})`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('conflict', `tour ${id} is ${status}`)
}

export const cancelTour = (tx: Scoped, id: string) =>
  moveTour(
    tx,
    id,
    ['queued', 'solving', 'planned', 'published'],
    sql`status = 'cancelled', lease_until = null`,
  )

/** A published tour may be handed to somebody else. Of one day, a truck has one: the one published last. */
export async function publishTour(tx: Scoped, id: string, agentId: string | null): Promise<void> {
  const { kind } = await readTour(tx, id)
  if (kind !== 'day') throw new PlatformError('invalid', 'kind: a replay cannot be published')
  if (agentId !== null) {
    const { rows } = await sql`select 1 from membership where user_id = ${agentId}`.execute(tx)
    if (rows.length === 0) throw new PlatformError('invalid', 'agentId: nobody of this organisation')
  }
  await moveTour(
    tx,
    id,
    ['planned', 'published'],
    sql`status = 'published', agent_id = ${agentId}, published_at = coalesce(published_at, now())`,
  )
}

export interface StopReportToStore {
  outcome: string
  note: string | null
  photo: { type: string; bytes: Buffer } | null
  at: Date
  by: string
}

/** The last word counts; an older one that was held up by a dead phone does not undo a newer. */
export async function reportStop(tx: Scoped, tourId: string, stopId: string, report: StopReportToStore) {
  const { rows } = await sql<{ status: Tour['status'] }>`
    select t.status from tour t join tour_stop s on s.tour_id = t.id
    where t.id = ${tourId} and s.id = ${stopId} and s.kind = 'stop'`.execute(tx)
  const status = rows[0]?.status
  if (!status) throw new PlatformError('not_found', stopId)
  if (status !== 'published' && status !== 'done')
    throw new PlatformError('conflict', `tour ${tourId} is ${status}`)
  await sql`update tour_stop set outcome = ${report.outcome}, note = ${report.note},
      photo = coalesce(${report.photo?.bytes ?? null}, photo), photo_type = coalesce(${report.photo?.type ?? null}, photo_type),
      reported_at = ${report.at}, reported_by = ${report.by}, heard_at = null
    where id = ${stopId} and (reported_at is null or reported_at < ${report.at})`.execute(tx)
  await sql`update tour set status = 'done', done_at = now() where id = ${tourId} and status = 'published'
    and not exists (select 1 from tour_stop where tour_id = ${tourId} and kind = 'stop' and outcome is null)`.execute(
    tx,
  )
}

export async function stopPhoto(tx: Scoped, stopId: string): Promise<{ type: string; bytes: Buffer }> {
  const { rows } = await sql<{ photo: Buffer; photo_type: string }>`
    select photo, photo_type from tour_stop where id = ${stopId} and photo is not null`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', stopId)
  return { type: rows[0].photo_type, bytes: rows[0].photo }
}

export async function readCollectionSetup(tx: Scoped, organisationId: string): Promise<unknown> {
  const { rows } = await sql<{ definition: unknown }>`
    select definition from collection_setup where organisation_id = ${organisationId}`.execute(tx)
  return rows[0]?.definition ?? null
}

export async function writeCollectionSetup(tx: Scoped, organisationId: string, definition: unknown) {
  await sql`insert into collection_setup (organisation_id, definition) values (${organisationId}, ${JSON.stringify(definition)}::jsonb)
    on conflict (organisation_id) do update set definition = excluded.definition, updated_at = now()`.execute(
    tx,
  )
}
