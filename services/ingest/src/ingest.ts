import { type ConnectorConfig, createConnector } from '@trame/connectors'
import { createPool, listenTo, openDatabase, putConnectors } from '@trame/database'
import { createSandbox, type Sandbox } from '@trame/devices'
import { startHealthServer } from '@trame/health'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { createAwaited } from './awaited.ts'
import { applyToCommands, confirmFromBatches, isDownlinkEvent } from './commands.ts'
import type { Config } from './config.ts'
import { createWriter } from './database-writer.ts'
import { createDirectory } from './devices.ts'
import { publishLiveValues } from './live-values.ts'
import { createMetrics } from './metrics.ts'
import { createPipeline } from './pipeline.ts'
import { startRelay } from './relay.ts'
import { createReplayer } from './replay.ts'
import { type Consumer, startConsumer } from './single-consumer.ts'

export interface Ingest {
  healthPort: number
  stop(): Promise<void>
}

const lastChanceMs = 10_000

export async function startIngest(
  config: Config,
  connectors: readonly ConnectorConfig[],
  log: Logger,
): Promise<Ingest> {
  const stopping = new AbortController()
  const pool = createPool({ url: config.databaseUrl, maxConnections: 3, applicationName: 'trame-ingest' })
  pool.on('error', (cause) => log.warn({ cause: cause.message }, 'a connection to the database was lost'))
  const db = openDatabase(pool)
  const redis = new Redis(config.redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 5_000 })
  redis.on('error', (cause) => log.debug({ cause: cause.message }, 'redis'))
  const organisationIds = await putConnectors(pool, connectors.map(connectorRow))

  const directory = createDirectory(pool)
  const consumers: Consumer[] = []
  let sandbox: Sandbox | undefined
  let databaseFault: string | undefined
  const metrics = createMetrics({
    devices: directory.size,
    waiting: () => pipeline.waiting(),
    consumers: () => consumers,
  })
  const writer = createWriter(config.databaseUrl)
  const awaited = createAwaited(db, (error) =>
    log.warn({ cause: String(error) }, 'commands wait for the outbox'),
  )
  const pipeline = createPipeline({
    batch: config.batch,
    directory,
    write: writer.write,
    stopping: stopping.signal,
    sandbox() {
      sandbox ??= createSandbox({ poolSize: config.codecWorkers })
      return sandbox
    },
    onStored(outcome, tookMs) {
      databaseFault = undefined
      metrics.stored(outcome, tookMs)
    },
    onBatch(batch) {
      metrics.batch(batch)
      awaited.stored(batch.rows)
    },
    onFailure(error, uplinks) {
      databaseFault = error instanceof Error ? error.message : String(error)
      metrics.failedWrite()
      log.warn({ uplinks, cause: databaseFault }, 'a batch was not stored, nothing of it is acknowledged')
    },
  })
  const replayer = createReplayer(pool, pipeline.receive, (error) =>
    log.warn({ cause: String(error) }, 'replay'),
  )
  const listener = listenTo({
    url: config.databaseUrl,
    applicationName: 'trame-ingest-listen',
    on: {
      device_changed: (id) => directory.forget(id),
      model_changed: () => directory.forgetModels(),
      replay_requested: () => replayer.wake(),
      command_expects: (seriesId) => awaited.add(Number(seriesId)),
    },
    onConnected() {
      directory.forgetAll()
      awaited.reload()
      replayer.wake()
    },
    onFailure: (error) => log.warn({ cause: String(error) }, 'listening to the database'),
  })
  const relay = startRelay({
    pool,
    consumers: [confirmFromBatches(db), publishLiveValues(pool, redis)],
    onFailure(error) {
      metrics.failedRelay()
      log.warn({ cause: String(error) }, 'live values wait in the outbox')
    },
  })
  const health = await startHealthServer({
    host: config.metricsHost,
    port: config.metricsPort,
    registry: metrics.registry,
    faults: () => (databaseFault === undefined ? [] : [`database: ${databaseFault}`]),
  })
  for (const [i, settings] of connectors.entries()) {
    const organisationId = organisationIds[i]!
    consumers.push(
      startConsumer({
        url: config.databaseUrl,
        connector: createConnector(settings, {
          notice: (text, cause) => log.warn({ connector: settings.id, cause: String(cause ?? '') }, text),
        }),
        receive(event, again) {
          // The promise as it is: the session tells by it which messages share a batch.
          const stored = pipeline.receive(event, organisationId, { again })
          return isDownlinkEvent(event) ? stored.then(() => applyToCommands(db, event)) : stored
        },
        shared: settings.shareGroup !== undefined,
        onState: (state, cause) =>
          log[state === 'failed' ? 'error' : 'info'](
            { connector: settings.id, cause: cause && String(cause) },
            state,
          ),
      }),
    )
  }

  return {
    healthPort: health.port,
    async stop() {
      // What the networks have handed over is finished and acknowledged, unless the database is away too long.
      const giveUp = setTimeout(() => stopping.abort(), lastChanceMs)
      await Promise.all(consumers.map((consumer) => consumer.stop()))
      await replayer.stop()
      await pipeline.idle()
      clearTimeout(giveUp)
      await awaited.idle()
      await relay.stop()
      await listener.stop()
      await sandbox?.stop()
      await writer.close()
      redis.disconnect()
      await pool.end()
      await health.stop()
    },
  }
}

const connectorRow = ({ id, organisationId, kind, name }: ConnectorConfig) => ({
  id,
  organisation: organisationId,
  kind,
  name,
})
