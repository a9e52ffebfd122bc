import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

/** What should not happen and is nobody's command: one row a day, kind and subject, with a count. */
export async function recordSecurityEvent(
  tx: Scoped,
  organisationId: string,
  event: { kind: string; subject: string; detail: string; at: Date },
) {
  await sql`insert into security_event (organisation_id, day, kind, subject, first_at, last_at, detail)
    values (${organisationId}, ${event.at}::timestamptz::date, ${event.kind}, ${event.subject}, ${event.at}, ${event.at}, ${event.detail})
    on conflict (organisation_id, day, kind, subject) do update set count = security_event.count + 1,
      last_at = excluded.last_at, detail = excluded.detail`.execute(tx)
}
