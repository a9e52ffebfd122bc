import type { ConnectorConfig } from '@trame/connectors'
import { advanceOrders, createPool, expireCommands, listenTo, nextDueAt, openDatabase } from '@trame/database'
import { startHealthServer } from '@trame/health'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { flushStopped } from './flush.ts'
import { createMetrics } from './metrics.ts'
import { createMulticastSender } from './multicast.ts'
import { openNetworks } from './networks.ts'
import { createRegistrar } from './registrar.ts'
import { createSender } from './sender.ts'
import { becomeSender, type SenderLock } from './single-sender.ts'
import { createWaker } from './waker.ts'

export interface Actuate {
  healthPort: number
  stop(): Promise<void>
}

/** Postgres is asked at least so often; a notification makes it at once. */
const longestPauseMs = 1_000

export async function startActuate(
  config: Omit<Config, 'connectorsFile' | 'logLevel' | 'auditAnchorsFile'>,
  connectors: readonly ConnectorConfig[],
  log: Logger,
  now: () => Date = () => new Date(),
): Promise<Actuate> {
  const stopping = new AbortController()
  const waker = createWaker()
  const pool = createPool({ url: config.databaseUrl, maxConnections: 10, applicationName: 'trame-actuate' })
  const db = openDatabase(pool)
  const networks = openNetworks({
    configs: connectors,
    notice: (text, cause) => log.warn({ cause: cause && String(cause) }, text),
  })
  let lock: SenderLock | null = null
  let fault: string | null = 'waits for the lock'
  const metrics = createMetrics(networks, () => lock?.held() === true)
  const onFailure = (error: unknown) => {
    metrics.failed()
    log.warn({ cause: String(error) }, 'actuate')
  }
  const sender = createSender({
    db,
    networks,
    rates: config.rates,
    now,
    holdsLock: () => lock?.held() === true && !stopping.signal.aborted,
    onSent: metrics.sent,
    onFailure,
  })
  const multicasts = createMulticastSender({
    db,
    networks,
    rates: config.rates,
    now,
    holdsLock: () => lock?.held() === true && !stopping.signal.aborted,
    onSent: metrics.sent,
    onFailure,
  })
  const registrar = createRegistrar({ db, networks, onFailure })
  const listener = listenTo({
    url: config.databaseUrl,
    applicationName: 'trame-actuate-listen',
    on: {
      command_queued: waker.wake,
      emergency_stop: waker.wake,
      command_changed: waker.wake,
      network_task: registrar.wake,
    },
    onConnected() {
      waker.wake()
      void registrar.wake()
    },
    onFailure: (error) => log.warn({ cause: String(error) }, 'listening to the database'),
  })
  const health = await startHealthServer({
    host: config.metricsHost,
    port: config.metricsPort,
    registry: metrics.registry,
    faults: () => (fault === null ? [] : [fault]),
  })
  networks.start()
  const running = run()

  async function run() {
    while (!stopping.signal.aborted) {
      lock = await becomeSender(config.databaseUrl, waker.wake, stopping.signal)
      if (!lock) return
      log.info('this process sends')
      let recovered = false
      while (lock.held() && !stopping.signal.aborted) {
        try {
          if (!recovered) {
            await sender.recover()
            await multicasts.recover()
          }
          recovered = true
          await round()
          fault = null
        } catch (error) {
          fault = (error as Error).message
          onFailure(error)
          await waker.wait(longestPauseMs)
        }
      }
      await lock.release()
      fault = 'waits for the lock'
    }
  }

  async function round() {
    await flushStopped(db, networks, now, onFailure)
    await expireCommands(db, now())
    await advanceOrders(db, now())
    const looked = (await multicasts.pass()) + (await sender.pass())
    if (looked > 0) return
    const due = await nextDueAt(db)
    await waker.wait(Math.min(longestPauseMs, Math.max(20, (due?.getTime() ?? Infinity) - now().getTime())))
  }

  return {
    healthPort: health.port,
    async stop() {
      stopping.abort()
      waker.wake()
      await running
      await listener.stop()
      await registrar.stop()
      await networks.stop()
      await db.destroy()
      await health.stop()
    },
  }
}
