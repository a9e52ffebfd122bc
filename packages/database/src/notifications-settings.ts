import { defaultPreferences, NotificationPreferences, NotificationSettings } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

export async function readNotificationSettings(
  tx: Scoped | Db,
  organisationId: string,
): Promise<NotificationSettings> {
  const { rows } = await sql<{ settings: unknown }>`
    select settings from notification_settings where organisation_id = ${organisationId}`.execute(tx)
  return NotificationSettings.parse(rows[0]?.settings ?? {})
}

export async function writeNotificationSettings(
  tx: Scoped,
  organisationId: string,
  settings: NotificationSettings,
): Promise<void> {
  await sql`insert into notification_settings (organisation_id, settings) values (${organisationId}, ${JSON.stringify(settings)})
    on conflict (organisation_id) do update set settings = excluded.settings, updated_at = now()`.execute(tx)
}

export async function readPreferences(
  tx: Scoped,
  organisationId: string,
  userId: string,
): Promise<NotificationPreferences> {
  const { rows } = await sql<{ preferences: unknown }>`
    select preferences from notification_preference where user_id = ${userId} and organisation_id = ${organisationId}`.execute(
    tx,
  )
  return rows[0] ? NotificationPreferences.parse(rows[0].preferences) : defaultPreferences()
}

export async function writePreferences(
  tx: Scoped,
  organisationId: string,
  userId: string,
  preferences: NotificationPreferences,
): Promise<void> {
  await sql`insert into notification_preference (organisation_id, user_id, preferences)
    values (${organisationId}, ${userId}, ${JSON.stringify(preferences)})
    on conflict (user_id, organisation_id) do update set preferences = excluded.preferences, updated_at = now()`.execute(
    tx,
  )
}
