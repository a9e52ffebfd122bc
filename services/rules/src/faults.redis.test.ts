import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import {
  configFor,
  expectedAlerts,
  minute,
  ownRedis,
  type RuleOf,
  startRulesProcess,
  startTestRules,
  storm,
  type TestTerritory,
  testTerritory,
} from './testing.ts'

let redis: Awaited<ReturnType<typeof ownRedis>>
let territory: TestTerritory
beforeAll(async () => {
  redis = await ownRedis()
})
afterAll(async () => {
  redis.redis.disconnect()
  await redis.server.remove()
})
beforeEach(async () => {
  await redis.redis.flushall()
  territory = await testTerritory({ assets: 30 })
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
  await territory.close()
})

const started: { stop(): Promise<void> }[] = []
const startHere = async () => {
  const service = await startTestRules(configFor(territory, redis.url))
  started.push(service)
  return service
}
const startProcess = async (options = {}) => {
  const worker = await startRulesProcess(configFor(territory, redis.url), options)
  started.push(worker)
  return worker
}

const full: RuleOf = {
  condition: {
    kind: 'threshold',
    property: 'bin.fill',
    is: 'above',
    raise: 80,
    clear: 70,
    raiseAfterCount: 2,
    clearAfterCount: 2,
  },
  steps: [{ severity: 'major', raise: 95, clear: 90 }],
}
const held: RuleOf = {
  condition: {
    kind: 'threshold',
    property: 'bin.fill',
    is: 'above',
    raise: 80,
    clear: 70,
    raiseAfterMs: 4000,
  },
}

const from = Math.floor((Date.now() - 26 * 60 * minute) / minute) * minute
const until = (check: () => Promise<void>, timeout = 60_000) => vi.waitFor(check, { timeout, interval: 100 })
const settled = () => until(async () => expect(await territory.done()).toBe(true))

test('replay equals live: disorder, repeats, two processes, one alert an episode', async () => {
  await territory.rule('rul_full', full)
  await startHere()
  await startHere()
  const { batches, ordered } = storm({ assets: 30, minutes: 120, from, seed: 1 })
  for (const batch of batches) await territory.commit(batch)
  await settled()
  const expected = expectedAlerts('rul_full', full, ordered)
  expect(expected.length).toBeGreaterThan(30)
  expect(await territory.alerts()).toEqual(expected)
})

test('an alert that the next late observation takes back, and the one after it gives again, is open at its right time', async () => {
  await territory.rule('rul_full', full)
  await startHere()
  const points = [
    [1, 80],
    [3, 83],
    [2, 73],
    [6, 70],
    [9, 80],
    [8, 90],
  ].map(([at, value]): [number, number, number] => [0, from + at! * minute, value!])
  // Opened by 1 and 3, taken back by 2, opened anew by 8 and 9.
  for (const point of points) {
    await territory.commit([point])
    await settled()
  }
  const ordered = points.toSorted((a, b) => a[1] - b[1])
  const expected = expectedAlerts('rul_full', full, ordered)
  expect(expected).toMatchObject([{ opened: from + 9 * minute, cleared: null }])
  expect(await territory.alerts()).toEqual(expected)
  const { rows } = await sql<{
    status: string
    lives: string
  }>`select status, (select string_agg(kind, ' ' order by id)
    from alert_event where alert_id = alert.id) as lives from alert`.execute(territory.owner)
  expect(rows).toEqual([{ status: 'open', lives: 'opened retracted adjusted' }])
})

test('Redis wiped mid-run (T22), and killed and back mid-run: the same alerts', async () => {
  await territory.rule('rul_full', full)
  await startHere()
  const { batches, ordered } = storm({ assets: 30, minutes: 120, from, seed: 2 })
  for (const [i, batch] of batches.entries()) {
    await territory.commit(batch)
    if (i % 20 === 10) await redis.redis.flushall()
    if (i === 35) await redis.server.kill()
    if (i === 45) await redis.server.start()
  }
  await settled()
  expect(await territory.alerts()).toEqual(expectedAlerts('rul_full', full, ordered))
})

test('Redis killed in a storm with deadlines waiting (T21): taken up again within a minute, at the pace that is shipped', async () => {
  await territory.rule('rul_full', full)
  await territory.rule('rul_held', held)
  const service = await startTestRules(configFor(territory, redis.url), { reconcileEveryMs: 30_000 })
  started.push(service)
  const at = Date.now()
  await territory.commit([[29, at, 90]])
  await until(async () => expect(await territory.count('rule_state', 'due_at is not null')).toBe(1))
  const { batches, ordered } = storm({ assets: 20, minutes: 30, from, seed: 5 })
  const half = batches.length / 2
  for (const batch of batches.slice(0, half)) await territory.commit(batch)
  await redis.server.kill()
  // Ingestion does not know Redis: it commits as before.
  for (const batch of batches.slice(half)) await territory.commit(batch)
  await redis.server.start()
  const backAt = performance.now()
  await settled()
  const ofRule = async (id: string) => (await territory.alerts()).filter(({ rule }) => rule === id)
  await until(async () =>
    expect(await ofRule('rul_held')).toContainEqual(expect.objectContaining({ asset: 'ast_29' })),
  )
  expect(performance.now() - backAt).toBeLessThan(60_000)
  expect(await ofRule('rul_full')).toEqual(expectedAlerts('rul_full', full, ordered))
  const waited = (await ofRule('rul_held')).find(({ asset }) => asset === 'ast_29')
  expect(waited).toMatchObject({ opened: at + 4000, cleared: null })
})

/** Jobs that BullMQ took from a worker which did not renew its lock. */
async function stalledJobs(): Promise<number> {
  let stalled = 0
  for (const key of await redis.redis.keys('trame:*:events'))
    for (const [, fields] of await redis.redis.xrange(key, '-', '+')) if (fields[1] === 'stalled') stalled++
  return stalled
}

test('a worker that stalls in the middle of a job and goes on when others have taken it (T24): every effect once', async () => {
  await territory.rule('rul_full', full)
  // The shipped lock of 15 s, made short.
  await startProcess({ workerLockMs: 500 })
  const other = await startProcess({ workerLockMs: 500 })
  const { batches, ordered } = storm({ assets: 30, minutes: 20, from, seed: 6 })
  const owner = new pg.Client({ connectionString: territory.database.url })
  await owner.connect()
  const waitingForUs = async () => {
    const { rows } = await owner.query<{ n: number }>(
      `select count(distinct pid)::int as n from pg_locks where relation = 'rule_state'::regclass and not granted`,
    )
    return rows[0]!.n
  }
  let stalls = 0
  for (const [i, batch] of batches.entries()) {
    // Which of the two processes has which job is Redis's choice: again, until some job was taken over.
    const stall = i > 0 && i <= 10 && (await stalledJobs()) === 0
    if (!stall) {
      await territory.commit(batch)
      continue
    }
    await settled()
    await owner.query('begin')
    await owner.query('lock table rule_state in access exclusive mode')
    await territory.commit(batch)
    await until(async () => expect(await waitingForUs()).toBeGreaterThan(1))
    other.freeze()
    await owner.query('commit')
    await setTimeout(2_000)
    other.thaw()
    stalls++
  }
  await settled()
  await owner.end()
  process.stdout.write(`T24: ${await stalledJobs()} jobs taken over, after ${stalls} stalls\n`)
  expect(await stalledJobs()).toBeGreaterThan(0)
  expect(await territory.alerts()).toEqual(expectedAlerts('rul_full', full, ordered))
  expect(await territory.count('alert_event', `kind = 'opened'`)).toBe(await territory.count('alert'))
})

test('workers killed mid-run, some of them more than once (T24): every effect once', async () => {
  await territory.rule('rul_full', full)
  const { batches, ordered } = storm({ assets: 30, minutes: 120, from, seed: 3 })
  let worker = await startProcess()
  for (const [i, batch] of batches.entries()) {
    await territory.commit(batch)
    if (i % 25 === 12) {
      await worker.kill()
      worker = await startProcess()
    }
  }
  await settled()
  expect(await territory.alerts()).toEqual(expectedAlerts('rul_full', full, ordered))
  expect(await territory.count('alert_event', `kind = 'opened'`)).toBe(await territory.count('alert'))
})

test('kill -9 and a wiped Redis in the middle of a duration: the alert opens, at its own time', async () => {
  await territory.rule('rul_held', held)
  const worker = await startProcess()
  const at = Date.now()
  await territory.commit([[3, at, 90]])
  await until(async () => expect(await territory.count('rule_state', 'due_at is not null')).toBe(1))
  await worker.kill()
  await redis.redis.flushall()
  await startProcess()
  await until(async () => expect(await territory.alerts()).toHaveLength(1))
  expect((await territory.alerts())[0]).toMatchObject({ asset: 'ast_3', opened: at + 4000, cleared: null })
})

test('batches that commit in the reverse order of their numbers are all heard (T27)', async () => {
  await territory.rule('rul_full', { ...full, condition: { ...full.condition, raiseAfterCount: 1 } as never })
  await startHere()
  const series = await territory.seriesOf(5, 'bin.fill')
  const clients = await Promise.all(
    [0, 1].map(async () => {
      const client = new pg.Client({ connectionString: territory.database.ingestUrl })
      await client.connect()
      await client.query('begin')
      return client
    }),
  )
  for (const [i, client] of clients.entries()) {
    const rows = [[series, from + i * minute, i === 0 ? 50 : 90, 0]]
    await client.query(
      `insert into outbox (organisation_id, topic, payload) values ('org_test', 'observations', $1)`,
      [JSON.stringify({ topic: 'observations', organisationId: 'org_test', rows })],
    )
  }
  await clients[1]!.query('commit')
  await until(async () => expect(await territory.alerts()).toHaveLength(1))
  await clients[0]!.query('commit')
  await settled()
  expect(await territory.count('processed')).toBe(2)
  for (const client of clients) await client.end()
})

test('Redis with an evicting policy: refused, nothing is lost, and all is done when it is mended (T23)', async () => {
  await territory.rule('rul_full', full)
  await redis.redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
  const service = await startHere()
  const { batches, ordered } = storm({ assets: 10, minutes: 60, from, seed: 4 })
  for (const batch of batches) await territory.commit(batch)
  await until(async () => {
    const ready = await fetch(`http://127.0.0.1:${service.healthPort}/ready`)
    expect(ready.status).toBe(503)
  })
  expect(await territory.alerts()).toEqual([])
  await redis.redis.config('SET', 'maxmemory-policy', 'noeviction')
  await settled()
  expect(await territory.alerts()).toEqual(expectedAlerts('rul_full', full, ordered))
})

test('Redis filled to its last byte (T23): ingestion goes on, the outbox grows and says so, all is done when there is room', async () => {
  await territory.rule('rul_full', full)
  const service = await startHere()
  const ready = async () => (await fetch(`http://127.0.0.1:${service.healthPort}/ready`)).status
  const { batches, ordered } = storm({ assets: 20, minutes: 30, from, seed: 7 })
  const half = batches.length / 2
  for (const batch of batches.slice(0, half)) await territory.commit(batch)
  await settled()
  const used = Number(/used_memory:(\d+)/.exec(await redis.redis.info('memory'))![1])
  await redis.redis.config('SET', 'maxmemory', String(used + 1024 * 1024))
  let fillers = 0
  /** Until not even a few bytes are taken. */
  async function fill() {
    for (const size of [64 * 1024, 1024, 16])
      for (let refused = false; !refused; )
        await redis.redis.set(`filler-${fillers++}`, 'x'.repeat(size)).catch((error: Error) => {
          expect(error.message).toContain('OOM')
          refused = true
        })
  }
  try {
    await fill()
    for (const batch of batches.slice(half, -1)) await territory.commit(batch)
    await until(async () => {
      await fill()
      expect(await ready()).toBe(503)
    })
    // Those may have been shared out in the last moment before: this one finds Redis full.
    await territory.commit(batches.at(-1)!)
    expect(await territory.count('outbox', 'handed_at is null')).toBeGreaterThan(0)
  } finally {
    await redis.redis.config('SET', 'maxmemory', '0')
  }
  await settled()
  await until(async () => expect(await ready()).toBe(200))
  expect(await territory.alerts()).toEqual(expectedAlerts('rul_full', full, ordered))
})
