import { type NewPushSubscription, newId } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

/** A browser has one subscription: whoever signs in on it next takes it over. */
export async function putPushSubscription(
  tx: Scoped,
  of: { organisationId: string; userId: string; userAgent: string },
  subscription: NewPushSubscription,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into push_subscription (id, organisation_id, user_id, endpoint, p256dh, auth, user_agent)
    values (${newId('pushSubscription')}, ${of.organisationId}, ${of.userId}, ${subscription.endpoint}, ${subscription.keys.p256dh},
      ${subscription.keys.auth}, ${of.userAgent.slice(0, 300)})
    on conflict (organisation_id, endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
      user_agent = excluded.user_agent returning id`.execute(tx)
  return rows[0]!.id
}

export async function deletePushSubscription(tx: Scoped, userId: string, endpoint: string): Promise<void> {
  await sql`delete from push_subscription where user_id = ${userId} and endpoint = ${endpoint}`.execute(tx)
}

export async function listPushSubscriptions(tx: Scoped, userId: string) {
  const { rows } = await sql<{ id: string; endpoint: string; user_agent: string; created_at: Date }>`
    select id, endpoint, user_agent, created_at from push_subscription where user_id = ${userId} order by created_at`.execute(
    tx,
  )
  return rows.map((row) => ({
    id: row.id,
    endpoint: row.endpoint,
    userAgent: row.user_agent,
    createdAt: row.created_at.toISOString(),
  }))
}

export interface PushTarget {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

export async function pushTarget(db: Db, id: string): Promise<PushTarget | null> {
  const { rows } = await sql<{ endpoint: string; p256dh: string; auth: string }>`
    select endpoint, p256dh, auth from push_subscription where id = ${id}`.execute(db)
  const row = rows[0]
  return row ? { endpoint: row.endpoint, keys: { p256dh: row.p256dh, auth: row.auth } } : null
}

/** The push service says that it is no more (RFC 8030 §7.3: 404 or 410). */
export async function forgetPushTarget(db: Db, id: string): Promise<void> {
  await sql`delete from push_subscription where id = ${id}`.execute(db)
}
