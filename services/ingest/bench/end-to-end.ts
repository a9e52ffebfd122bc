import { startIngestProcess } from '../../../infra/bench/ingest-process.ts'
import {
  services,
  type TestBroker,
  type TestDatabase,
  type TestServer,
} from '../../../infra/local/testing.ts'
import { cpuSince } from './cpu-time.ts'
import type { BenchDatabase } from './database.ts'
import { type Measured, measured, publish } from './measure.ts'
import type { PublisherPlan } from './publisher.ts'

export interface Path {
  broker: TestBroker
  postgres: TestServer
  database: TestDatabase
  run: BenchDatabase
  connector: unknown
}

/** Published before the clock starts: a service that runs has compiled its code and has met its devices. */
const warmUp = 20_000
/** The broker queues half a million and drops what comes after: a long run is published piece by piece. */
const piece = 200_000

/** From the first publication to the last commit, by the ingest process as it is deployed; nothing missing, nothing double. */
export async function endToEnd(
  { broker, postgres, database, run, connector }: Path,
  plan: PublisherPlan,
): Promise<Measured & { peakBytes: number }> {
  await run.empty()
  const ingest = await startIngestProcess({
    databaseUrl: database.ingestUrl,
    redisUrl: services().redisUrl,
    connectors: [connector],
  })
  const all = warmUp + plan.messages
  try {
    await publish({ ...plan, messages: warmUp })
    await ingest.stored(warmUp)
    const used = cpuSince({ broker: broker.pid()!, ingest: ingest.pid, postgres: postgres.pid()! })
    const startedAt = Date.now()
    let publisher = 0
    for (let first = warmUp; first < all; first += piece) {
      await ingest.stored(first - piece / 2)
      publisher += (await publish({ ...plan, first, messages: Math.min(piece, all - first) })).cpuMs
    }
    const endedAt = await ingest.stored(all)
    const cpuMs = { publisher, ...used() }
    await run.check(all, all * plan.values)
    return { ...measured(plan.messages, endedAt - startedAt, cpuMs), peakBytes: ingest.peakBytes() }
  } finally {
    await ingest.stop()
  }
}
