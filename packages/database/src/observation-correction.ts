import { qualityCode } from '@trame/domain'
import type { Pool } from 'pg'

/**
 * Marks one point as rejected and makes its hour and its series' latest value exact again. The hour's row is locked
 * first, as every batch locks it before it adds: neither can count what the other takes away.
 */
export async function rejectObservation(
  pool: Pool,
  { seriesId, observedAt }: { seriesId: number; observedAt: Date },
): Promise<boolean> {
  const client = await pool.connect()
  const hour = new Date(Math.floor(observedAt.getTime() / 3_600_000) * 3_600_000)
  const end = new Date(hour.getTime() + 3_600_000)
  try {
    await client.query('begin')
    await client.query('select 1 from observation_hourly where series_id = $1 and hour = $2 for update', [
      seriesId,
      hour,
    ])
    const { rowCount } = await client.query(
      'update observation set quality = $3 where series_id = $1 and observed_at = $2 and quality <> $3',
      [seriesId, observedAt, qualityCode.rejected],
    )
    if (rowCount) {
      await client.query('delete from observation_hourly where series_id = $1 and hour = $2', [
        seriesId,
        hour,
      ])
      await client.query(
        `insert into observation_hourly (series_id, hour, count, sum, min, max, first, first_at, last, last_at)
         select $1, $2, count(*), sum(value), min(value), max(value), (array_agg(value order by observed_at))[1], min(observed_at),
           (array_agg(value order by observed_at desc))[1], max(observed_at)
         from observation where series_id = $1 and observed_at >= $2 and observed_at < $3 and quality <= $4 having count(*) > 0`,
        [seriesId, hour, end, qualityCode.estimated],
      )
      await client.query('delete from latest_observation where series_id = $1 and observed_at = $2', [
        seriesId,
        observedAt,
      ])
      await client.query(
        `insert into latest_observation (series_id, observed_at, received_at, value, quality)
         select series_id, observed_at, now(), value, quality from observation where series_id = $1 and quality <> $2
         order by observed_at desc limit 1
         on conflict (series_id) do nothing`,
        [seriesId, qualityCode.rejected],
      )
    }
    await client.query('commit')
    client.release()
    return Boolean(rowCount)
  } catch (error) {
    client.release(true)
    throw error
  }
}
