import { setTimeout as wait } from 'node:timers/promises'
import { startIngestProcess } from '../../../infra/bench/ingest-process.ts'
import { percentile } from '../../../infra/bench/percentile.ts'
import { services, testBroker, testDatabase, testPostgres } from '../../../infra/local/testing.ts'
import { copyRate } from './copy-rate.ts'
import { benchConnector, benchDatabase } from './database.ts'
import { endToEnd } from './end-to-end.ts'
import { perMessage, perSecond, publish, relayRate } from './measure.ts'
import type { PublisherPlan } from './publisher.ts'

/**
 * MQTT QoS 1 to a durable commit (raw uplink, observations, rollup, latest value, outbox) to the acknowledgement, beside
 * what the broker alone relays and what PostgreSQL alone copies, in the same minutes on the same machine.
 */
const messages = Number(process.argv[2] ?? 200_000)
/** The database is stopped for so long; the goal is for 600. */
const awaySeconds = Number(process.argv[3] ?? 15)
const devices = 1000
/** In which a process compiles its code and meets each device for the first time. */
const warmUpSeconds = 3

const postgres = await testPostgres({ settings: { track_commit_timestamp: 'on' } })
const database = await testDatabase({ adminUrl: postgres.url })
const broker = await testBroker()
const run = await benchDatabase(database.adminUrl, devices)
const connector = benchConnector(run, broker.url, 'generic-mqtt')
const path = { broker, postgres, database, run, connector }
const plan: PublisherPlan = {
  url: broker.url,
  kind: 'readings',
  messages,
  devices,
  values: 1,
  rate: 0,
  startAt: Date.now() - 86_400_000,
}

try {
  // Twice: on a shared machine it differs by a third from one minute to the next.
  const relays = [await relayRate(broker, 'trame/v1/#', plan)]
  const copied = await copyRate(database.adminUrl, 300_000)
  relays.push(await relayRate(broker, 'trame/v1/#', plan))
  const relayed = relays.reduce((sum, { rate }) => sum + rate, 0) / relays.length
  for (const relay of relays)
    console.log(`broker alone, QoS 1 relay             ${perSecond(relay.rate)}\n  ${perMessage(relay)}`)
  console.log(`COPY alone into the hypertable (R)    ${perSecond(copied)}`)

  const single = await endToEnd(path, plan)
  console.log(
    `end to end, one value a message       ${perSecond(single.rate)} = ${(single.rate / relayed).toFixed(2)} of the relay, ` +
      `ingest at most ${mib(single.peakBytes)} MiB\n  ${perMessage(single)}`,
  )
  const five = await endToEnd(path, { ...plan, values: 5, messages: messages / 2 })
  console.log(
    `end to end, five values a message     ${perSecond(five.rate)}, ${perSecond(five.rate * 5)} observations = ` +
      `${((five.rate * 5) / copied).toFixed(2)} R, ingest at most ${mib(five.peakBytes)} MiB\n  ${perMessage(five)}`,
  )
  const rate = Math.round(single.rate * 0.4)
  const delays = await latencies({ ...plan, rate, messages: rate * (warmUpSeconds + 20) })
  console.log(
    `at 40 % (${perSecond(rate)})                  publish to commit p50 ${percentile(delays, 0.5).toFixed(0)} ms, ` +
      `p99 ${percentile(delays, 0.99).toFixed(0)} ms`,
  )
  console.log(
    `database away for ${awaySeconds} s             ingest at most ${mib(await away({ ...plan, rate }))} MiB`,
  )
} finally {
  await broker.remove()
  await database.drop()
  await postgres.remove()
}

async function latencies(of: PublisherPlan): Promise<number[]> {
  await run.empty()
  const ingest = await startIngestProcess({
    databaseUrl: database.ingestUrl,
    redisUrl: services().redisUrl,
    connectors: [connector],
  })
  try {
    await publish(of)
    await ingest.stored(of.messages)
    return await run.publishToCommitMs({ afterSeconds: warmUpSeconds })
  } finally {
    await ingest.stop()
  }
}

/** Messages keep coming while PostgreSQL is down; all are stored once it is back. */
async function away(of: PublisherPlan): Promise<number> {
  await run.empty()
  const ingest = await startIngestProcess({
    databaseUrl: database.ingestUrl,
    redisUrl: services().redisUrl,
    connectors: [connector],
    // That the database is away is the point.
    env: { LOG_LEVEL: 'error' },
  })
  const messages = 40_000
  try {
    await publish({ ...of, messages: 10_000 })
    await ingest.stored(10_000)
    await postgres.stop()
    const published = publish({ ...of, messages: messages - 10_000 })
    const until = Date.now() + awaySeconds * 1000
    while (Date.now() < until) {
      await ingest.metric('trame_ingest_waiting')
      await wait(200)
    }
    await postgres.start()
    await published
    await ingest.stored(messages)
    return ingest.peakBytes()
  } finally {
    await ingest.stop()
  }
}

function mib(bytes: number) {
  return Math.round(bytes / 1_048_576)
}
