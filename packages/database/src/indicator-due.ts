import type { ClientBase, Pool } from 'pg'
import { dateArray, int4Array, textArray, timestamptzArray } from './binary-array.ts'

const dayMs = 86_400_000

/** Inputs of one asset or site have changed between two instants of one UTC day. Times are ms since 1970. */
export interface DueMark {
  organisationId: string
  indicator: string
  subjectId: string
  first: number
  last: number
  dueAt: number
  /** Each further change puts it off, up to `longestMs` after the first: history that is played in is computed once. */
  slides: boolean
}

export interface Due {
  organisationId: string
  indicator: string
  subjectId: string
  day: string
  first: number
  last: number
  mark: number
  attempts: number
}

const longestMs = 120_000
/** Whoever writes what is due is alone for a moment: marks and what they settle may name the same rows in any order. */
const dueLock = 7_261_958
const lockDue = (client: ClientBase) => client.query('select pg_advisory_xact_lock($1)', [dueLock])

/** A new row's `mark` says whether it slides; what `mark` is for is that it becomes another one. */
const markSql = `
  insert into indicator_due as d (organisation_id, indicator, subject_id, day, first_at, last_at, asked_at, due_at, mark)
  select organisation, indicator, subject, day, first_at, last_at, $7::timestamptz, due_at, slides
  from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::timestamptz[], $6::timestamptz[], $8::timestamptz[], $9::int[])
    sent (organisation, indicator, subject, day, first_at, last_at, due_at, slides)
  on conflict (indicator, subject_id, day) do update set
    first_at = least(d.first_at, excluded.first_at), last_at = greatest(d.last_at, excluded.last_at), mark = d.mark + 2,
    due_at = case when excluded.mark = 1
      then least(greatest(d.due_at, excluded.due_at), d.asked_at + $10 * interval '1 millisecond')
      else least(d.due_at, excluded.due_at) end`

/** Within a transaction. */
export async function markDue(client: ClientBase, marks: readonly DueMark[], now: number): Promise<void> {
  if (marks.length === 0) return
  await lockDue(client)
  await client.query({
    name: 'mark-due',
    text: markSql,
    values: [
      textArray(marks.map((row) => row.organisationId)),
      textArray(marks.map((row) => row.indicator)),
      textArray(marks.map((row) => row.subjectId)),
      dateArray(marks.map((row) => row.first)),
      timestamptzArray(marks.map((row) => row.first)),
      timestamptzArray(marks.map((row) => row.last)),
      new Date(now),
      timestamptzArray(marks.map((row) => row.dueAt)),
      int4Array(marks.map((row) => (row.slides ? 1 : 0))),
      longestMs,
    ],
  })
}

/** Splits a mark that spans days into one a day. */
export function byDay<M extends Pick<DueMark, 'first' | 'last'>>(mark: M): M[] {
  const days: M[] = []
  for (let from = mark.first; from <= mark.last; ) {
    const end = Math.floor(from / dayMs) * dayMs + dayMs
    days.push({ ...mark, first: from, last: Math.min(mark.last, end - 1) })
    from = end
  }
  return days
}

/**
 * What is due, of at most `limit` assets or sites; indicators in the given order, so that what others need comes first.
 */
export async function takeDue(
  pool: Pool,
  { now, limit, order }: { now: number; limit: number; order: readonly string[] },
): Promise<Due[]> {
  const { rows } = await pool.query<{
    organisation_id: string
    indicator: string
    subject_id: string
    day: string
    first: number
    last: number
    mark: number
    attempts: number
  }>({
    name: 'take-due',
    text: `with pairs as (
        select indicator, subject_id, array_position($2::text[], indicator) as rank from indicator_due where due_at <= $1
        group by indicator, subject_id order by rank nulls last, min(due_at), subject_id limit $3)
      select d.organisation_id, d.indicator, d.subject_id, d.day::text, extract(epoch from d.first_at)::float8 * 1000 as first,
        extract(epoch from d.last_at)::float8 * 1000 as last, d.mark, d.attempts
      from indicator_due d join pairs using (indicator, subject_id)
      where d.due_at <= $1 order by pairs.rank nulls last, d.indicator, d.subject_id, d.day`,
    values: [new Date(now), [...order], limit],
  })
  return rows.map(({ organisation_id: organisationId, subject_id: subjectId, first, last, ...row }) => ({
    ...row,
    organisationId,
    subjectId,
    first: Math.round(first),
    last: Math.round(last),
  }))
}

const keysOf = (due: readonly Due[]) => [
  textArray(due.map((row) => row.indicator)),
  textArray(due.map((row) => row.subjectId)),
  dateArray(due.map((row) => Date.parse(row.day))),
  int4Array(due.map((row) => row.mark)),
]
const sentSql = 'unnest($1::text[], $2::text[], $3::date[], $4::int[]) sent (indicator, subject, day, mark)'
const sameSql =
  'd.indicator = sent.indicator and d.subject_id = sent.subject and d.day = sent.day and d.mark = sent.mark'

/** Done, in the transaction of the values; what was marked again meanwhile stays. */
export async function settleDue(client: ClientBase, due: readonly Due[]): Promise<void> {
  if (due.length === 0) return
  await lockDue(client)
  await client.query({
    name: 'settle-due',
    text: `delete from indicator_due d using ${sentSql} where ${sameSql}`,
    values: keysOf(due),
  })
}

/** Tried again after a pause that doubles, up to an hour. Within a transaction. */
export async function failDue(
  client: ClientBase,
  due: readonly Due[],
  { error, now }: { error: string; now: number },
): Promise<void> {
  await lockDue(client)
  await client.query(
    `update indicator_due d set attempts = least(d.attempts + 1, 100), last_error = $5,
       due_at = $6::timestamptz + least(3600, 10 * 2 ^ least(d.attempts, 10)) * interval '1 second'
     from ${sentSql} where ${sameSql}`,
    [...keysOf(due), error.slice(0, 500), new Date(now)],
  )
}
