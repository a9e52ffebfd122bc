import {
  deliveryLifeMs,
  type Language,
  type NotificationChannel,
  NotificationContent,
  type Severity,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Db } from './connection.ts'

export interface ClaimedNotification {
  id: string
  organisationId: string
  alertId: string | null
  channel: NotificationChannel
  endpoint: string
  address: string
  language: Language
  severity: Severity | null
  content: NotificationContent
  /** This one included. */
  attempts: number
  createdAt: Date
  expiresAt: Date
}

interface ClaimedRow {
  id: string
  organisation_id: string
  alert_id: string | null
  channel: NotificationChannel
  endpoint: string
  address: string
  language: Language
  severity: Severity | null
  content: unknown
  attempts: number
  created_at: Date
  expires_at: Date
}

export interface Claim {
  channel: NotificationChannel
  now: Date
  /** While it lasts nobody else tries; after a crash the notification is due again then. */
  leaseMs: number
  limit: number
  /** The most of one organisation at a time: a town with ten thousand messages does not hold up another's one. */
  perOrganisation: number
  fullOrganisations: readonly string[]
  closedEndpoints: readonly string[]
}

export async function claimNotifications(db: Db, claim: Claim): Promise<ClaimedNotification[]> {
  const until = new Date(claim.now.getTime() + claim.leaseMs)
  const { rows } = await sql<ClaimedRow>`
    with due as materialized (
      select picked.id from organisation o cross join lateral (
        select n.id, n.next_attempt_at from notification n
        where n.channel = ${claim.channel} and n.organisation_id = o.id and n.state = 'pending' and n.digest_at is null
          and n.next_attempt_at <= ${claim.now} and n.endpoint <> all(${[...claim.closedEndpoints]})
        order by n.next_attempt_at limit ${claim.perOrganisation} for update skip locked) picked
      where o.id <> all(${[...claim.fullOrganisations]})
      order by picked.next_attempt_at limit ${claim.limit})
    update notification n set attempts = n.attempts + 1, next_attempt_at = ${until}
    from due where n.id = due.id
    returning n.id, n.organisation_id, n.alert_id, n.channel, n.endpoint, n.address, n.language, n.severity, n.content, n.attempts,
      n.created_at, n.expires_at`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    alertId: row.alert_id,
    channel: row.channel,
    endpoint: row.endpoint,
    address: row.address,
    language: row.language,
    severity: row.severity,
    content: NotificationContent.parse(row.content),
    attempts: row.attempts,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }))
}

export interface Attempt {
  at: Date
  status: number | null
  tookMs: number
}

export async function recordSent(db: Db, one: ClaimedNotification, attempt: Attempt): Promise<void> {
  await sql`with done as (
      update notification set state = 'sent', sent_at = ${attempt.at}, next_attempt_at = null, last_error = null where id = ${one.id})
    insert into notification_attempt (organisation_id, notification_id, at, outcome, status, took_ms)
    values (${one.organisationId}, ${one.id}, ${attempt.at}, 'sent', ${attempt.status}, ${attempt.tookMs})`.execute(
    db,
  )
}

/** `retryAt` null: given up. */
export async function recordFailure(
  db: Db,
  one: ClaimedNotification,
  attempt: Attempt & { error: string; retryAt: Date | null },
): Promise<void> {
  await sql`with done as (
      update notification set state = ${attempt.retryAt ? 'pending' : 'failed'}, next_attempt_at = ${attempt.retryAt},
        last_error = ${attempt.error} where id = ${one.id})
    insert into notification_attempt (organisation_id, notification_id, at, outcome, error, status, took_ms)
    values (${one.organisationId}, ${one.id}, ${attempt.at}, 'failed', ${attempt.error}, ${attempt.status}, ${attempt.tookMs})`.execute(
    db,
  )
}

/** A person asks for it again: the same message with the same id, so a receiver that has it already can tell. */
export async function resendNotification(db: Db, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update notification set state = 'pending', attempts = 0, next_attempt_at = ${now},
      sent_at = null, last_error = null, expires_at = ${new Date(now.getTime() + deliveryLifeMs)}
    where id = ${id} and channel <> 'inApp' and state in ('sent', 'failed', 'suppressed')`.execute(db)
  return Boolean(numAffectedRows)
}

/** Of every organisation: for the metrics page. */
export async function waitingNotifications(db: Db, now: Date): Promise<Map<NotificationChannel, number>> {
  const { rows } = await sql<{ channel: NotificationChannel; n: number }>`
    select channel, count(*)::int as n from notification
    where state = 'pending' and digest_at is null and (attempts > 0 or next_attempt_at <= ${now}) group by channel`.execute(
    db,
  )
  return new Map(rows.map(({ channel, n }) => [channel, n]))
}
