import { createPool, listenTo, openDatabase, organisationIds, registerOutboxReader } from '@trame/database'
import { startHealthServer } from '@trame/health'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { startComputations } from './computations/runner.ts'
import type { Config } from './config.ts'
import { seedDefaultRules } from './default-rules.ts'
import { seedDefaultScenarios } from './default-scenarios.ts'
import { startFollowingSigns } from './follow-signs.ts'
import { createMarker } from './indicators/marker.ts'
import { createPlans } from './indicators/plans.ts'
import { type EngineMessage, startIndicatorThread } from './indicators/thread.ts'
import { electLeader } from './leader.ts'
import { createLivePublisher } from './live-alerts.ts'
import { createMetrics } from './metrics.ts'
import { startNotifications } from './notify/service.ts'
import { publishedRules, startRules } from './publish-rules.ts'
import { createQueues } from './queues.ts'
import { startReconciler } from './reconcile.ts'
import { policyFault, wasWiped } from './redis-watch.ts'
import { startRelay } from './relay.ts'
import { type ScenarioRunner, startScenarioRunner } from './scenarios/runner.ts'
import { createTerritories } from './territories.ts'
import { startTours } from './tours/tours.ts'
import { watchUnconfirmed } from './unconfirmed-watch.ts'
import { createWork } from './work.ts'
import { startWorkers } from './workers.ts'

export interface RulesService {
  healthPort: number
  stop(): Promise<void>
}

export interface RulesOptions {
  now?: () => number
  reconcileEveryMs?: number
  /** See WorkersOptions. */
  workerLockMs?: number
  /** Factor of the waits before indicators are computed; null: they are not. */
  indicatorPace?: number | null
}

export async function startRulesService(
  config: Config,
  log: Logger,
  { now = Date.now, reconcileEveryMs = 30_000, workerLockMs, indicatorPace = 1 }: RulesOptions = {},
): Promise<RulesService> {
  const { partitions, databaseUrl: url } = config
  const pool = createPool({ url, maxConnections: partitions + 4, applicationName: 'trame-rules' })
  pool.on('error', (cause) => log.warn({ cause: cause.message }, 'a connection to the database was lost'))
  await registerOutboxReader(pool, 'rules')
  const scenarioPool = createPool({ url, maxConnections: 2, applicationName: 'trame-scenarios' })
  const scenarioDb = openDatabase(scenarioPool)
  let scenarios: ScenarioRunner | undefined

  const connect = (retries: number | null) => {
    const redis = new Redis(config.redisUrl, { maxRetriesPerRequest: retries })
    redis.on('error', (cause) => log.debug({ cause: cause.message }, 'redis'))
    return redis
  }
  // What asks gives up soon, what waits for work never does.
  const redis = connect(1)
  const waiting: Redis[] = []
  const faults = { redis: null as string | null }

  const metrics = createMetrics({
    leads: () => leader.leads(),
    rules: () => territories.loaded().reduce((sum, { rules }) => sum + rules.size, 0),
    assets: () => territories.loaded().reduce((sum, { assets }) => sum + assets.size, 0),
  })
  const onFailure = (what: string) => (error: unknown) => {
    metrics.failure()
    log.warn({ cause: String(error) }, what)
  }
  const queues = createQueues(redis, partitions, now)
  const territories = createTerritories({
    pool,
    onFault: (rule, error) => log.error({ rule, cause: String(error) }, 'a rule cannot be read'),
    onFailure: onFailure('rules were not read'),
    onChanged(territory, before) {
      if (!leader.leads()) return
      publishedRules(pool, territory, before)
        .then((ids) => startRules(territory, ids, { queues, partitions }))
        .catch(onFailure('published rules were not started'))
    },
  })
  const work = createWork({
    pool,
    territories,
    partitions,
    incident: config.incident,
    now,
    onFault(rule, asset, error) {
      metrics.fault()
      log.error({ rule, asset, cause: String(error) }, 'a rule was not stepped')
    },
    onStepped: metrics.stepped,
  })
  const workers = startWorkers({
    connect() {
      const one = connect(null)
      waiting.push(one)
      return one
    },
    pool,
    partitions,
    queues,
    work,
    now,
    ...(workerLockMs !== undefined && { lockMs: workerLockMs }),
    onFailure: onFailure('a job'),
    onDone: metrics.job,
  })
  const publisher = createLivePublisher(pool, redis, onFailure('alerts were not published'))
  const plans = createPlans(pool)
  const mark = indicatorPace === null ? undefined : createMarker({ plans, now, pace: indicatorPace })
  let commandChanged = () => {}
  const leader = electLeader(url, () => {
    log.info('shares the work out')
    const reconciler = startReconciler({
      pool,
      queues,
      work,
      territories,
      partitions,
      redisAnswers: async () => (await policyFault(redis)) === null,
      now,
      onFailure: onFailure('reconciling'),
      everyMs: reconcileEveryMs,
    })
    const relay = startRelay({
      pool,
      queues,
      territories,
      partitions,
      mark,
      async ready() {
        faults.redis = await policyFault(redis)
        if (faults.redis) throw new Error(faults.redis)
        const wiped = await wasWiped(redis).catch((error: Error) => {
          // It answers, and takes nothing more: full, or read-only.
          faults.redis = `redis: ${error.message}`
          throw error
        })
        if (wiped) reconciler.hurry()
      },
      onFailure: onFailure('sharing out the outbox'),
    })
    const runner = startScenarioRunner({
      pool,
      db: scenarioDb,
      territories,
      now,
      onFailure: onFailure('a scenario was not looked at'),
    })
    scenarios = runner
    const signs = startFollowingSigns({
      databaseUrl: url,
      now,
      onFailure: onFailure('a sign was not told'),
    })
    loadAll().catch(onFailure('rules were not read'))
    const unconfirmed = watchUnconfirmed(pool, now, onFailure('commands without effect'))
    commandChanged = unconfirmed.changed
    return async () => {
      await unconfirmed.stop()
      scenarios = undefined
      await runner.stop()
      await relay.stop()
      await reconciler.stop()
      await signs.stop()
    }
  })

  async function loadAll() {
    await seedDefaultRules(pool)
    await seedDefaultScenarios(pool, scenarioDb)
    for (const id of await organisationIds(pool)) await territories.reload(id)
  }

  const notifications = config.notify
    ? startNotifications(config.notify, {
        databaseUrl: url,
        redis,
        registry: metrics.registry,
        now,
        leads: () => leader.leads(),
        onFailure: onFailure('notifications'),
      })
    : null
  const tours = startTours({
    url,
    egressRanges: config.notify?.egressRanges ?? [],
    now,
    leads: () => leader.leads(),
    onFailure: onFailure('tours'),
  })
  const computations = startComputations({
    databaseUrl: url,
    now,
    onFailure: onFailure('a computation'),
  })
  const listener = listenTo({
    url,
    applicationName: 'trame-rules-listen',
    on: {
      ...notifications?.on,
      computation_asked: () => void computations.wake(),
      rule_changed: (id) => territories.changed(id),
      territory_changed(id) {
        territories.changed(id)
        plans.changed(id)
      },
      silence_changed: (id) => territories.changed(id),
      scenario_changed(id) {
        territories.changed(id)
        scenarios?.wake()
      },
      command_changed: () => commandChanged(),
      scenario_event: () => scenarios?.wake(),
      tour_changed: () => tours.wake(),
      alert_changed(payload) {
        if (leader.leads()) publisher.changed(payload.slice(payload.indexOf(' ') + 1))
      },
    },
    onConnected: () => {
      plans.forgetAll()
      for (const { organisationId } of territories.loaded()) territories.changed(organisationId)
      notifications?.wake()
      tours.wake()
      scenarios?.wake()
    },
    onFailure: onFailure('listening to the database'),
  })
  const indicators =
    indicatorPace === null
      ? null
      : startIndicatorThread({ databaseUrl: url, pace: indicatorPace }, heardFromIndicators)
  function heardFromIndicators(message: EngineMessage) {
    if (message.kind === 'done') return metrics.computed(message)
    if (message.kind === 'failure') return onFailure('indicators')(message.cause)
    metrics.indicatorFault()
    log.error(message, 'an indicator was not computed')
  }
  const health = await startHealthServer({
    host: config.metricsHost,
    port: config.metricsPort,
    registry: metrics.registry,
    faults: () => (faults.redis === null ? [] : [faults.redis]),
  })

  return {
    healthPort: health.port,
    async stop() {
      await leader.stop()
      await indicators?.stop()
      await workers.stop()
      await listener.stop()
      await computations.stop()
      await notifications?.stop()
      await tours.stop()
      await publisher.stop()
      await territories.stop()
      await queues.close()
      for (const one of [redis, ...waiting]) one.disconnect()
      await scenarioDb.destroy()
      await pool.end()
      await health.stop()
    },
  }
}
