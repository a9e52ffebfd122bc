import type { OutboxMessage } from '@trame/domain'
import type { Pool } from 'pg'

export interface OutboxRow {
  id: string
  message: OutboxMessage
}

/** A back-filled history leaves rows of thousands of values each: memory is bounded by size, not by number. */
const bytesAtOnce = 1_000_000
// pg_column_size reads no out-of-line value. At least one row, however large.
const takeSql = `
  select id, payload, pg_column_size(payload) as size from outbox
  where id in (
    select id from (
      select id, sum(size) over (order by id) - size as before
      from (select id, pg_column_size(payload) as size from outbox where published_at is null order by id limit $1) oldest) summed
    where before < $2)
  order by id for update skip locked`

/** Where another reader is registered (the rules service), a row stays until that one has had it too. */
const settleSql = `
  with others as materialized (select exists (select from outbox_reader) as wait),
  kept as (update outbox set published_at = now() where id = any($1::bigint[]) and (select wait from others))
  delete from outbox where id = any($1::bigint[]) and not (select wait from others)`

/**
 * Hands over the oldest rows and deletes them once `deliver` resolves: at least once, in no promised order. Rows are
 * locked, not counted: ids commit out of order, so that "greater than the last" would skip some (reliability.md D11).
 * `full`: more may be waiting.
 */
export async function relayOutbox(
  pool: Pool,
  limit: number,
  deliver: (rows: OutboxRow[]) => Promise<void>,
): Promise<{ taken: number; full: boolean }> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ id: string; payload: OutboxMessage; size: number }>({
      name: 'take-outbox',
      text: takeSql,
      values: [limit, bytesAtOnce],
    })
    if (rows.length > 0) {
      await deliver(rows.map(({ id, payload }) => ({ id, message: payload })))
      await client.query({
        name: 'settle-outbox',
        text: settleSql,
        values: [rows.map(({ id }) => id)],
      })
    }
    await client.query('commit')
    client.release()
    const bytes = rows.reduce((sum, { size }) => sum + size, 0)
    return { taken: rows.length, full: rows.length === limit || bytes >= bytesAtOnce }
  } catch (error) {
    // The connection itself may be the fault: it does not go back to the pool.
    client.release(true)
    throw error
  }
}

export interface LiveSeries {
  id: number
  assetId: string | null
  deviceId: string
  property: string
  slot: string
}

/** What a live value says of its series; of a bound one, the device that feeds it now (or did last). */
export async function liveSeries(pool: Pool, ids: readonly number[]): Promise<LiveSeries[]> {
  const { rows } = await pool.query<{
    id: number
    asset_id: string | null
    device_id: string
    property: string
    slot: string
  }>(
    `select s.id, s.asset_id, s.property, s.slot, coalesce(s.device_id, (select b.device_id from binding b where b.series_id = s.id
       order by b.during @> now() desc, lower(b.during) desc limit 1), '') as device_id
     from series s where s.id = any($1::int[])`,
    [ids],
  )
  return rows.map((row) => ({
    id: row.id,
    assetId: row.asset_id,
    deviceId: row.device_id,
    property: row.property,
    slot: row.slot,
  }))
}
