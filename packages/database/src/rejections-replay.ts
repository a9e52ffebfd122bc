import type { Pool } from 'pg'

export interface RequestedReplay {
  id: string
  organisationId: string
  raw: Buffer
  /** The event as ingest kept it, without its bytes. */
  event: unknown
}

/** The longest waiting first. What this returns stays asked for until the batch that plays it commits. */
export async function requestedReplays(pool: Pool, limit: number): Promise<RequestedReplay[]> {
  const { rows } = await pool.query<RequestedReplay>(
    `select id, organisation_id as "organisationId", raw, event from rejection where replay_requested_at is not null and status = 'open'
     order by replay_requested_at, id limit $1`,
    [limit],
  )
  return rows
}
