import {
  type Notification,
  type NotificationAttempt,
  type NotificationChannel,
  NotificationContent,
  type NotificationHealth,
  type NotificationQuery,
  type NotificationState,
  notificationChannels,
  type Severity,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

interface NotificationRow {
  id: string
  alert_id: string | null
  group_id: string | null
  channel: NotificationChannel
  recipient_name: string
  user_id: string | null
  address: string
  severity: Severity | null
  content: unknown
  state: NotificationState
  attempts: number
  next_attempt_at: Date | null
  digest_at: Date | null
  last_error: string | null
  created_at: Date
  sent_at: Date | null
  read_at: Date | null
  total: string
}

const notificationOf = (row: NotificationRow): Notification => ({
  id: row.id,
  alertId: row.alert_id,
  groupId: row.group_id,
  channel: row.channel,
  recipientName: row.recipient_name,
  userId: row.user_id,
  address: row.address,
  severity: row.severity,
  content: NotificationContent.parse(row.content),
  state: row.state,
  attempts: row.attempts,
  nextAttemptAt: (row.digest_at ?? row.next_attempt_at)?.toISOString() ?? null,
  lastError: row.last_error,
  createdAt: row.created_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
  readAt: row.read_at?.toISOString() ?? null,
})

export async function listNotifications(tx: Scoped, query: NotificationQuery): Promise<Page<Notification>> {
  const conditions = [
    query.state && sql`state = ${query.state}`,
    query.channel && sql`channel = ${query.channel}`,
    query.alertId && sql`alert_id = ${query.alertId}`,
    query.userId && sql`user_id = ${query.userId}`,
    query.webhookId && sql`channel = 'webhook' and address = ${query.webhookId}`,
    query.from && sql`created_at >= ${query.from}::timestamptz`,
    query.to && sql`created_at < ${query.to}::timestamptz`,
  ].filter((condition) => condition !== undefined && condition !== '')
  const matching = conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
  return page(tx, matching, query)
}

export async function listInbox(
  tx: Scoped,
  userId: string,
  query: { unread: boolean; cursor?: string | undefined; limit: number },
): Promise<Page<Notification>> {
  const unread = query.unread ? sql`read_at is null` : sql`true`
  return page(tx, sql`channel = 'inApp' and user_id = ${userId} and ${unread}`, query)
}

async function page(
  tx: Scoped,
  matching: ReturnType<typeof sql>,
  query: { cursor?: string | undefined; limit: number },
) {
  const { rows } =
    await sql<NotificationRow>`select *, count(*) over () as total from notification where ${matching}
    order by created_at desc, id limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, notificationOf)
}

/** `ids` null: all of them. */
export async function markRead(
  tx: Scoped,
  userId: string,
  ids: readonly string[] | null,
  now: Date,
): Promise<number> {
  const { numAffectedRows } =
    await sql`update notification set read_at = ${now} where channel = 'inApp' and user_id = ${userId}
    and read_at is null and (${ids === null} or id = any(${ids ?? []}))`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function listAttempts(tx: Scoped, notificationId: string): Promise<NotificationAttempt[]> {
  const { rows } = await sql<{
    at: Date
    outcome: 'sent' | 'failed'
    error: string | null
    status: number | null
    took_ms: number
  }>`select at, outcome, error, status, took_ms from notification_attempt where notification_id = ${notificationId} order by id`.execute(
    tx,
  )
  return rows.map(({ at, took_ms, ...row }) => ({ ...row, at: at.toISOString(), tookMs: took_ms }))
}

export async function notificationHealth(tx: Scoped, now: Date): Promise<NotificationHealth> {
  const { rows } = await sql<{
    channel: NotificationChannel
    waiting: number
    oldest_due_at: Date | null
    deferred: number
    retrying: number
    failed: number
    sent: number
    last_error: string | null
  }>`select channel,
      count(*) filter (where state = 'pending' and digest_at is null and (attempts > 0 or next_attempt_at <= ${now}))::int as waiting,
      min(created_at) filter (where state = 'pending' and digest_at is null and (attempts > 0 or next_attempt_at <= ${now})) as oldest_due_at,
      count(*) filter (where state = 'pending' and (digest_at is not null or (attempts = 0 and next_attempt_at > ${now})))::int as deferred,
      count(*) filter (where state = 'pending' and last_error is not null)::int as retrying,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'sent')::int as sent,
      (array_agg(last_error order by created_at desc) filter (where last_error is not null and state in ('pending', 'failed')))[1] as last_error
    from notification where state = 'pending' or created_at > ${now}::timestamptz - interval '1 day' group by channel`.execute(
    tx,
  )
  const byChannel = new Map(rows.map((row) => [row.channel, row]))
  return {
    channels: notificationChannels.map((channel) => {
      const row = byChannel.get(channel)
      return {
        channel,
        waiting: row?.waiting ?? 0,
        oldestDueAt: row?.oldest_due_at?.toISOString() ?? null,
        deferred: row?.deferred ?? 0,
        retrying: row?.retrying ?? 0,
        failedLastDay: row?.failed ?? 0,
        sentLastDay: row?.sent ?? 0,
        lastError: row?.last_error ?? null,
      }
    }),
  }
}
