import { createPool } from '@trame/database'
import { LiveValue, liveStreamKey } from '@trame/domain'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testRedisServer } from '../../../infra/local/testing.ts'
import { publishLiveValues } from './live-values.ts'
import { startRelay } from './relay.ts'
import { pipelineUnderTest, readingsEvent } from './testing.ts'

let stack: Awaited<ReturnType<typeof pipelineUnderTest>>
let server: Awaited<ReturnType<typeof testRedisServer>>
beforeAll(async () => {
  stack = await pipelineUnderTest()
  server = await testRedisServer()
})
afterAll(async () => {
  await server?.remove()
  await stack?.stop()
})

test('live values reach the stream, the last of each series, also after Redis was away or wiped', async () => {
  const id = await stack.addDevice('mqtt', 'test/live')
  const pool = createPool({ url: stack.database.ingestUrl, maxConnections: 2 })
  const redis = new Redis(server.url, { maxRetriesPerRequest: 1, commandTimeout: 2000 })
  redis.on('error', () => {})
  const failures: unknown[] = []
  const relay = startRelay({
    pool,
    consumers: [publishLiveValues(pool, redis)],
    onFailure: (error) => failures.push(error),
    everyMs: 50,
  })
  const published = async () => {
    const entries = await redis.xrange(liveStreamKey('org_test'), '-', '+')
    return entries.flatMap(([, fields]) => LiveValue.array().parse(JSON.parse(fields[1]!)))
  }
  const now = Date.now()
  const send = (value: number) =>
    stack.receive(
      readingsEvent('test/live', { 'air.temperature': value }, { observedAt: new Date(now + value) }),
    )
  await Promise.all([send(1), send(2), send(3)])
  await expect.poll(async () => (await published()).at(-1)?.value, { timeout: 10_000 }).toBe(3)
  expect((await published()).at(-1)).toMatchObject({
    deviceId: id,
    property: 'air.temperature',
    assetId: null,
  })

  await server.kill()
  await send(4)
  await expect.poll(() => failures.length, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(await stack.query('select count(*)::int as n from outbox')).toEqual([{ n: 1 }])
  await server.start()
  await expect.poll(async () => (await published()).at(-1)?.value, { timeout: 20_000 }).toBe(4)
  await expect
    .poll(() => stack.query('select count(*)::int as n from outbox'), { timeout: 10_000 })
    .toEqual([{ n: 0 }])

  await redis.flushall()
  await send(5)
  await expect
    .poll(async () => (await published()).map(({ value }) => value), { timeout: 20_000 })
    .toEqual([5])
  await relay.stop()
  redis.disconnect()
  await pool.end()
})
