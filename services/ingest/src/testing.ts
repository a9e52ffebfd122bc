import { createPool } from '@trame/database'
import { createSandbox, type Sandbox } from '@trame/devices'
import type { NetworkEvent, UplinkEvent } from '@trame/domain'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { createWriter } from './database-writer.ts'
import { createDirectory } from './devices.ts'
import { createPipeline } from './pipeline.ts'
import { createReplayer } from './replay.ts'

/** The pipeline on a database of the test's own, without a network: events go in where connectors put them. */
export async function pipelineUnderTest({ database }: { database?: TestDatabase } = {}) {
  const own = database ?? (await testDatabase())
  const admin = new pg.Pool({ connectionString: own.adminUrl, max: 2 })
  admin.on('error', () => {})
  const query = async <R extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await admin.query<R>(sql, values)).rows
  await query(
    `insert into organisation (id, name, slug) values ('org_test', 'Test', 'test') on conflict do nothing`,
  )
  await query(
    `insert into connector (id, organisation_id, kind, name) values ('con_test', 'org_test', 'test', 'Test') on conflict do nothing`,
  )
  const pool = createPool({ url: own.ingestUrl, maxConnections: 3 })
  const directory = createDirectory(pool)
  const stopping = new AbortController()
  const writer = createWriter(own.ingestUrl)
  const failures: unknown[] = []
  let sandbox: Sandbox | undefined
  const pipeline = createPipeline({
    batch: { afterMs: 5, maxUplinks: 2000 },
    directory,
    write: writer.write,
    stopping: stopping.signal,
    sandbox: () => (sandbox ??= createSandbox({ poolSize: 1 })),
    onFailure: (error) => failures.push(error),
    onStored() {},
    onBatch() {},
  })
  const receive = (event: NetworkEvent) => pipeline.receive(event, 'org_test')

  return {
    database: own,
    query,
    directory,
    failures,
    receive,
    receiveAll: (events: readonly NetworkEvent[]) => Promise.all(events.map(receive)),
    replayer: () => createReplayer(pool, pipeline.receive, (error) => failures.push(error)),
    async addDevice(network: 'lorawan' | 'mqtt', address: string, modelId = 'none', modelVersion = 1) {
      const id = `dev_${network}-${address.replaceAll(/[^A-Za-z0-9]/g, '-')}`
      await query(
        `insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
         values ($1, 'org_test', $3, $2, $3, $4, $5, 60000)`,
        [id, network, address, modelId, modelVersion],
      )
      directory.forgetAll()
      return id
    },
    async stop() {
      stopping.abort()
      await sandbox?.stop()
      await writer.close().catch(() => {})
      await pool.end()
      await admin.end()
      await own.drop()
    },
  }
}

let keys = 0

export function frameEvent(
  address: string,
  more: Partial<UplinkEvent> & { hex?: string; fCnt?: number; fPort?: number; devAddr?: string } = {},
): UplinkEvent {
  const { hex = '', fCnt = 0, fPort = 85, devAddr = '01020304', ...event } = more
  const receivedAt = event.receivedAt ?? new Date()
  return {
    kind: 'uplink',
    connectorId: 'con_test',
    network: 'lorawan',
    address,
    receivedAt,
    observedAt: receivedAt,
    timeSource: 'gateway',
    keys: [`test:${keys++}`, `lora:${address}:${devAddr}:${fCnt}:${hex}`],
    payload: { type: 'frame', fPort, fCnt, devAddr, bytes: Buffer.from(hex, 'hex') },
    ...event,
  }
}

export function readingsEvent(
  address: string,
  readings: Record<string, number>,
  more: Partial<UplinkEvent> = {},
): UplinkEvent {
  const receivedAt = more.receivedAt ?? new Date()
  return {
    kind: 'uplink',
    connectorId: 'con_test',
    network: 'mqtt',
    address,
    receivedAt,
    observedAt: receivedAt,
    timeSource: 'device',
    keys: [`test:${keys++}`],
    payload: {
      type: 'readings',
      readings: Object.entries(readings).map(([channel, value]) => ({ channel, value })),
      bytes: Buffer.from(JSON.stringify(readings)),
    },
    ...more,
  }
}

/** Hours that differ between the rollup and the raw rows; none is the invariant. */
export const rollupDifferences = `
  with brute as (
    select series_id, date_trunc('hour', observed_at, 'UTC') as hour, count(*)::int as count, round(sum(value)::numeric, 6) as sum,
      min(value) as min, max(value) as max, min(observed_at) as first_at, max(observed_at) as last_at
    from observation where quality <= 1 group by 1, 2),
  kept as (select series_id, hour, count, round(sum::numeric, 6) as sum, min, max, first_at, last_at from observation_hourly)
  (table brute except table kept) union all (table kept except table brute)`
