import { CopyRows, startPipeline } from '@trame/database'
import pg from 'pg'

/** R of performance.md: raw binary COPY into the hypertable of observations, one connection, in rows a second. */
export async function copyRate(url: string, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const startAt = Date.now() - 20 * 86_400_000
  const series = 1000
  const chunk = 100_000
  let tookMs = 0
  for (let done = 0; done < rows; done += chunk) {
    const batch = new CopyRows(4, chunk * 40)
    for (let n = done; n < done + chunk; n++) {
      batch.row()
      batch.int4(1_000_000 + (n % series))
      batch.timestamptz(startAt + Math.floor(n / series) * 1000)
      batch.float8(20 + (n % 10))
      batch.int2(0)
    }
    const startedAt = performance.now()
    const pipeline = startPipeline(client)
    pipeline.copy('observation (series_id, observed_at, value, quality)', batch)
    await pipeline.end()
    tookMs += performance.now() - startedAt
  }
  await client.query('delete from observation where series_id >= 1000000')
  await client.end()
  return (rows / tookMs) * 1000
}
