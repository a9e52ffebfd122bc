import {
  defaultPreferences,
  GroupMember,
  type Language,
  NotificationPreferences,
  OnCallCalendar,
  type Recipient,
  whoIsOnCall,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

/** The people and machines behind some groups, at a moment: on-call calendars are asked then. */
export async function recipientsOf(
  tx: Scoped,
  organisationId: string,
  groupIds: readonly string[],
  at: Date,
): Promise<Recipient[]> {
  if (groupIds.length === 0) return []
  const members = await membersOf(tx, organisationId, groupIds)
  const onCall = await onCallUsers(tx, organisationId, members, at)
  const userIds = members.flatMap((member) => (member.kind === 'user' ? member.userId : []))
  const webhookIds = members.flatMap((member) => (member.kind === 'webhook' ? member.webhookId : []))
  return [
    ...(await usersToTell(tx, organisationId, [...new Set([...userIds, ...onCall])])),
    ...members.flatMap((member): Recipient[] =>
      member.kind === 'email' || member.kind === 'sms'
        ? [{ kind: member.kind, name: member.name, address: member.address, language: member.language }]
        : [],
    ),
    ...(await webhooksToTell(tx, organisationId, webhookIds)),
  ]
}

async function membersOf(tx: Scoped, organisationId: string, groupIds: readonly string[]) {
  const { rows } = await sql<Record<string, unknown> & { language: Language | null }>`
    select kind, user_id as "userId", calendar_id as "calendarId", webhook_id as "webhookId", name, address, language
    from recipient_group_member where organisation_id = ${organisationId} and group_id = any(${[...groupIds]}) order by id`.execute(
    tx,
  )
  return rows.map((row) => GroupMember.parse({ ...row, name: row.name ?? '' }))
}

async function onCallUsers(tx: Scoped, organisationId: string, members: readonly GroupMember[], at: Date) {
  const ids = members.flatMap((member) => (member.kind === 'onCall' ? member.calendarId : []))
  if (ids.length === 0) return []
  const { rows } = await sql<Record<string, unknown>>`
    select id, name, time_zone as "timeZone", weekly, overrides from on_call_calendar
    where organisation_id = ${organisationId} and id = any(${ids})`.execute(tx)
  return rows.flatMap((row) => whoIsOnCall(OnCallCalendar.parse(row), at.getTime()))
}

interface UserRow {
  id: string
  name: string
  email: string
  preferences: unknown
  subscriptions: { id: string; endpoint: string }[]
}

/** Whoever has left the organisation or lost the account is told nothing any more. */
export async function usersToTell(
  tx: Scoped,
  organisationId: string,
  ids: readonly string[],
): Promise<Recipient[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<UserRow>`
    select u.id, u.name, u.email, p.preferences, coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'endpoint', s.endpoint)
        order by s.id) from push_subscription s where s.user_id = u.id and s.organisation_id = m.organisation_id), '[]') as subscriptions
    from membership m join user_account u on u.id = m.user_id
    left join notification_preference p on p.user_id = m.user_id and p.organisation_id = m.organisation_id
    where m.organisation_id = ${organisationId} and m.user_id = any(${[...ids]}) and not u.disabled
    order by u.id`.execute(tx)
  return rows.map((row) => ({
    kind: 'user',
    userId: row.id,
    name: row.name,
    email: row.email,
    preferences: row.preferences ? NotificationPreferences.parse(row.preferences) : defaultPreferences(),
    pushSubscriptions: row.subscriptions,
  }))
}

export async function webhooksToTell(
  tx: Scoped,
  organisationId: string,
  ids: readonly string[],
): Promise<Recipient[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from webhook_endpoint where organisation_id = ${organisationId} and id = any(${[...ids]}) and enabled`.execute(
    tx,
  )
  return rows.map(({ id, name }) => ({ kind: 'webhook', webhookId: id, name }))
}
