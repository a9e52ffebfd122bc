import type { Pool } from 'pg'
import { type Line, type Spell, spellsOf } from './town-day-ledger.ts'

interface AlertRow {
  asset_id: string
  opened_at: Date
  cleared_at: Date | null
}

/** A truth of the ledger and the rule that has to notice it. */
const pairs = [
  // Two hourly values in a row, and the noise of an ultrasonic sensor: three hours are certain to show.
  { what: 'fill', states: ['above 80 %', 'overflowing'], origin: 'waste/full', certainMs: 3 * 3_600_000 },
  { what: 'air', states: ['above 1,500 ppm'], origin: 'indoor-air/co2', certainMs: 45 * 60_000 },
  { what: 'behindMeter', states: ['leaking'], origin: 'buildings/leak', certainMs: 24 * 3_600_000 },
] as const

/** Every long enough spell has its alert; every alert has its spell. */
export async function alertsAgainstTruth(db: Pool, ledger: readonly Line[], from: number): Promise<string[]> {
  const lines: string[] = []
  for (const { what, states, origin, certainMs } of pairs) {
    const now = Date.now()
    const all = spellsOf(ledger, what, states)
    const certain = all.filter(
      ({ from: at, until }) => Math.min(until, now) - Math.max(at, from) >= certainMs,
    )
    const { rows } = await db.query<AlertRow>(
      `select a.asset_id, a.opened_at, a.cleared_at from alert a join rule r on r.id = a.rule_id
       where r.origin = $1 and a.kind = 'asset' and not a.retracted`,
      [origin],
    )
    const met = (spell: Spell, marginMs: number) =>
      rows.filter(
        ({ asset_id, opened_at, cleared_at }) =>
          asset_id === spell.asset &&
          opened_at.getTime() <= spell.until + marginMs &&
          (cleared_at?.getTime() ?? Number.POSITIVE_INFINITY) >= spell.from - marginMs,
      )
    const missing = certain.filter((spell) => met(spell, 0).length === 0)
    // A noisy sensor near the threshold may see what is not quite true: within an hour of truth it is no fault.
    const extra = rows.filter(
      ({ asset_id }) => !all.some((spell) => spell.asset === asset_id && met(spell, 3_600_000).length > 0),
    )
    const assets = (list: readonly { asset?: string; asset_id?: string }[]) =>
      list
        .map((one) => one.asset ?? one.asset_id)
        .slice(0, 6)
        .join(' ')
    lines.push(
      `${origin}: ${all.length} spells in the ledger, ${certain.length} long enough; ${rows.length} alerts; ` +
        `${missing.length} missing${missing.length > 0 ? ` (${assets(missing)})` : ''}, ` +
        `${extra.length} without a cause${extra.length > 0 ? ` (${assets(extra)})` : ''}`,
    )
  }
  return lines
}
