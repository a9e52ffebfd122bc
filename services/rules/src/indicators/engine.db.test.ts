import { rejectObservation } from '@trame/database'
import { periodAt } from '@trame/domain'
import { defineIndicator } from '@trame/use-cases'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hour, minute, type Point, type TestTerritory, testTerritory } from '../testing.ts'
import { placeAssets, testEngine, testIndicators } from './testing.ts'

const paris = 'Europe/Paris'
/** Clocks go back in the night to the 25th: that day has 25 hours. */
const midnight = Date.parse('2026-10-25T00:00:00+02:00')
let territory: TestTerritory
let engine: Awaited<ReturnType<typeof testEngine>>
let now: number

beforeEach(async () => {
  now = midnight + 30 * hour
  territory = await testTerritory({ assets: 3 })
  await placeAssets(territory)
  engine = await testEngine(territory, { now: () => now })
})
afterEach(async () => {
  await engine.close()
  await territory.close()
})

/** By definition: from all good points, without anything that makes the engine quick. */
function bruteForce(points: readonly Point[], until: number) {
  const rows: [string, string, number, number, number][] = []
  const minutes = (at: number) => (at - midnight) / minute
  const perDay = new Map<number, { count: number; means: number[] }>()
  const qualityOf = (to: number) => (to > until ? 1 : 0)
  const dayOf = (at: number) => {
    const { from } = periodAt('day', paris, at)
    const day = perDay.get(from) ?? { count: 0, means: [] }
    perDay.set(from, day)
    return day
  }
  for (const asset of [0, 1, 2]) {
    const own = points.filter(([one]) => one === asset).sort((a, b) => a[1] - b[1])
    for (const [, at] of own) {
      dayOf(at).count++
      const seen = own.filter(([, other]) => other >= at - hour && other <= at)
      if (seen.length < 2) continue
      const [before, last] = seen.slice(-2) as [Point, Point]
      rows.push([`ast_${asset}`, 'sound.average', minutes(at), Math.abs(last[2] - before[2]), 0])
    }
    const first = own[0]?.[1]
    if (first === undefined) continue
    for (let { from, to } = periodAt('hour', paris, first); from <= until; from = to, to += hour) {
      const seen = own.filter(([, at]) => at >= from - 2 * hour && at < to).map(([, , value]) => value)
      if (seen.length === 0) continue
      const value = seen.reduce((sum, one) => sum + one, 0) / seen.length
      rows.push([`ast_${asset}`, 'sound.peak', minutes(from), value, qualityOf(to)])
      dayOf(from).means.push(value)
    }
  }
  for (const [from, { count, means }] of perDay) {
    const { to } = periodAt('day', paris, from)
    if (means.length > 0)
      rows.push(['sit_town', 'lightning.strikes', minutes(from), Math.max(...means), qualityOf(to)])
    if (count > 0) rows.push(['sit_town', 'rain.tips', minutes(from), count, qualityOf(to)])
  }
  return rows.sort((a, b) =>
    a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[2] - b[2],
  )
}

const everyHour = (asset: number, hours: number, from = midnight): Point[] =>
  Array.from(
    { length: hours },
    (_, n): Point => [asset, from + n * hour + 10 * minute, 20 + asset * 8 + (n % 5) * 4],
  )

test('values by the hour, at each change, of the site and of other indicators; a day of 25 hours among them', async () => {
  const points = [0, 1, 2].flatMap((asset) => everyHour(asset, 30))
  await territory.commit(points)
  await engine.settle()
  const values = await engine.values(midnight)
  expect(values).toEqual(bruteForce(points, now))
  expect(values).toContainEqual(['sit_town', 'rain.tips', 0, 75, 0])
  expect(values).toContainEqual(['sit_town', 'rain.tips', 25 * 60, 15, 1])
  expect(await territory.count('indicator_due')).toBe(0)
  const { rows } =
    await sql`select r.completeness, r.inputs, r.version from indicator_result r join series s on s.id = r.series_id
    where s.property = 'sound.peak' and s.asset_id = 'ast_0' and r.at = ${new Date(midnight + 5 * hour)}`.execute(
      territory.owner,
    )
  // One value an hour where the device promises one every ten minutes; three in the window with its look back.
  expect(rows).toEqual([{ completeness: expect.closeTo(1 / 6, 5), inputs: { fill: 3 }, version: 1 }])
})

test('a late value corrects what hung on it, and a rejected one is as if it had never come', async () => {
  const points = everyHour(0, 30)
  const late: Point = [0, midnight + 3 * hour + 30 * minute, 97]
  await territory.commit(points)
  await engine.settle()
  await territory.commit([late])
  await engine.settle()
  expect(await engine.values(midnight)).toEqual(bruteForce([...points, late], now))
  const ingest = new pg.Pool({ connectionString: territory.database.ingestUrl, max: 1 })
  const seriesId = await territory.seriesOf(0, 'bin.fill')
  expect(await rejectObservation(ingest, { seriesId, observedAt: new Date(late[1]) })).toBe(true)
  await ingest.end()
  await engine.settle()
  expect(await engine.values(midnight)).toEqual(bruteForce(points, now))
})

test('values rejected in the running hour and earlier on the same day are corrected together', async () => {
  now = midnight + 5 * hour + 40 * minute
  const points = everyHour(0, 5).concat([[0, midnight + 5 * hour + 15 * minute, 90]])
  await territory.commit(points)
  await engine.settle()
  const ingest = new pg.Pool({ connectionString: territory.database.ingestUrl, max: 1 })
  ingest.on('error', () => {})
  const seriesId = await territory.seriesOf(0, 'bin.fill')
  const wrong = [points[3]!, points.at(-1)!]
  for (const [, at] of wrong) await rejectObservation(ingest, { seriesId, observedAt: new Date(at) })
  await ingest.end()
  await engine.settle()
  const good = points.filter((point) => !wrong.includes(point))
  expect(await engine.values(midnight)).toEqual(bruteForce(good, now))
})

test('a period is estimated while it runs and final after its end, though nothing comes any more', async () => {
  now = midnight + 2 * hour + 20 * minute
  const points = everyHour(0, 3)
  await territory.commit(points)
  await engine.settle()
  expect(await engine.values(midnight)).toContainEqual(['ast_0', 'sound.peak', 120, 24, 1])
  now = midnight + 5 * hour + 20 * minute
  await engine.settle()
  const values = await engine.values(midnight)
  expect(values).toEqual(bruteForce(points, now))
  expect(values).toContainEqual(['ast_0', 'sound.peak', 120, 24, 0])
  // Two hours later the look back still holds the last value; after that there is none, which is not zero.
  expect(values).toContainEqual(['ast_0', 'sound.peak', 240, 28, 0])
  expect(values.some(([, property, at]) => property === 'sound.peak' && at === 300)).toBe(false)
})

test('any order of late, repeated and rejected values, whatever was computed between them, ends in the same rows', async () => {
  const point = fc.tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 29 * 4 }).map((quarter) => midnight + quarter * 15 * minute),
    fc.integer({ min: 0, max: 100 }),
  )
  const ingest = new pg.Pool({ connectionString: territory.database.ingestUrl, max: 1 })
  ingest.on('error', () => {})
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(point, { minLength: 1, maxLength: 24, selector: ([asset, at]) => `${asset} ${at}` }),
      fc.infiniteStream(fc.nat()),
      async (points, random) => {
        const next = () => random.next().value as number
        if (run++ > 0) await emptied()
        const left = [...points].sort(() => (next() % 2) - 0.5) as Point[]
        const kept = new Map(points.map((one) => [`${one[0]} ${one[1]}`, one as Point]))
        const stored: Point[] = []
        while (left.length > 0) {
          const batch = left.splice(0, 1 + (next() % 6))
          await territory.commit(batch)
          stored.push(...batch)
          if (next() % 3 === 0) await engine.settle()
          if (next() % 4 === 0) {
            const [asset, at] = stored[next() % stored.length]!
            const seriesId = await territory.seriesOf(asset, 'bin.fill')
            await rejectObservation(ingest, { seriesId, observedAt: new Date(at) })
            kept.delete(`${asset} ${at}`)
          }
        }
        await engine.settle()
        expect(await engine.values(midnight)).toEqual(bruteForce([...kept.values()], now))
      },
    ),
    { numRuns: 20, endOnFailure: true },
  )
  await ingest.end()

  async function emptied() {
    const admin = new pg.Client({ connectionString: territory.database.adminUrl })
    await admin.connect()
    await admin.query(
      'truncate observation, observation_hourly, latest_observation, indicator_result, indicator_due, indicator_request, uplink, uplink_key, outbox',
    )
    await admin.end()
  }
})

test('two engines at once, and one that dies before its commit, give the same rows', async () => {
  const points = [0, 1, 2].flatMap((asset) => everyHour(asset, 30))
  await territory.commit(points)
  await engine.share()
  const other = await testEngine(territory, { now: () => now })
  const client = await engine.pool.connect()
  await client.query('begin')
  await client.query('delete from indicator_due')
  client.release(true)
  await Promise.allSettled([engine.work.round(), other.work.round(), engine.work.round()])
  await Promise.all([engine.settle(), other.settle()])
  await engine.settle()
  await other.close()
  expect(await engine.values(midnight)).toEqual(bruteForce(points, now))
  const { rows } = await sql`select count(*)::int as n from outbox`.execute(territory.owner)
  expect(rows[0]).toBeDefined()
})

test('a month is computed again on request, and when the formula or an attribute changes', async () => {
  const points = everyHour(0, 30)
  await territory.commit(points)
  await engine.settle()
  await sql`update observation set value = 1 where series_id in (select id from series where indicator = 'test/mean')`.execute(
    territory.owner,
  )
  await sql`insert into indicator_request (organisation_id, indicator, subject_id, from_at, to_at)
    values ('org_test', 'test/mean', 'ast_0', ${new Date(midnight)}, ${new Date(now)})`.execute(
    territory.owner,
  )
  await engine.settle()
  expect(await engine.values(midnight)).toEqual(bruteForce(points, now))
  const changed = testIndicators.map((one) =>
    one.id === 'test/step'
      ? { ...one, definition: { ...one.definition, version: 2, compute: () => ({ 'sound.average': 7 }) } }
      : one,
  )
  const later = await testEngine(territory, { indicators: changed, now: () => now })
  await later.settle()
  const steps = (await later.values(midnight)).filter(([, property]) => property === 'sound.average')
  await later.close()
  expect(steps).toHaveLength(30)
  expect(steps.every(([, , , value]) => value === 7)).toBe(true)
  await sql`update asset set attributes = '{"capacity": 3}' where id = 'ast_0'`.execute(territory.owner)
  expect(await territory.count('indicator_request', `asset_id = 'ast_0'`)).toBe(1)
})

test('an indicator that fails is tried again later and says why; the others are computed', async () => {
  const failing = defineIndicator({
    ...testIndicators[2]!.definition,
    computes: ['sound.laeq'],
    compute() {
      throw new Error('a fault of ours')
    },
  })
  const with2 = await testEngine(territory, {
    indicators: [...testIndicators, { id: 'test/failing', useCase: 'test', definition: failing }],
    now: () => now,
  })
  const points = everyHour(1, 4)
  await territory.commit(points)
  // Four hours that lie in two UTC days.
  await with2.share()
  for (let round = 0; round < 4; round++) await with2.work.round()
  expect(with2.faults.length).toBeGreaterThan(0)
  expect(
    await territory.count(
      'indicator_due',
      `indicator = 'test/failing' and last_error like '%a fault of ours%' and attempts > 0`,
    ),
  ).toBe(2)
  await with2.close()
  await engine.settle()
  expect((await engine.values(midnight)).length).toBe(bruteForce(points, now).length)
})

test('where silence is a value, a period that begins after the last word of anybody is not computed', async () => {
  const [hourly] = testIndicators.filter(({ id }) => id === 'test/mean')
  const indicators = [{ ...hourly!, definition: { ...hourly!.definition, ofSilence: true as const } }]
  const listening = await testEngine(territory, { indicators, now: () => now })
  const hours = async () => (await listening.values(midnight)).map(([, , minutes]) => Number(minutes) / 60)
  // A history that is being played in: the platform knows of ten hours of the day, and it is the next one.
  for (const point of everyHour(0, 10)) await territory.commit([point])
  await listening.settle()
  expect(await hours()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  // Somebody else speaks on: now it is known that the first one does not.
  for (const point of everyHour(1, 14)) await territory.commit([point])
  await territory.commit([[0, midnight + 9 * hour + 20 * minute, 20]])
  await listening.settle()
  const silent = (await listening.values(midnight)).filter(([subject]) => subject === 'ast_0')
  expect(silent.map(([, , minutes]) => Number(minutes) / 60)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  await listening.close()
})
