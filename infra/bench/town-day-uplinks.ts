import type { Pool } from 'pg'
import { type Line, linesOf } from './town-day-ledger.ts'
import type { Verdict } from './town-day-table.ts'

/** Messages that arrived: the same one twice is kept once, what was cut short on its way is refused with its bytes. */
const kept = ['sent', 'twice', 'late']

/** Each device's messages on the wire, and what the platform kept of them. */
export async function uplinksAgainstLedger(db: Pool, ledger: readonly Line[]): Promise<Verdict[]> {
  const sums = new Map<string, Record<string, number>>()
  for (const { devices } of linesOf(ledger, 'uplinks'))
    for (const [device, counts] of Object.entries(devices)) {
      const sum = sums.get(device) ?? {}
      sums.set(device, sum)
      for (const [fate, count] of Object.entries(counts)) sum[fate] = (sum[fate] ?? 0) + count
    }
  const total = (fates: readonly string[]) =>
    [...sums.values()].reduce(
      (sum, counts) => sum + fates.reduce((own, fate) => own + (counts[fate] ?? 0), 0),
      0,
    )
  const { rows } = await db.query<{ key: string; n: number }>(
    `select substr(d.id, 5) as key, count(u.id)::int as n from device d left join uplink u on u.device_number = d.number group by d.id`,
  )
  const { rows: refused } = await db.query<{ n: number }>(
    'select coalesce(sum(occurrences), 0)::int as n from rejection',
  )
  const stored = new Map(rows.map(({ key, n }) => [key, n]))
  const wrong = [...sums].flatMap(([device, counts]) => {
    const expected = kept.reduce((sum, fate) => sum + (counts[fate] ?? 0), 0)
    const got = stored.get(device) ?? 0
    return got === expected ? [] : [`${device} ${got} for ${expected}`]
  })
  return [
    {
      what: 'messages kept',
      expected: total(kept),
      found: rows.reduce((sum, { n }) => sum + n, 0),
      faults: wrong,
      note: `of which ${total(['twice'])} came twice, ${total(['late'])} late; ${total(['unheard', 'lost'])} never arrived`,
    },
    {
      what: 'messages refused',
      expected: total(['garbage']),
      found: refused[0]!.n,
      faults: refused[0]!.n === total(['garbage']) ? [] : ['other than the ledger says'],
      note: 'cut short on their way',
    },
  ]
}
