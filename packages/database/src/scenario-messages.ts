import { type NotificationChannel, type NotificationContent, notificationsFor } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { readNotificationSettings } from './notifications-settings.ts'
import { writeNotifications } from './notifications-write.ts'
import { recipientsOf, usersToTell } from './recipients-resolve.ts'

export interface ScenarioMessage {
  organisationId: string
  /** Null: the default groups; without any, whoever may operate. */
  groupId: string | null
  channels: NotificationChannel[] | null
  content: Extract<NotificationContent, { type: 'message' }>
  /** Run and step: the same is never said twice. */
  cause: string
}

/** Returns how many notifications were written: none is worth a line in the trace. */
export async function tellScenarioMessage(
  tx: Scoped,
  { organisationId, groupId, channels, content, cause }: ScenarioMessage,
  now: Date,
): Promise<number> {
  const settings = await readNotificationSettings(tx, organisationId)
  const groups = groupId === null ? settings.defaultGroupIds : [groupId]
  const recipients =
    groups.length > 0
      ? await recipientsOf(tx, organisationId, groups, now)
      : await usersToTell(tx, organisationId, await operators(tx, organisationId))
  // A message is said when it is true, or after quiet hours: a digest gathers alerts only.
  const planned = notificationsFor({
    notice: { severity: 'major' },
    cause,
    channels,
    recipients,
    settings: { ...settings, digest: null },
    timeZone: content.timeZone,
    now,
  }).map((one) => ({ ...one, nextAttemptAt: one.nextAttemptAt ?? one.digestAt, digestAt: null }))
  return writeNotifications(tx, planned, {
    organisationId,
    alertId: null,
    groupId,
    severity: null,
    content,
    now,
  })
}

async function operators(tx: Scoped, organisationId: string): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from membership where organisation_id = ${organisationId} and role in ('administrator', 'operator')`.execute(
    tx,
  )
  return rows.map(({ user_id }) => user_id)
}
