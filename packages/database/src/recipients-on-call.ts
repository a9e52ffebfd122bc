import { newId, OnCallCalendar, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

interface CalendarRow {
  id: string
  name: string
  time_zone: string
  weekly: unknown
  overrides: unknown
}

const calendarOf = ({ time_zone, ...row }: CalendarRow) =>
  OnCallCalendar.parse({ ...row, timeZone: time_zone })

export async function listOnCallCalendars(tx: Scoped): Promise<OnCallCalendar[]> {
  const { rows } = await sql<CalendarRow>`
    select id, name, time_zone, weekly, overrides from on_call_calendar order by name`.execute(tx)
  return rows.map(calendarOf)
}

export async function getOnCallCalendar(tx: Scoped, id: string): Promise<OnCallCalendar> {
  const { rows } = await sql<CalendarRow>`
    select id, name, time_zone, weekly, overrides from on_call_calendar where id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return calendarOf(rows[0])
}

export async function putOnCallCalendar(
  tx: Scoped,
  organisationId: string,
  calendar: Omit<OnCallCalendar, 'id'>,
  known?: string,
): Promise<string> {
  const id = known ?? newId('onCallCalendar')
  await onlyMembers(tx, calendar)
  const weekly = JSON.stringify(calendar.weekly)
  const overrides = JSON.stringify(calendar.overrides)
  const { numAffectedRows } = known
    ? await sql`update on_call_calendar set name = ${calendar.name}, time_zone = ${calendar.timeZone}, weekly = ${weekly},
        overrides = ${overrides} where id = ${id}`.execute(tx)
    : await sql`insert into on_call_calendar (id, organisation_id, name, time_zone, weekly, overrides)
        values (${id}, ${organisationId}, ${calendar.name}, ${calendar.timeZone}, ${weekly}, ${overrides})`.execute(
        tx,
      )
  if (!numAffectedRows) throw new PlatformError('not_found', id)
  return id
}

export async function deleteOnCallCalendar(tx: Scoped, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from on_call_calendar where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

async function onlyMembers(tx: Scoped, { weekly, overrides }: Pick<OnCallCalendar, 'weekly' | 'overrides'>) {
  const named = new Set([...weekly, ...overrides].flatMap(({ userId }) => userId ?? []))
  const { rows } = await sql<{ user_id: string }>`
    select user_id from membership where user_id = any(${[...named]})`.execute(tx)
  const members = new Set(rows.map(({ user_id }) => user_id))
  const unknown = [...named].filter((id) => !members.has(id))
  if (unknown.length > 0) throw new PlatformError('invalid', `userId: ${unknown.join(', ')}`)
}
