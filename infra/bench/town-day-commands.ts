import type { Pool } from 'pg'
import { type Line, linesOf } from './town-day-ledger.ts'

/** Each command that left came to the network once for each sending, and what the platform calls done was obeyed. */
export async function commandsAgainstLedger(db: Pool, ledger: readonly Line[]): Promise<string[]> {
  const steps = new Map<string, Record<string, number>>()
  for (const { id, step } of linesOf(ledger, 'downlink')) {
    const known = steps.get(id) ?? {}
    steps.set(id, { ...known, [step]: (known[step] ?? 0) + 1 })
  }
  const { rows } = await db.query<{
    id: string
    item: string
    state: string
    attempts: number
    left: boolean
  }>(
    `select id, queue_item_id::text as item, state, attempts, handed_over_at is not null as left from command`,
  )
  const of = (row: { id: string; item: string }) => steps.get(row.item) ?? steps.get(row.id) ?? {}
  const count = (which: (row: (typeof rows)[number]) => boolean) => rows.filter(which).length
  const states = Object.entries(Object.groupBy(rows, ({ state }) => state))
    .map(([state, list]) => `${state} ${list!.length}`)
    .join(', ')
  const known = new Set(rows.flatMap(({ id, item }) => [id, item]))
  return [
    `commands: ${rows.length} (${states})`,
    `  left and never came: ${count((row) => row.left && !of(row).queued)}; came more often than sent: ${count((row) => (of(row).queued ?? 0) > row.attempts)}`,
    `  called observed and not obeyed: ${count((row) => row.state === 'observed' && !of(row).obeyed)}; obeyed after its end as expired: ${count((row) => row.state === 'expired' && Boolean(of(row).obeyed))}`,
    `  at the network and not of the platform: ${[...steps.keys()].filter((id) => !known.has(id)).length}`,
  ]
}
