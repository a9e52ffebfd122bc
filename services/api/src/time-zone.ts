import type { Scoped } from '@trame/database'

/** Of the organisation of this transaction. */
export async function timeZoneOf(tx: Scoped): Promise<string> {
  const row = await tx.selectFrom('organisation').select('time_zone').executeTakeFirstOrThrow()
  return row.time_zone
}
