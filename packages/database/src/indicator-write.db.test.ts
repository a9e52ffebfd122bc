import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { type ComputedSpan, writeComputed } from './indicator-write.ts'
import { rejectObservation } from './observation-correction.ts'

let database: TestDatabase
let rules: pg.Pool
let ingest: pg.Pool
const organisationId = 'org_test'
const start = Date.UTC(2026, 9, 24, 22)
const quarter = 900_000
const estimated = 1
const rejected = 5

beforeAll(async () => {
  database = await testDatabase()
  rules = new pg.Pool({ connectionString: database.rulesUrl, max: 4 })
  ingest = new pg.Pool({ connectionString: database.ingestUrl, max: 2 })
  await asOwner(async (owner) => {
    await owner.query(`insert into organisation (id, name, slug) values ($1, 'Test', 'test')`, [
      organisationId,
    ])
    await owner.query(
      `insert into site (id, organisation_id, name, kind, path) values ('sit_test', $1, 'Test', 'territory', '')`,
      [organisationId],
    )
    for (const property of ['air.temperature', 'bin.fill', 'air.co2'])
      await owner.query(
        `insert into series (organisation_id, site_id, property, indicator) values ($1, 'sit_test', $2, 'test/one')`,
        [organisationId, property],
      )
  })
})
afterAll(async () => {
  await rules?.end()
  await ingest?.end()
  await database?.drop()
})
beforeEach(() =>
  asOwner((owner) =>
    owner.query(
      'truncate observation, observation_hourly, latest_observation, indicator_result, outbox, indicator_request',
    ),
  ),
)

async function asOwner(work: (owner: pg.Client) => Promise<unknown>) {
  const owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
  await work(owner)
  await owner.end()
}

async function write(spans: readonly ComputedSpan[]) {
  const client = await rules.connect()
  try {
    await client.query('begin')
    const outcome = await writeComputed(client, spans, start)
    await client.query('commit')
    client.release()
    return outcome
  } catch (error) {
    client.release(true)
    throw error
  }
}

interface Cell {
  value: number
  quality: number
}
/** Values of one series by number of the quarter of an hour: null = no value. */
const spanOf = (seriesId: number, first: number, cells: readonly (Cell | null)[]): ComputedSpan => ({
  organisationId,
  seriesId,
  from: start + first * quarter,
  to: start + (first + cells.length) * quarter,
  points: cells.flatMap((cell, i) =>
    cell
      ? [{ at: start + (first + i) * quarter, ...cell, completeness: 1, inputs: { fill: i }, version: 1 }]
      : [],
  ),
})

/** Rows that differ between rollups, latest values and what the raw rows say; none is the invariant. */
async function differences() {
  const { rows } = await ingest.query(`
    with brute as (
      select series_id, date_trunc('hour', observed_at, 'UTC') as hour, count(*)::int as count, sum(value) as sum, min(value) as min,
        max(value) as max, (array_agg(value order by observed_at))[1] as first, min(observed_at) as first_at,
        (array_agg(value order by observed_at desc))[1] as last, max(observed_at) as last_at
      from observation where quality <= 1 group by 1, 2),
    newest as (select distinct on (series_id) series_id, observed_at, value, quality from observation
      where quality <> 5 order by series_id, observed_at desc)
    select 'hour' as what, series_id, hour::text as at from ((table brute
        except select series_id, hour, count, sum, min, max, first, first_at, last, last_at from observation_hourly)
      union all (select series_id, hour, count, sum, min, max, first, first_at, last, last_at from observation_hourly
        except table brute)) h
    union all select 'latest', series_id, observed_at::text from ((table newest
        except select series_id, observed_at, value, quality from latest_observation)
      union all (select series_id, observed_at, value, quality from latest_observation except table newest)) l`)
  return rows
}

async function stored() {
  const { rows } = await ingest.query<{ series_id: number; at: number; value: number; quality: number }>(
    `select series_id, extract(epoch from observed_at)::float8 * 1000 as at, value, quality from observation order by 1, 2`,
  )
  return rows.map(({ series_id, at, value, quality }) => [series_id, (at - start) / quarter, value, quality])
}

/** Quarters: their sums are exact in binary, whatever the order. */
const cell = fc.option(
  fc.record({
    value: fc.integer({ min: -40, max: 40 }).map((quarters) => quarters / 4),
    quality: fc.constantFrom(0, 0, estimated, 2),
  }),
)
const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      series: fc.integer({ min: 1, max: 3 }),
      first: fc.integer({ min: 0, max: 20 }),
      cells: fc.array(cell, { minLength: 1, maxLength: 10 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('reject' as const),
      series: fc.integer({ min: 1, max: 3 }),
      at: fc.integer({ min: 0, max: 29 }),
    }),
  },
)

test('after any order of computing again, removing and rejecting, values are the last ones and rollups equal brute force', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 12 }), async (actions) => {
      await asOwner((owner) =>
        owner.query('truncate observation, observation_hourly, latest_observation, indicator_result'),
      )
      const model = new Map<string, [number, number, number, number]>()
      for (const one of actions) {
        if (one.kind === 'reject') {
          const known = model.get(`${one.series} ${one.at}`)
          const done = await rejectObservation(ingest, {
            seriesId: one.series,
            observedAt: new Date(start + one.at * quarter),
          })
          expect(done).toBe(known !== undefined && known[3] !== rejected)
          if (known) known[3] = rejected
          continue
        }
        await write([spanOf(one.series, one.first, one.cells)])
        for (const [i, next] of one.cells.entries()) {
          const key = `${one.series} ${one.first + i}`
          if (model.get(key)?.[3] === rejected) continue
          if (next) model.set(key, [one.series, one.first + i, next.value, next.quality])
          else model.delete(key)
        }
      }
      expect(await differences()).toEqual([])
      expect(await stored()).toEqual([...model.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]))
    }),
    { numRuns: 60, endOnFailure: true },
  )
})

test('rollups stay exact when several writers and a person work at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 16 }), async (actions) => {
      await Promise.all(
        actions.map((one) =>
          one.kind === 'write'
            ? write([spanOf(one.series, one.first, one.cells)])
            : rejectObservation(ingest, {
                seriesId: one.series,
                observedAt: new Date(start + one.at * quarter),
              }),
        ),
      )
      expect(await differences()).toEqual([])
    }),
    { numRuns: 30, endOnFailure: true },
  )
})

test('only values of periods that are over are announced, and again when they change', async () => {
  const announced = async () => {
    const { rows } = await ingest.query<{ row: number[] }>(
      `select r as row from outbox, json_array_elements(payload -> 'rows') r order by id`,
    )
    return rows.map(({ row }) => [(row[1]! - start) / quarter, row[2]])
  }
  const ok = (value: number) => ({ value, quality: 0 })
  const first = await write([spanOf(1, 0, [ok(1), ok(2), { value: 3, quality: estimated }])])
  expect(first).toMatchObject({ inserted: 3, updated: 0, removed: 0 })
  expect(await announced()).toEqual([
    [0, 1],
    [1, 2],
  ])
  const same = await write([spanOf(1, 0, [ok(1), ok(2), { value: 3, quality: estimated }])])
  expect(same.changed).toEqual([])
  const next = await write([spanOf(1, 0, [ok(1), ok(5), ok(3)])])
  expect(next).toMatchObject({ inserted: 0, updated: 2, removed: 0 })
  expect((await announced()).slice(2)).toEqual([
    [1, 5],
    [2, 3],
  ])
  const without = await write([spanOf(1, 0, [null, ok(5), ok(3)])])
  expect(without).toMatchObject({ removed: 1, changed: [[1, start]] })
  const { rows } = await ingest.query('select count(*)::int as n from outbox')
  expect(rows[0].n).toBe(2)
})
