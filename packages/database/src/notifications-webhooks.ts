import { newId, PlatformError, type Severity, type Webhook } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

interface WebhookRow {
  id: string
  name: string
  url: string
  enabled: boolean
  disabled_reason: string | null
  every_alert_from: Severity | null
  created_at: Date
}

const webhookOf = (row: WebhookRow): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url,
  enabled: row.enabled,
  disabledReason: row.disabled_reason,
  everyAlertFrom: row.every_alert_from,
  createdAt: row.created_at.toISOString(),
})

export async function listWebhooks(tx: Scoped): Promise<Webhook[]> {
  const { rows } = await sql<WebhookRow>`select * from webhook_endpoint order by name`.execute(tx)
  return rows.map(webhookOf)
}

export async function getWebhook(tx: Scoped, id: string): Promise<Webhook> {
  const { rows } = await sql<WebhookRow>`select * from webhook_endpoint where id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return webhookOf(rows[0])
}

type WebhookToPut = Pick<Webhook, 'name' | 'url' | 'enabled' | 'everyAlertFrom'>

export async function insertWebhook(
  tx: Scoped,
  organisationId: string,
  webhook: WebhookToPut,
  createdBy: string,
): Promise<string> {
  const id = newId('webhook')
  await sql`insert into webhook_endpoint (id, organisation_id, name, url, enabled, every_alert_from, created_by)
    values (${id}, ${organisationId}, ${webhook.name}, ${webhook.url}, ${webhook.enabled}, ${webhook.everyAlertFrom}, ${createdBy})`.execute(
    tx,
  )
  return id
}

export async function updateWebhook(tx: Scoped, id: string, webhook: WebhookToPut): Promise<void> {
  const { numAffectedRows } =
    await sql`update webhook_endpoint set name = ${webhook.name}, url = ${webhook.url},
    enabled = ${webhook.enabled}, every_alert_from = ${webhook.everyAlertFrom},
    disabled_reason = case when ${webhook.enabled} then null else disabled_reason end where id = ${id}`.execute(
      tx,
    )
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

export async function deleteWebhook(tx: Scoped, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from webhook_endpoint where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

/** The version before signs too, until its receivers have had time to learn the new one. */
export async function rotateWebhookSecret(tx: Scoped, id: string, until: Date): Promise<number> {
  const { rows } = await sql<{
    secret_version: number
  }>`update webhook_endpoint set secret_version = secret_version + 1,
    rotation_ends_at = ${until} where id = ${id} returning secret_version`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return rows[0].secret_version
}

export interface WebhookTarget {
  url: string
  enabled: boolean
  /** Newest first. */
  secretVersions: number[]
}

export async function webhookTarget(db: Db, id: string, now: Date): Promise<WebhookTarget | null> {
  const { rows } = await sql<{
    url: string
    enabled: boolean
    secret_version: number
    rotation_ends_at: Date | null
  }>`select url, enabled, secret_version, rotation_ends_at from webhook_endpoint where id = ${id}`.execute(db)
  const row = rows[0]
  if (!row) return null
  const rotating = row.rotation_ends_at !== null && row.rotation_ends_at > now
  const { secret_version: version } = row
  return { url: row.url, enabled: row.enabled, secretVersions: rotating ? [version, version - 1] : [version] }
}

/** The receiver said that it is gone for good (HTTP 410). */
export async function disableWebhook(db: Db, id: string, reason: string): Promise<void> {
  await sql`update webhook_endpoint set enabled = false, disabled_reason = ${reason} where id = ${id}`.execute(
    db,
  )
}
