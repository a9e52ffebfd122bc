import type { Pool } from 'pg'
import { type Line, linesOf } from './town-day-ledger.ts'
import type { Verdict } from './town-day-table.ts'

interface Row {
  id: string
  item: string
  kind: string
  state: string
  code: string | null
  attempts: number
  left: boolean
  waits: boolean
}
type Steps = Record<string, number>

/** What must have happened on the wire for the platform to be right in calling a command this. */
const explained: Record<string, (steps: Steps, row: Row) => boolean> = {
  observed: ({ obeyed }) => Boolean(obeyed),
  // Back to the calendar: no value proves it, the device's own word is the end of it.
  acknowledged: ({ acknowledged, obeyed }) => Boolean(acknowledged && obeyed),
  // It was heard and not done, or what the device said of it never arrived.
  unconfirmed: ({ ignored, obeyed }) => Boolean(ignored || obeyed),
  unknown: ({ queued, sent }) => Boolean(queued || sent),
  expired: ({ obeyed }) => !obeyed,
  failed: ({ obeyed }, { code }) => !obeyed && code !== null,
  superseded: () => true,
  cancelled: () => true,
  // A way back that is due later.
  queued: (_, { waits }) => waits,
}

/** Every command that left came to the network as often as it was sent, and ended as it did there. */
export async function commandsAgainstLedger(db: Pool, ledger: readonly Line[]): Promise<Verdict[]> {
  const steps = new Map<string, Steps>()
  for (const { id, step } of linesOf(ledger, 'downlink')) {
    const known = steps.get(id) ?? {}
    steps.set(id, { ...known, [step]: (known[step] ?? 0) + 1 })
  }
  const { rows } = await db.query<Row>(
    `select id, queue_item_id::text as item, kind, state, code, attempts, handed_over_at is not null as left,
       not_before > now() as waits from command`,
  )
  const of = ({ id, item }: Row): Steps => steps.get(item) ?? steps.get(id) ?? {}
  const name = (row: Row) => `${row.id} ${row.kind} ${JSON.stringify(of(row))}`
  const known = new Set(rows.flatMap(({ id, item }) => [id, item]))
  const strange = [...steps.keys()].filter((id) => !known.has(id))
  const left = rows.filter((row) => row.left)
  const byState = Object.entries(Object.groupBy(rows, ({ kind, state }) => `${kind} ${state}`)) as [
    string,
    Row[],
  ][]
  return [
    {
      what: 'commands on the wire',
      expected: left.length,
      found: left.filter((row) => of(row).queued).length,
      faults: [
        ...left.filter((row) => !of(row).queued).map((row) => `left and never came: ${name(row)}`),
        ...rows
          .filter((row) => (of(row).queued ?? 0) > row.attempts)
          .map((row) => `came more often than sent: ${name(row)}`),
        ...strange.map((id) => `not of the platform: ${id}`),
      ],
    },
    ...byState.sort().map(([what, list]) => ({
      what,
      expected: list.length,
      found: list.filter((row) => explained[row.state]?.(of(row), row) ?? false).length,
      faults: list.filter((row) => !explained[row.state]?.(of(row), row)).map(name),
      note: codesOf(list),
    })),
  ]
}

const codesOf = (rows: readonly Row[]) => [...new Set(rows.flatMap(({ code }) => code ?? []))].join(', ')
