import type { Pool } from 'pg'
import { type Line, linesOf } from './town-day-ledger.ts'

/** Messages that the simulator put on the wire, and what the platform kept of them. */
export async function uplinksAgainstLedger(db: Pool, ledger: readonly Line[]): Promise<string[]> {
  const sum: Record<string, number> = {}
  for (const { devices } of linesOf(ledger, 'uplinks'))
    for (const counts of Object.values(devices))
      for (const [fate, count] of Object.entries(counts)) sum[fate] = (sum[fate] ?? 0) + count
  const { rows } = await db.query<{ decoded: number; rejected: number }>(
    `select (select count(*)::int from uplink where status = 'decoded') as decoded,
       (select count(*)::int from rejection) as rejected`,
  )
  const { decoded, rejected } = rows[0]!
  const told = Object.entries(sum)
    .map(([fate, count]) => `${fate} ${count}`)
    .join(', ')
  return [`messages: the ledger has ${told}; the platform decoded ${decoded} and refused ${rejected}`]
}
