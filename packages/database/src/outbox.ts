import type { OutboxMessage } from '@trame/domain'
import type { Pool } from 'pg'

export interface OutboxRow {
  id: string
  message: OutboxMessage
}

/**
 * Hands over the oldest rows and deletes them once `deliver` resolves: at least once, in no promised order. Rows are
 * locked, not counted: ids commit out of order, so that "greater than the last" would skip some (reliability.md D11).
 */
export async function relayOutbox(
  pool: Pool,
  limit: number,
  deliver: (rows: OutboxRow[]) => Promise<void>,
): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ id: string; payload: OutboxMessage }>({
      name: 'take-outbox',
      text: 'select id, payload from outbox order by id limit $1 for update skip locked',
      values: [limit],
    })
    if (rows.length > 0) {
      await deliver(rows.map(({ id, payload }) => ({ id, message: payload })))
      await client.query({
        name: 'delete-outbox',
        text: 'delete from outbox where id = any($1::bigint[])',
        values: [rows.map(({ id }) => id)],
      })
    }
    await client.query('commit')
    client.release()
    return rows.length
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
