import { sql } from 'kysely'
import { moveCommand, repeatable } from './command-move.ts'
import type { Db, Scoped } from './connection.ts'

export interface SeenObservation {
  seriesId: number
  /** ms since 1970. */
  observedAt: number
  value: number
  /** Only good values prove anything: qualities 0 and 1. */
  quality: number
}

interface ExpectationRow {
  command_id: string
  series_id: number
  value: number
  tolerance: number
  before_value: number | null
  seen_at: Date | null
  judged_at: Date | null
  network: 'lorawan' | 'mqtt'
  handed_over_at: Date | null
  radio_sent_at: Date | null
  acknowledged_at: Date | null
}

/**
 * Compares committed observations with what commands should have brought about: called by ingest after each batch that it
 * stored. Ends commands as `observed`, or as `unconfirmed` when the device answered and did not act. Returns how many
 * commands it moved. One indexed question when no command waits for any of these series.
 */
export async function confirmCommands(
  db: Db,
  observations: readonly SeenObservation[],
  now = new Date(),
): Promise<number> {
  const good = observations.filter(({ quality }) => quality <= 1)
  if (good.length === 0) return 0
  const { rows } = await sql<{ command_id: string }>`select distinct command_id from command_expectation
    where open and series_id = any(${[...new Set(good.map(({ seriesId }) => seriesId))]})`.execute(db)
  let moved = 0
  for (const { command_id } of rows) {
    if (await repeatable(db, (tx) => confirmOne(tx, command_id, good, now))) moved++
  }
  return moved
}

async function confirmOne(
  tx: Scoped,
  commandId: string,
  observations: readonly SeenObservation[],
  now: Date,
): Promise<boolean> {
  await sql`select 1 from command where id = ${commandId} for update`.execute(tx)
  const { rows } = await sql<ExpectationRow>`
    select e.*, c.network, c.handed_over_at, c.radio_sent_at, c.acknowledged_at
    from command_expectation e join command c on c.id = e.command_id where e.command_id = ${commandId} and e.open`.execute(
    tx,
  )
  const expected = new Map(rows.map((row) => [row.series_id, row]))
  const proof = observations
    .filter(({ seriesId }) => expected.has(seriesId))
    .sort((a, b) => a.observedAt - b.observedAt)
  let moved = false
  for (const [at, together] of Map.groupBy(proof, ({ observedAt }) => observedAt)) {
    const counted = together.filter(({ seriesId }) => at > provesAfter(expected.get(seriesId)!))
    if (counted.length === 0) continue
    for (const { seriesId } of counted) expected.get(seriesId)!.judged_at = new Date(at)
    const matches = counted.every((one) => {
      const row = expected.get(one.seriesId)!
      const shown = Math.abs(one.value - row.value) <= row.tolerance
      row.seen_at = shown ? new Date(at) : null
      return shown
    })
    const all = rows.every(({ seen_at }) => seen_at !== null)
    // Some of several values have come and match: neither a proof nor a failure yet.
    if (matches && !all) continue
    const outcome = await moveCommand(tx, commandId, { type: 'seen', matches: matches && all }, now, {
      actor: 'ingest',
      at: new Date(Math.min(at, now.getTime())),
      detail: counted.map(({ seriesId, value }) => `series ${seriesId} = ${value}`).join(', '),
    })
    moved ||= outcome.moved
  }
  for (const { series_id, seen_at, judged_at } of rows)
    await sql`update command_expectation set seen_at = ${seen_at}, judged_at = ${judged_at} where command_id = ${commandId} and series_id = ${series_id}`.execute(
      tx,
    )
  return moved
}

/**
 * Values from when on prove something. A class A device is told after an uplink, which shows the state before: what the
 * radio or the device said comes first. Without any word of theirs, a value that has changed to the wanted one will do.
 */
function provesAfter(row: ExpectationRow): number {
  // Older than what was judged, or the same once more: it says nothing new.
  return Math.max(row.judged_at?.getTime() ?? 0, firstProofAfter(row))
}

function firstProofAfter(row: ExpectationRow): number {
  const heard = [row.radio_sent_at, row.acknowledged_at].flatMap((at) => at?.getTime() ?? [])
  if (heard.length > 0) return Math.min(...heard)
  const changes = row.before_value === null || Math.abs(row.before_value - row.value) > row.tolerance
  if (row.handed_over_at === null || (row.network === 'lorawan' && !changes)) return Number.POSITIVE_INFINITY
  return row.handed_over_at.getTime()
}

/** Series of which a value would prove some command, or disprove it. */
export async function awaitedSeries(db: Db): Promise<Set<number>> {
  const { rows } = await sql<{
    series_id: number
  }>`select distinct series_id from command_expectation where open`.execute(db)
  return new Set(rows.map(({ series_id }) => series_id))
}
