import type { Pool } from 'pg'
import { type Line, linesOf } from './town-day-ledger.ts'

/** Messages that the simulator put on the wire, and what the platform kept of them. */
export async function uplinksAgainstLedger(db: Pool, ledger: readonly Line[]): Promise<string[]> {
  const sum: Record<string, number> = {}
  for (const { devices } of linesOf(ledger, 'uplinks'))
    for (const counts of Object.values(devices))
      for (const [fate, count] of Object.entries(counts)) sum[fate] = (sum[fate] ?? 0) + count
  const { rows } = await db.query<{ kept: number; refused: number }>(
    `select (select count(*)::int from uplink) as kept, (select count(*)::int from rejection) as refused`,
  )
  const { kept, refused } = rows[0]!
  // A message that came twice is kept once; what was cut short on its way is refused, with its bytes.
  const expected = (sum.sent ?? 0) + (sum.twice ?? 0) + (sum.late ?? 0)
  const told = Object.entries(sum)
    .map(([fate, count]) => `${fate} ${count}`)
    .join(', ')
  return [
    `messages: the ledger has ${told}; expected ${expected} kept and ${sum.garbage ?? 0} refused, the platform kept ${kept} and refused ${refused}`,
  ]
}
