import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { type IngestUnderTest, startIngestProcess } from '../../../infra/bench/ingest-process.ts'
import {
  services,
  type TestBroker,
  type TestDatabase,
  testBroker,
  testDatabase,
  testPostgres,
} from '../../../infra/local/testing.ts'
import { benchDatabase } from '../bench/database.ts'
import { publishWithLedger } from '../bench/ledger-publisher.ts'
import { rollupDifferences } from './testing.ts'

let broker: TestBroker
const folder = mkdtempSync(path.join(tmpdir(), 'trame-ledger-'))
beforeEach(async () => {
  broker = await testBroker()
})
afterEach(() => broker.remove())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const startAt = Date.now() - 3_600_000
const devices = 20

/** Of ten messages eight are good, one comes of a stranger, one is unreadable; some good ones are sent again later. */
function messageOf(n: number) {
  const original = n % 10 === 5 && n > 100 ? n - 95 : n
  if (original % 10 === 3)
    return { topic: `trame/v1/bench/stranger${original}/telemetry`, payload: telemetry(original) }
  if (original % 10 === 7) return { topic: `trame/v1/bench/d1/telemetry`, payload: `{"seq":${original},"m":` }
  return { topic: `trame/v1/bench/d${original % devices}/telemetry`, payload: telemetry(original) }
}

const telemetry = (n: number) =>
  `{"t":${startAt + n * 100},"m":{"air.temperature":${(n % 40) / 4},"air.co2":${400 + (n % 100)}},"seq":${n}}`

const originalOf = (n: number) => Number(/"seq":(\d+)/.exec(messageOf(n).payload)![1])

async function platform(database: TestDatabase) {
  const run = await benchDatabase(database.adminUrl, devices)
  const { username, password } = new URL(broker.url)
  const connector = {
    kind: 'generic-mqtt',
    id: 'con_bench',
    organisationId: run.organisationId,
    name: 'Bench',
    url: broker.url,
    clientId: 'crash-ingest',
    username,
    password: decodeURIComponent(password),
    receiveMaximum: 500,
  }
  const start = () =>
    startIngestProcess({
      databaseUrl: database.ingestUrl,
      redisUrl: services().redisUrl,
      connectors: [connector],
      env: { LOG_LEVEL: 'silent' },
    })
  /** I1, I2, I4: all that was acknowledged is there, once, and the rollups are those of the rows. */
  async function check(acknowledged: ReadonlySet<number>, ingest: IngestUnderTest) {
    const wanted = new Set([...acknowledged].map(originalOf))
    const stored = async () => {
      const rows = await run.query<{ n: number; refused: boolean }>(
        `select (regexp_match(convert_from(payload, 'UTF8'), '"seq":(\\d+)'))[1]::int as n, false as refused from uplink
         union all select (regexp_match(convert_from(raw, 'UTF8'), '"seq":(\\d+)'))[1]::int, true from rejection`,
      )
      return rows.map(({ n }) => n)
    }
    const missing = async () => {
      const there = new Set(await stored())
      return [...wanted].filter((n) => !there.has(n))
    }
    await expect.poll(missing, { timeout: 60_000, interval: 500 }).toEqual([])
    await expect.poll(() => ingest.metric('trame_ingest_connector_in_flight'), { timeout: 20_000 }).toBe(0)
    const numbers = await stored()
    expect(numbers.length - new Set(numbers).size).toBe(0)
    expect(await run.query(rollupDifferences)).toEqual([])
    const [rows] = await run.query<{ doubles: number }>(
      `select count(*)::int - count(distinct (series_id, observed_at))::int as doubles from observation`,
    )
    expect(rows).toEqual({ doubles: 0 })
  }
  return { start, check, run }
}

test('T1: killed 50 times under load, nothing acknowledged is missing, nothing is double', async () => {
  const database = await testDatabase()
  const { start, check } = await platform(database)
  // The broker keeps messages for a session that exists: ingest has been there once before the first message.
  let ingest = await start()
  const publisher = await publishWithLedger(broker.url, path.join(folder, 't1'), messageOf, 250)
  const random = seeded(20261124)
  for (let i = 0; i < 50; i++) {
    if (i > 0) ingest = await start()
    await wait(random() * 300)
    await ingest.stop('SIGKILL')
  }
  const last = await start()
  await check(await publisher.end(), last)
  await last.stop()
  await database.drop()
}, 300_000)

test('T2: PostgreSQL crashes three times, ingest stays and catches up', async () => {
  const postgres = await testPostgres()
  const database = await testDatabase({ adminUrl: postgres.url })
  const { start, check } = await platform(database)
  const ingest = await start()
  const publisher = await publishWithLedger(broker.url, path.join(folder, 't2'), messageOf, 250)
  for (const awayMs of [0, 1000, 4000]) {
    await wait(700)
    await postgres.kill()
    await wait(awayMs)
    await postgres.start()
  }
  await check(await publisher.end(), ingest)
  await ingest.stop()
  await postgres.remove()
}, 120_000)

/** mulberry32: a failing run can be repeated. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
