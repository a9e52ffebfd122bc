import { AlertNotice, type NotificationChannel } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { readNotificationSettings } from './notifications-settings.ts'
import { type Telling, tellGroup } from './notifications-write.ts'

/** A rule's `notify` action; one with `unacknowledgedAfterMs` is for the next group. */
export interface NotifyAction {
  kind: 'notify'
  groupId: string
  channels: NotificationChannel[]
  unacknowledgedAfterMs: number
}

/** The groups that a rule names for later, and the steps of the policies of the groups that were told at once. */
export async function scheduleEscalations(
  tx: Scoped,
  { organisationId, alertId, now }: Pick<Telling, 'organisationId' | 'alertId' | 'now'>,
  actions: readonly NotifyAction[],
  toldGroupIds: readonly string[],
): Promise<void> {
  const later = actions
    .filter(({ unacknowledgedAfterMs }) => unacknowledgedAfterMs)
    .map(({ unacknowledgedAfterMs: afterMs, ...group }) => ({ ...group, afterMs }))
  for (const { groupId, channels, afterMs } of [
    ...later,
    ...(await policySteps(tx, organisationId, toldGroupIds)),
  ]) {
    await sql`insert into escalation (organisation_id, alert_id, due_at, group_id, channels)
      values (${organisationId}, ${alertId}, ${new Date(now.getTime() + afterMs)}, ${groupId}, ${channels})
      on conflict do nothing`.execute(tx)
  }
}

async function policySteps(tx: Scoped, organisationId: string, groupIds: readonly string[]) {
  const { rows } = await sql<{
    group_id: string
    channels: NotificationChannel[] | null
    after_minutes: number
  }>`select distinct s.group_id, s.channels, s.after_minutes from recipient_group g
    join escalation_step s on s.policy_id = g.escalation_policy_id
    where g.organisation_id = ${organisationId} and g.id = any(${[...groupIds]}) order by s.after_minutes`.execute(
    tx,
  )
  return rows.map((row) => ({
    groupId: row.group_id,
    channels: row.channels,
    afterMs: row.after_minutes * 60_000,
  }))
}

interface DueRow {
  id: string
  organisation_id: string
  alert_id: string
  group_id: string
  channels: NotificationChannel[] | null
  unacknowledged: boolean
  notice: unknown
  time_zone: string
}

/** Tells the next group of each alert that nobody has acknowledged in time. A snoozed alert waits until it is heard again. */
export async function escalateDue(tx: Scoped, now: Date, limit = 50): Promise<number> {
  const { rows } = await sql<DueRow>`
    select e.id, e.organisation_id, e.alert_id, e.group_id, e.channels, a.status = 'open' and a.cleared_at is null as unacknowledged,
      (select n.notice from alert_notice n where n.alert_id = e.alert_id and n.kind <> 'resolved' order by n.id desc limit 1) as notice,
      o.time_zone
    from escalation e join alert a on a.id = e.alert_id join organisation o on o.id = e.organisation_id
    where e.done_at is null and e.due_at <= ${now} and (a.quiet_until is null or a.quiet_until <= ${now} or a.status <> 'open')
    order by e.due_at limit ${limit} for update of e skip locked`.execute(tx)
  for (const row of rows) {
    const tells = row.unacknowledged && row.notice !== null
    if (tells) await remind(tx, row, now)
    await sql`update escalation set done_at = ${now}, outcome = ${tells ? 'told' : 'acknowledged'} where id = ${row.id}`.execute(
      tx,
    )
  }
  return rows.length
}

async function remind(tx: Scoped, row: DueRow, now: Date) {
  const organisationId = row.organisation_id
  const telling: Telling = {
    organisationId,
    alertId: row.alert_id,
    timeZone: row.time_zone,
    notice: AlertNotice.parse({ ...(row.notice as object), kind: 'reminded', at: now.toISOString() }),
    settings: await readNotificationSettings(tx, organisationId),
    cause: `escalation:${row.id}`,
    now,
  }
  await tellGroup(tx, telling, { groupId: row.group_id, channels: row.channels })
}
