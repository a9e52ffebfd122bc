import { AlertNotice, type NotificationChannel, type NotificationPlan, type Recipient } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { type NotifyAction, scheduleEscalations } from './notifications-escalation.ts'
import { readNotificationSettings } from './notifications-settings.ts'
import { type Telling, tell, tellGroup } from './notifications-write.ts'
import { usersToTell, webhooksToTell } from './recipients-resolve.ts'

interface NoticeRow {
  id: string
  organisation_id: string
  alert_id: string
  notice: unknown
  actions: Partial<NotifyAction>[]
  time_zone: string
}

/**
 * Makes notifications of the oldest notices nobody has handled, in the transaction that is given: the one that wrote the
 * notice, or a later one. Another worker's are skipped; a repeat finds the rows by their key and adds none.
 */
export async function planNotifications(
  tx: Scoped,
  now: Date,
  { limit = 50, onFault = () => {} }: { limit?: number; onFault?: (fault: unknown) => void } = {},
): Promise<number> {
  const { rows } = await sql<NoticeRow>`
    select n.id, n.organisation_id, n.alert_id, n.notice, n.actions, o.time_zone from alert_notice n
    join organisation o on o.id = n.organisation_id
    where n.handled_at is null order by n.id limit ${limit} for update of n skip locked`.execute(tx)
  for (const row of rows) {
    const notice = AlertNotice.safeParse(row.notice)
    // One that cannot be read must not hold up those behind it.
    if (notice.success) await planOne(tx, row, notice.data, now)
    else onFault(new Error(`notice ${row.id} cannot be read: ${notice.error.message}`))
  }
  await sql`update alert_notice set handled_at = ${now} where id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(
    tx,
  )
  return rows.length
}

async function planOne(tx: Scoped, row: NoticeRow, notice: AlertNotice, now: Date) {
  const organisationId = row.organisation_id
  const telling: Telling = {
    organisationId,
    alertId: row.alert_id,
    timeZone: row.time_zone,
    notice,
    settings: await readNotificationSettings(tx, organisationId),
    cause: `notice:${row.id}`,
    now,
  }
  const told = await whoWasTold(tx, row.alert_id, now)
  await dropWhatWasStillToSay(tx, row.alert_id, now)
  if (telling.notice.kind === 'resolved') await tellTheEnd(tx, telling, told)
  else await tellGroups(tx, telling, row.actions)
  await tellWebhooksOfAll(tx, telling)
}

/** A rule that names nobody is the organisation's default groups' business. */
async function tellGroups(tx: Scoped, telling: Telling, all: readonly Partial<NotifyAction>[]) {
  const actions = all.filter((action): action is NotifyAction => action.kind === 'notify')
  const named = actions.filter(({ unacknowledgedAfterMs }) => !unacknowledgedAfterMs)
  const byDefault = telling.settings.defaultGroupIds.map((groupId) => ({ groupId, channels: null }))
  const groups = actions.length > 0 ? named : byDefault
  for (const group of groups) await tellGroup(tx, telling, group)
  if (telling.notice.kind === 'opened') {
    const groupIds = groups.map(({ groupId }) => groupId)
    await scheduleEscalations(tx, telling, actions, groupIds)
  }
}

interface Told {
  recipient: string
  channel: NotificationChannel
  user_id: string | null
  address: string
  recipient_name: string
  language: NotificationPlan['language']
}

/** Its end interests whoever has heard of its beginning, even when others are on call by now. */
async function tellTheEnd(tx: Scoped, telling: Telling, told: readonly Told[]) {
  const users = await usersToTell(
    tx,
    telling.organisationId,
    told.flatMap(({ user_id }) => user_id ?? []),
  )
  const hooks = told.flatMap(({ channel, address }) => (channel === 'webhook' ? address : []))
  const others = told.flatMap((one): Recipient[] =>
    one.user_id === null && (one.channel === 'email' || one.channel === 'sms')
      ? [{ kind: one.channel, name: one.recipient_name, address: one.address, language: one.language }]
      : [],
  )
  const keys = new Set(told.map(keyOf))
  const quietly = !telling.settings.tellResolved
  const recipients = [...users, ...(await webhooksToTell(tx, telling.organisationId, hooks)), ...others]
  await tell(tx, telling, recipients, {
    groupId: null,
    channels: null,
    only: (one) => keys.has(keyOf(one)) && !(quietly && one.channel !== 'inApp' && one.channel !== 'webhook'),
  })
}

const keyOf = ({ recipient, channel }: { recipient: string; channel: string }) => `${channel} ${recipient}`

async function whoWasTold(tx: Scoped, alertId: string, now: Date): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select distinct recipient, channel, user_id, address, recipient_name, language from notification where alert_id = ${alertId}
      and (state in ('sent', 'digested') or (state = 'pending'
        and (attempts > 0 or digest_at is not null or next_attempt_at <= ${now})))`.execute(tx)
  return rows
}

/** Quiet hours held it back and now there is something newer to say, or nothing: the morning brings one message, not three. */
async function dropWhatWasStillToSay(tx: Scoped, alertId: string, now: Date) {
  await sql`update notification set state = 'suppressed', last_error = 'superseded', next_attempt_at = null
    where alert_id = ${alertId} and state = 'pending' and digest_at is null and attempts = 0 and next_attempt_at > ${now}`.execute(
    tx,
  )
}

async function tellWebhooksOfAll(tx: Scoped, telling: Telling) {
  const { rows } = await sql<{ id: string }>`
    select id from webhook_endpoint where organisation_id = ${telling.organisationId} and enabled
      and ${telling.notice.severity}::alert_severity <= every_alert_from`.execute(tx)
  const ids = rows.map(({ id }) => id)
  const recipients = await webhooksToTell(tx, telling.organisationId, ids)
  await tell(tx, telling, recipients, { groupId: null, channels: null })
}
