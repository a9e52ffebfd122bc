import { AlertNotice, type NotificationPlan } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { writeNotifications } from './notifications-write.ts'

interface DueDigest {
  organisation_id: string
  recipient: string
  digest_at: Date
}

interface GatheredRow {
  id: string
  recipient_name: string
  user_id: string | null
  address: string
  language: NotificationPlan['language']
  content: { notice: unknown }
  time_zone: string
}

/** Makes one e-mail a recipient of what has waited for the digest. */
export async function gatherDigests(tx: Scoped, now: Date, limit = 50): Promise<number> {
  const { rows } = await sql<DueDigest>`
    select distinct organisation_id, recipient, digest_at from notification
    where state = 'pending' and digest_at <= ${now} order by digest_at limit ${limit}`.execute(tx)
  for (const due of rows) await gatherOne(tx, due, now)
  return rows.length
}

async function gatherOne(tx: Scoped, due: DueDigest, now: Date) {
  const { rows } = await sql<GatheredRow>`
    select n.id, n.recipient_name, n.user_id, n.address, n.language, n.content, o.time_zone from notification n
    join organisation o on o.id = n.organisation_id
    where n.organisation_id = ${due.organisation_id} and n.recipient = ${due.recipient} and n.digest_at = ${due.digest_at}
      and n.state = 'pending' order by n.content->'notice'->>'at', n.id for update of n`.execute(tx)
  const last = rows.at(-1)
  // Another worker has gathered them meanwhile.
  if (!last) return
  const cause = `digest:${due.digest_at.toISOString()}`
  const notices = rows.map(({ content }) => AlertNotice.parse(content.notice))
  await writeNotifications(
    tx,
    [
      {
        cause,
        recipient: due.recipient,
        channel: 'email',
        recipientName: last.recipient_name,
        userId: last.user_id,
        endpoint: 'email',
        address: last.address,
        language: last.language,
        state: 'pending',
        nextAttemptAt: now,
        digestAt: null,
      },
    ],
    {
      organisationId: due.organisation_id,
      alertId: null,
      groupId: null,
      severity: null,
      content: { type: 'digest', notices, timeZone: last.time_zone },
      now,
    },
  )
  await sql`update notification set state = 'digested', digest_id = (select d.id from notification d
      where d.organisation_id = ${due.organisation_id} and d.cause = ${cause} and d.recipient = ${due.recipient} and d.channel = 'email')
    where id = any(${rows.map(({ id }) => id)})`.execute(tx)
}
