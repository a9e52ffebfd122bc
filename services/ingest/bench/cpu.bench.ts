import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createConnector, parseConnectorConfig } from '@trame/connectors'
import { createPool, putConnectors } from '@trame/database'
import { createSandbox } from '@trame/devices'
import { pino } from 'pino'
import { services, testDatabase } from '../../../infra/local/testing.ts'
import { createDirectory } from '../src/devices.ts'
import { startIngest } from '../src/ingest.ts'
import { createPipeline } from '../src/pipeline.ts'
import { cpuOfTree } from './cpu-time.ts'
import { benchDatabase } from './database.ts'
import type { ReplayPlan } from './replay-broker.ts'

/**
 * Processor time a message in this process and in PostgreSQL, which a busy machine does not change much: from the
 * socket to the acknowledgement, first with the rows thrown away before the database, then stored.
 * `node --cpu-prof services/ingest/bench/cpu.bench.ts readings stored` shows where it goes.
 */
const [kinds = 'readings,lorawan', sinks = 'discarded,stored', count = '100000'] = process.argv.slice(2)
const devices = 1000
const inFlight = Number(process.argv[5] ?? 8_000)
const batch = { afterMs: 20, maxUplinks: 4_000 }

const database = await testDatabase()
const run = await benchDatabase(database.adminUrl, devices)
try {
  for (const kind of kinds.split(',') as ReplayPlan['kind'][]) {
    for (const sink of sinks.split(',')) {
      await measure(kind, sink, Math.min(20_000, Number(count)), '(warming up)')
      await measure(kind, sink, Number(count), '')
    }
  }
} finally {
  await database.drop()
}

async function measure(kind: ReplayPlan['kind'], sink: string, messages: number, note: string) {
  await run.empty()
  const broker = fork(path.join(import.meta.dirname, 'replay-broker.ts'), { execArgv: [] })
  const plan: ReplayPlan = {
    kind,
    messages,
    devices,
    values: kind === 'readings' ? 1 : 3,
    startAt: Date.now() - 86_400_000,
    inFlight,
    subscriptions: kind === 'readings' ? 4 : 1,
  }
  broker.send(plan)
  const [{ port }] = (await once(broker, 'message')) as [{ port: number }]
  const connector = parseConnectorConfig({
    kind: kind === 'readings' ? 'generic-mqtt' : 'chirpstack',
    id: 'con_bench',
    organisationId: run.organisationId,
    name: 'Bench',
    url: `mqtt://127.0.0.1:${port}`,
    clientId: 'bench-ingest',
    receiveMaximum: inFlight,
  })
  const consumer = await (sink === 'stored' ? storing(connector) : discarding(connector))
  const ended = once(broker, 'message')
  const [cpuBefore, before, startedAt] = [await postgresMs(), process.cpuUsage(), performance.now()]
  broker.send('go')
  await ended
  const { user, system } = process.cpuUsage(before)
  const tookMs = performance.now() - startedAt
  const postgres = ((await postgresMs()) - cpuBefore) * 1000
  console.log(
    `${kind} ${sink}: ${((user + system) / messages).toFixed(1)} us a message (user ${(user / messages).toFixed(1)}), ` +
      `postgres ${(postgres / messages).toFixed(1)} us, ${Math.round((messages / tookMs) * 1000)}/s, ` +
      `${Math.round(process.memoryUsage.rss() / 1_048_576)} MiB ${note}`,
  )
  await consumer.stop()
  broker.disconnect()
  if (sink === 'stored') await run.check(messages, messages * plan.values)
}

async function postgresMs(): Promise<number> {
  const rows = await run.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and usename = 'trame_ingest'`,
  )
  return rows.reduce((sum, { pid }) => sum + cpuOfTree(pid), 0)
}

async function storing(connector: ReturnType<typeof parseConnectorConfig>) {
  const config = {
    databaseUrl: database.ingestUrl,
    redisUrl: services().redisUrl,
    connectorsFile: '',
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    logLevel: 'warn' as const,
    codecWorkers: 1,
    batch,
  }
  const ingest = await startIngest(config, [connector], pino({ level: 'warn' }))
  // The consumer first takes its lock; the broker waits for its subscription.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  return ingest
}

async function discarding(settings: ReturnType<typeof parseConnectorConfig>) {
  const pool = createPool({ url: database.ingestUrl, maxConnections: 1 })
  const [organisationId] = await putConnectors(pool, [
    { id: settings.id, organisation: settings.organisationId, kind: settings.kind, name: settings.name },
  ])
  const nothing = { duplicates: 0, rejections: 0, gaps: 0, uplinks: 0, observations: 0 }
  const pipeline = createPipeline({
    batch,
    directory: createDirectory(pool),
    write: () => new Promise<typeof nothing>((resolve) => setImmediate(resolve, nothing)),
    stopping: new AbortController().signal,
    sandbox: () => createSandbox({ poolSize: 1 }),
    onFailure: (error) => console.error(error),
    onStored() {},
    onBatch() {},
  })
  const connector = createConnector(settings)
  await connector.start((event, again) => pipeline.receive(event, organisationId!, { again }))
  return {
    async stop() {
      await connector.stop()
      await pool.end()
    },
  }
}
