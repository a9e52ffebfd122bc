import { PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import { addLife } from './alert-changes.ts'
import type { Scoped } from './connection.ts'

export interface StoredPhoto {
  type: string
  bytes: Buffer
}

/** Keeps it, and says so in the alert's life. Returns its number. */
export async function addAlertPhoto(
  tx: Scoped,
  organisationId: string,
  alertId: string,
  by: string,
  { type, bytes, note }: StoredPhoto & { note: string | undefined },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into alert_photo (organisation_id, alert_id, type, bytes, added_by)
    values (${organisationId}, ${alertId}, ${type}, ${bytes}, ${by}) returning id::int as id`.execute(tx)
  const { id } = rows[0]!
  await addLife(tx, organisationId, alertId, by, 'photo', { photoId: id, note })
  return id
}

export async function alertPhoto(tx: Scoped, alertId: string, photoId: number): Promise<StoredPhoto> {
  const { rows } = await sql<StoredPhoto>`
    select type, bytes from alert_photo where id = ${photoId} and alert_id = ${alertId}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', `photo ${photoId}`)
  return rows[0]
}
