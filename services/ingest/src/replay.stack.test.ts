import { afterAll, beforeAll, expect, test } from 'vitest'
import { startIngestProcess } from '../../../infra/bench/ingest-process.ts'
import {
  services,
  type TestBroker,
  type TestDatabase,
  testBroker,
  testDatabase,
} from '../../../infra/local/testing.ts'
import { benchDatabase } from '../bench/database.ts'
import { publish } from '../bench/measure.ts'
import { rollupDifferences } from './testing.ts'

let broker: TestBroker
let database: TestDatabase
beforeAll(async () => {
  broker = await testBroker()
  database = await testDatabase()
})
afterAll(async () => {
  await broker?.remove()
  await database?.drop()
})

const messages = 10_000
const devices = 4

test('T17: ten thousand rejections are replayed through a kill -9, twice without harm', async () => {
  const run = await benchDatabase(database.adminUrl, devices)
  await run.query(`delete from device where network = 'mqtt'`)
  const { username, password } = new URL(broker.url)
  const start = () =>
    startIngestProcess({
      databaseUrl: database.ingestUrl,
      redisUrl: services().redisUrl,
      connectors: [
        {
          kind: 'generic-mqtt',
          id: 'con_bench',
          organisationId: run.organisationId,
          name: 'Bench',
          url: broker.url,
          clientId: 'replay-ingest',
          username,
          password: decodeURIComponent(password),
        },
      ],
      env: { LOG_LEVEL: 'silent' },
    })
  const states = async () => {
    const [row] = await run.query<{ open: number; replayed: number; uplinks: number; observations: number }>(
      `select count(*) filter (where status = 'open')::int as open, count(*) filter (where status = 'replayed')::int as replayed,
        (select count(*)::int from uplink) as uplinks, (select count(*)::int from observation) as observations from rejection`,
    )
    return row!
  }
  const ask = () => run.query(`update rejection set status = 'open', replay_requested_at = now()`)

  let ingest = await start()
  const startAt = Date.now() - 3_600_000
  await publish({ url: broker.url, kind: 'readings', messages, devices, values: 2, rate: 0, startAt })
  await expect.poll(async () => (await states()).open, { timeout: 30_000 }).toBe(messages)

  await run.query(
    `insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
     select 'dev_late' || i, $1, 'Late ' || i, 'mqtt', 'bench/d' || i, 'none', 1, 60000 from generate_series(0, ${devices - 1}) i`,
    [run.organisationId],
  )
  await ask()
  await expect
    .poll(async () => (await states()).replayed, { timeout: 20_000, interval: 5 })
    .toBeGreaterThan(0)
  await ingest.stop('SIGKILL')
  const midway = await states()
  expect(midway.open).toBeGreaterThan(0)
  expect(midway.uplinks).toBe(midway.replayed)

  ingest = await start()
  const all = { open: 0, replayed: messages, uplinks: messages, observations: messages * 2 }
  await expect.poll(states, { timeout: 30_000 }).toEqual(all)
  await ask()
  await expect.poll(states, { timeout: 30_000 }).toEqual(all)
  expect(await run.query(rollupDifferences)).toEqual([])
  await ingest.stop()
}, 120_000)
