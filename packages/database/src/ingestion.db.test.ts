import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { createBatchWriter } from './ingestion.ts'
import { IngestBatch } from './ingestion-batch.ts'
import type { ObservationToStore, UplinkToStore } from './ingestion-rows.ts'
import { rejectObservation } from './observation-correction.ts'

let database: TestDatabase
let pool: pg.Pool
const organisationId = 'org_test'
const start = Date.UTC(2026, 9, 24, 22)

beforeAll(async () => {
  database = await testDatabase()
  pool = new pg.Pool({ connectionString: database.ingestUrl, max: 4 })
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(`insert into organisation (id, name, slug) values ($1, 'Test', 'test')`, [organisationId])
  await owner.query(
    `insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
     select 'dev_' || i, $1, 'd', 'mqtt', 'test/' || i, 'none', 1, 1000 from generate_series(1, 5) i`,
    [organisationId],
  )
  await owner.end()
})

afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

beforeEach(async () => {
  const owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
  await owner.query(
    'truncate uplink, uplink_key, observation, observation_hourly, latest_observation, device_state, device_gap, outbox, rejection',
  )
  await owner.end()
})

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

function uplink(
  n: number,
  points: readonly Partial<ObservationToStore>[],
  more: Partial<UplinkToStore> = {},
) {
  const observedAt = start + n * 1000
  const row: UplinkToStore = {
    id: hex(observedAt, 12) + hex(n, 20),
    keys: [],
    organisationId,
    deviceNumber: 1 + (n % 5),
    observedAt,
    receivedAt: observedAt + 500,
    timeSource: 'device',
    payloadType: 'readings',
    fPort: null,
    fCnt: null,
    devAddr: null,
    payload: Buffer.from(`{"n":${n}}`),
    status: 'decoded',
    modelId: null,
    modelVersion: null,
    errorCode: null,
    radio: undefined,
    observations: points.map((point) => ({
      seriesId: 1,
      observedAt,
      value: n,
      quality: 0,
      ...point,
    })),
    batteryPercent: null,
    batteryVoltage: null,
    position: null,
    newDownlinkClass: null,
    rejection: null,
    replays: null,
    ...more,
  }
  return row
}

async function write(uplinks: readonly UplinkToStore[]) {
  const batch = new IngestBatch()
  for (const one of uplinks) batch.addUplink(one)
  const client = await pool.connect()
  try {
    return await createBatchWriter(client).write(batch)
  } finally {
    client.release()
  }
}

/** Rows that differ between the rollups and what the raw rows say; none is the invariant. */
async function differences() {
  const hours = await pool.query(`
    with brute as (
      select series_id, date_trunc('hour', observed_at, 'UTC') as hour, count(*)::int as count, sum(value) as sum, min(value) as min,
        max(value) as max, (array_agg(value order by observed_at))[1] as first, min(observed_at) as first_at,
        (array_agg(value order by observed_at desc))[1] as last, max(observed_at) as last_at
      from observation where quality <= 1 group by 1, 2)
    (table brute except select series_id, hour, count, sum, min, max, first, first_at, last, last_at from observation_hourly)
    union all
    (select series_id, hour, count, sum, min, max, first, first_at, last, last_at from observation_hourly except table brute)`)
  const latest = await pool.query(`
    with brute as (select distinct on (series_id) series_id, observed_at, value, quality from observation
      where quality <> 5 order by series_id, observed_at desc)
    (table brute except select series_id, observed_at, value, quality from latest_observation)
    union all (select series_id, observed_at, value, quality from latest_observation except table brute)`)
  return [...hours.rows, ...latest.rows]
}

/** Quarters: their sums are exact in binary, whatever the order. */
const point = fc.record({
  seriesId: fc.integer({ min: 1, max: 4 }),
  observedAt: fc.integer({ min: 0, max: 5 * 3600 }).map((seconds) => start + seconds * 1000),
  value: fc.integer({ min: -400, max: 400 }).map((quarters) => quarters / 4),
  quality: fc.constantFrom(0, 0, 0, 1, 2),
})

test('rollups and latest values equal brute force for late, shuffled, repeated, split and concurrent batches', async () => {
  let n = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(point, { maxLength: 6 }), { minLength: 1, maxLength: 30 }),
      fc.infiniteStream(fc.nat()),
      async (messages, random) => {
        const next = () => random.next().value as number
        const uplinks = messages.map((points) => uplink(n++, points))
        const again = uplinks.filter(() => next() % 3 === 0)
        const shuffled = [...uplinks, ...again].sort(() => (next() % 2) - 0.5)
        const batches: UplinkToStore[][] = []
        while (shuffled.length > 0) batches.push(shuffled.splice(0, 1 + (next() % 10)))
        const written = await Promise.all(batches.map(write))
        expect(written.reduce((sum, { uplinks }) => sum + uplinks, 0)).toBe(uplinks.length)
        expect(await differences()).toEqual([])
      },
    ),
    { numRuns: 150, endOnFailure: true },
  )
  const { rows } = await pool.query(
    'select count(*)::int as n, count(distinct id)::int as distinct from uplink',
  )
  expect(rows[0]).toEqual({ n, distinct: n })
  const announced = await pool.query(
    `select sum(json_array_length(payload -> 'rows'))::int as n from outbox union all select count(*)::int from observation`,
  )
  expect(announced.rows[0].n).toEqual(announced.rows[1].n)
})

test('a second key that is known makes a duplicate, in the same batch and in a later one', async () => {
  const key = hex(7, 32)
  const first = await write([
    uplink(1, [{ value: 1 }], { keys: [key] }),
    uplink(2, [{ value: 2 }], { keys: [key] }),
  ])
  expect(first).toMatchObject({ uplinks: 1, duplicates: 1, observations: 1 })
  const later = await write([uplink(3, [{}], { keys: [key] }), uplink(4, [{}])])
  expect(later).toMatchObject({ uplinks: 1, duplicates: 1, observations: 1 })
})

test('marks a point as rejected and makes its hour and latest value exact again', async () => {
  await write([uplink(1, [{ value: 1 }]), uplink(2, [{ value: 99 }]), uplink(3, [{ value: 2, seriesId: 2 }])])
  expect(await rejectObservation(pool, { seriesId: 1, observedAt: new Date(start + 2000) })).toBe(true)
  expect(await rejectObservation(pool, { seriesId: 2, observedAt: new Date(start + 3000) })).toBe(true)
  expect(await differences()).toEqual([])
  const { rows } = await pool.query('select series_id, value from latest_observation')
  expect(rows).toEqual([{ series_id: 1, value: 1 }])
})

test('a replayed uplink takes the place of its refused row, twice without harm', async () => {
  const refused = uplink(1, [], { status: 'rejected', errorCode: 'decode_failed', keys: [hex(9, 32)] })
  await write([refused])
  const played = { ...uplink(1, [{ value: 5 }], { keys: [hex(9, 32)] }), replays: 'rej_1' }
  await write([played])
  await write([played])
  const { rows } = await pool.query(
    'select status, (select uplink_count::int from device_state where device_number = u.device_number) as count from uplink u',
  )
  expect(rows).toEqual([{ status: 0, count: 1 }])
  expect(await differences()).toEqual([])
})
