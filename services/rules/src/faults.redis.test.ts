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
const startProcess = async () => {
  const worker = await startRulesProcess(configFor(territory, redis.url))
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

test('Redis wiped mid-run (T22), and killed mid-run (T21): the same alerts', async () => {
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

test('Redis with an evicting policy, or full: nothing is lost, and all is done when it is mended (T23)', async () => {
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
