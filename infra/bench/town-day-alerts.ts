import type { Pool } from 'pg'
import { type Expected, expected } from './town-day-expected.ts'
import { type Line, linesOf, type Spell, spellsOf } from './town-day-ledger.ts'
import type { Verdict } from './town-day-table.ts'
import { dayParts } from './town-day-time.ts'

interface AlertRow {
  id: string
  asset_id: string
  from: number
  /** Infinity: open. */
  until: number
  opened: number
  cleared: number
}

/** Alerts of a default rule, each with how often its life line says that it was opened and cleared. */
async function alertsOf(db: Pool, origin: string): Promise<AlertRow[]> {
  const { rows } = await db.query<{
    id: string
    asset_id: string
    opened_at: Date
    cleared_at: Date | null
    opened: number
    cleared: number
  }>(
    `select a.id, a.asset_id, a.opened_at, a.cleared_at,
       (select count(*)::int from alert_event e where e.alert_id = a.id and e.kind = 'opened') as opened,
       (select count(*)::int from alert_event e where e.alert_id = a.id and e.kind = 'cleared') as cleared
     from alert a join rule r on r.id = a.rule_id where r.origin = $1 and a.kind = 'asset' and not a.retracted`,
    [origin],
  )
  return rows.map(({ opened_at, cleared_at, ...row }) => ({
    ...row,
    from: opened_at.getTime(),
    until: cleared_at?.getTime() ?? Number.POSITIVE_INFINITY,
  }))
}

const iso = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString().slice(5, 16) : '…')
const told = ({ asset, from, until }: Spell) => `${asset} ${iso(from)}–${iso(until)}`
const shown = ({ asset_id, from, until }: AlertRow) => `${asset_id} ${iso(from)}–${iso(until)}`

/** Every certain spell has one alert that ended with it; every alert has its spell, and was told once and ended once. */
export async function alertsAgainstTruth(db: Pool, ledger: readonly Line[], end: number): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const one of expected) verdicts.push(await ofRule(db, ledger, one, end))
  return [...verdicts, await ofSilence(db, ledger)]
}

async function ofRule(db: Pool, ledger: readonly Line[], of: Expected, end: number): Promise<Verdict> {
  const { origin, certainMs, endsWithinMs, hours } = of
  const alerts = await alertsOf(db, origin)
  const all = spellsOf(ledger, of, end)
  const spells = hours ? all.flatMap((spell) => dayParts(spell, hours, end)) : all
  const certain = spells.filter(({ longestMs }) => longestMs >= certainMs)
  const during = (spell: Spell) =>
    alerts.filter(
      ({ asset_id, from, until }) =>
        asset_id === spell.asset && from <= spell.until + endsWithinMs && until >= spell.from,
    )
  return {
    what: origin,
    expected: certain.length,
    found: alerts.length,
    faults: [
      ...certain.filter((spell) => during(spell).length === 0).map((spell) => `missing: ${told(spell)}`),
      ...spells
        .filter(
          (spell) => during(spell).filter(({ from }) => from >= spell.from && from <= spell.until).length > 1,
        )
        .map((spell) => `more than once: ${told(spell)}`),
      ...alerts
        .filter((alert) => !spells.some((spell) => during(spell).includes(alert)))
        .map((alert) => `without a cause: ${shown(alert)}`),
      ...alerts
        .filter(({ until, from, asset_id }) => {
          const last = spells.findLast(
            (spell) => spell.asset === asset_id && spell.from <= from + endsWithinMs,
          )
          return until === Number.POSITIVE_INFINITY && last && last.until + endsWithinMs < end
        })
        .map((alert) => `never ended: ${shown(alert)}`),
      ...twiceTold(alerts),
    ],
    note: `${spells.length} spells, certain when longer than ${Math.round(certainMs / 60_000)} min`,
  }
}

const twiceTold = (alerts: readonly AlertRow[]) =>
  alerts
    .filter(
      ({ opened, cleared, until }) => opened !== 1 || cleared !== Number(until !== Number.POSITIVE_INFINITY),
    )
    .map((alert) => `opened ${alert.opened} and ended ${alert.cleared} times: ${shown(alert)}`)

/** Whoever was not heard for six intervals was missed, once for each time. */
async function ofSilence(db: Pool, ledger: readonly Line[]): Promise<Verdict> {
  // Of a thing with several devices each speaks for all of it.
  const { rows } = await db.query<{ asset_id: string }>(
    'select s.asset_id from binding b join series s on s.id = b.series_id where s.asset_id is not null group by 1 having count(distinct b.device_id) = 1',
  )
  const alone = new Set(rows.map(({ asset_id }) => asset_id))
  const alerts = (await alertsOf(db, 'fleet/silent')).filter(({ asset_id }) => alone.has(asset_id))
  const heard = linesOf(ledger, 'silence').filter(({ asset }) => alone.has(asset))
  const silences = heard.map((line) => ({
    ...line,
    from: Date.parse(line.from),
    until: Date.parse(line.until),
    longestMs: 0,
  }))
  const during = (silence: Spell) =>
    alerts.filter(
      ({ asset_id, from, until }) =>
        asset_id === silence.asset &&
        from > silence.from &&
        from <= silence.until &&
        until >= silence.until - 1_000,
    )
  const certain = silences.filter((silence) => silence.certain)
  const ended = alerts.filter(({ until }) => until !== Number.POSITIVE_INFINITY)
  return {
    what: 'fleet/silent',
    expected: certain.length,
    found: ended.length,
    faults: [
      ...certain
        .filter((silence) => during(silence).length === 0)
        .map((silence) => `missing: ${told(silence)}`),
      ...silences
        .filter((silence) => during(silence).length > 1)
        .map((one) => `more than once: ${told(one)}`),
      ...ended
        .filter((alert) => !silences.some((silence) => during(silence).includes(alert)))
        .map((alert) => `without a cause: ${shown(alert)}`),
      ...twiceTold(alerts),
    ],
    note: `ended ones; ${alerts.length - ended.length} are silent still`,
  }
}
