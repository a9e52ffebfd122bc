import { setTimeout as wait } from 'node:timers/promises'
import { malformedPayloads } from '@trame/connectors/malformed'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startIngestProcess } from '../../../infra/bench/ingest-process.ts'
import { connectMqtt, publishPacket } from '../../../infra/bench/mqtt-wire.ts'
import {
  services,
  type TestBroker,
  type TestDatabase,
  testBroker,
  testDatabase,
} from '../../../infra/local/testing.ts'
import { benchDatabase } from '../bench/database.ts'
import { lorawanMessage } from '../bench/lorawan-message.ts'
import { readingsMessage } from '../bench/readings-message.ts'

let broker: TestBroker
let database: TestDatabase
beforeAll(async () => {
  // Larger messages than the shipped broker lets through: ingest must hold out on any broker.
  broker = await testBroker({ settings: 'max_packet_size 4000000' })
  database = await testDatabase()
})
afterAll(async () => {
  await broker?.remove()
  await database?.drop()
})

interface Publication {
  topic: string
  payload: string
}

const startAt = Date.now() - 3_600_000
const devices = 10
const telemetryTopic = 'trame/v1/bench/d1/telemetry'
const upTopic = lorawanMessage(devices, 1, startAt).topic

/** Bytes as they are, for a wire that takes latin1. */
const bytes = (payload: Uint8Array) => Buffer.from(payload).toString('latin1')

/** None of these can become observations, on either network. */
const hopeless: Publication[] = malformedPayloads().map(({ payload }, i) => ({
  topic: i % 2 === 0 ? telemetryTopic : upTopic,
  payload: bytes(payload),
}))
for (const { payload } of malformedPayloads().slice(0, 22))
  for (const topic of [telemetryTopic, upTopic]) hopeless.push({ topic, payload: bytes(payload) })

/** A good message with a piece cut out, put in, or changed: most are broken, some happen to be readable. */
const damaged = fc
  .record({
    n: fc.nat({ max: 99_999 }),
    lorawan: fc.boolean(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 40 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 6 }).map(bytes),
      fc.constantFrom(
        '"__proto__":{"x":1},',
        '1e400',
        '\0',
        '{"m":',
        '[[[[',
        '\\ud800',
        '"m":{},"m":1,',
        '-0',
        '',
      ),
    ),
  })
  .map(({ n, lorawan, at, cut, put }): Publication => {
    const { topic, payload } = lorawan
      ? lorawanMessage(devices, n, startAt)
      : readingsMessage({ devices, values: 2 }, n, startAt)
    const place = Math.floor(at * payload.length)
    return { topic, payload: payload.slice(0, place) + put + payload.slice(place + cut) }
  })
const anything = fc
  .tuple(fc.boolean(), fc.oneof(fc.json({ maxDepth: 6 }), fc.string({ unit: 'binary' })))
  .map(
    ([up, text]): Publication => ({
      topic: up ? upTopic : telemetryTopic,
      payload: bytes(Buffer.from(text)),
    }),
  )

test('T15: thousands of malformed messages each end as a rejection with its reason, and good ones beside them are stored', async () => {
  const run = await benchDatabase(database.adminUrl, devices)
  const { username, password } = new URL(broker.url)
  const account = { url: broker.url, username, password: decodeURIComponent(password) }
  const base = { ...account, organisationId: run.organisationId, name: 'Bench' }
  const ingest = await startIngestProcess({
    databaseUrl: database.ingestUrl,
    redisUrl: services().redisUrl,
    connectors: [
      { ...base, kind: 'generic-mqtt', id: 'con_generic', clientId: 'malformed-generic' },
      { ...base, kind: 'chirpstack', id: 'con_chirpstack', clientId: 'malformed-chirpstack' },
    ],
    env: { LOG_LEVEL: 'silent' },
  })
  const generated = [
    ...fc.sample(damaged, { seed: 20_261_128, numRuns: 700 }),
    ...fc.sample(anything, { seed: 20_261_128, numRuns: 300 }),
  ]
  const bad = [...hopeless, ...generated]
  expect(bad.length).toBeGreaterThan(3000)
  const good = bad.map((_, n) => readingsMessage({ devices, values: 1 }, 200_000 + n, startAt + n))
  await publishAll(bad.flatMap((one, i) => [one, good[i]!]))

  const distinct = (list: readonly Publication[]) =>
    new Set(list.map(({ topic, payload }) => `${topic} ${payload}`)).size
  const kept = async () => {
    const [row] = await run.query<{ good: number; refused: number; others: number }>(
      `select (select count(*)::int from uplink where payload like '%"seq":2_____,%'::bytea) as good,
        (select count(*)::int from rejection where code in ('message_malformed', 'message_too_large')) as refused,
        (select count(*)::int from uplink where payload not like '%"seq":2_____,%'::bytea)
          + (select count(*)::int from rejection where code not in ('message_malformed', 'message_too_large')) as others`,
    )
    return row!
  }
  await expect.poll(async () => (await kept()).good, { timeout: 60_000, interval: 200 }).toBe(good.length)
  await expect.poll(() => ingest.metric('trame_ingest_connector_in_flight'), { timeout: 10_000 }).toBe(0)
  const { refused } = await kept()
  expect(refused).toBeGreaterThanOrEqual(distinct(hopeless))
  expect(await ingest.metric('trame_ingest_connector_reconnects')).toBe(0)
  expect(await ingest.metric('trame_ingest_failed_writes_total')).toBe(0)
  // Every message was counted where it ended, and none vanished.
  expect(await ingest.metric('trame_ingest_events_total')).toBe(bad.length + good.length)
  await ingest.stop()
}, 150_000)

/** At QoS 1, until the broker has all of them. */
async function publishAll(publications: readonly Publication[]) {
  const socket = await connectMqtt(broker.url, 'malformed-publisher')
  let acknowledged = 0
  socket.on('data', (data) => {
    acknowledged += data.length / 4
  })
  for (const [n, { topic, payload }] of publications.entries()) {
    while (n - acknowledged > 500) await wait(1)
    socket.write(publishPacket(topic, 1 + (n % 65_000), payload))
  }
  while (acknowledged < publications.length) await wait(5)
  socket.end()
}
