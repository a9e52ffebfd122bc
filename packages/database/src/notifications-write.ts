import {
  type AlertNotice,
  deliveryLifeMs,
  type NotificationChannel,
  type NotificationContent,
  type NotificationPlan,
  type NotificationSettings,
  newId,
  notificationsFor,
  type Recipient,
  type Severity,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { recipientsOf } from './recipients-resolve.ts'

/** One event of one alert, about to be told. */
export interface Telling {
  organisationId: string
  alertId: string
  timeZone: string
  notice: AlertNotice
  settings: NotificationSettings
  cause: string
  now: Date
}

export interface TellOptions {
  groupId: string | null
  channels: readonly NotificationChannel[] | null
  only?: (planned: NotificationPlan) => boolean
}

export async function tell(
  tx: Scoped,
  telling: Telling,
  recipients: readonly Recipient[],
  { groupId, channels, only = () => true }: TellOptions,
): Promise<number> {
  const planned = notificationsFor({ ...telling, channels, recipients })
  return writeNotifications(tx, planned.filter(only), {
    organisationId: telling.organisationId,
    alertId: telling.alertId,
    groupId,
    severity: telling.notice.severity,
    content: { type: 'alert', notice: telling.notice },
    now: telling.now,
  })
}

/** A group that is empty, or without anybody on call: the log says so, and the alert does not get lost in silence. */
async function recordNobody(tx: Scoped, telling: Telling, groupId: string): Promise<void> {
  const { organisationId, alertId, notice, settings, cause, now } = telling
  await sql`insert into notification (id, organisation_id, alert_id, group_id, cause, channel, recipient, recipient_name, endpoint,
      address, language, severity, content, state, last_error, created_at, expires_at)
    values (${newId('notification', now.getTime())}, ${organisationId}, ${alertId}, ${groupId}, ${cause}, 'inApp', ${groupId},
      coalesce((select name from recipient_group where id = ${groupId}), ${groupId}), 'inApp', '', ${settings.language},
      ${notice.severity}::alert_severity, ${JSON.stringify({ type: 'alert', notice })}, 'failed', 'nobody_to_tell', ${now}, ${now})
    on conflict (organisation_id, cause, recipient, channel) do nothing`.execute(tx)
}

/** To whoever is in the group, or on call for it, now. */
export async function tellGroup(
  tx: Scoped,
  telling: Telling,
  { groupId, channels }: { groupId: string; channels: readonly NotificationChannel[] | null },
): Promise<void> {
  const recipients = await recipientsOf(tx, telling.organisationId, [groupId], telling.now)
  if (recipients.length === 0) await recordNobody(tx, telling, groupId)
  await tell(tx, telling, recipients, { groupId, channels })
}

export interface NotificationsToWrite {
  organisationId: string
  alertId: string | null
  groupId: string | null
  severity: Severity | null
  content: NotificationContent
  now: Date
}

export async function writeNotifications(
  tx: Scoped,
  planned: readonly NotificationPlan[],
  of: NotificationsToWrite,
): Promise<number> {
  if (planned.length === 0) return 0
  // A message's life begins when it may leave: quiet hours do not use it up.
  const rows = planned.map((one) => ({
    ...one,
    id: newId('notification', of.now.getTime()),
    sentAt: one.state === 'sent' ? of.now : null,
    expiresAt: new Date((one.digestAt ?? one.nextAttemptAt ?? of.now).getTime() + deliveryLifeMs),
  }))
  const { numAffectedRows } = await sql`
    insert into notification (id, organisation_id, alert_id, group_id, cause, channel, recipient, recipient_name, user_id, endpoint,
      address, language, severity, content, state, next_attempt_at, digest_at, created_at, expires_at, sent_at)
    select r.id, ${of.organisationId}, ${of.alertId}, ${of.groupId}, r.cause, r.channel, r.recipient, r."recipientName", r."userId",
      r.endpoint, r.address, r.language, ${of.severity}::alert_severity, ${JSON.stringify(of.content)}::jsonb, r.state,
      r."nextAttemptAt", r."digestAt", ${of.now}, r."expiresAt", r."sentAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, cause text, channel text, recipient text,
      "recipientName" text, "userId" text, endpoint text, address text, language text, state text, "nextAttemptAt" timestamptz,
      "digestAt" timestamptz, "expiresAt" timestamptz, "sentAt" timestamptz)
    on conflict (organisation_id, cause, recipient, channel) do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
