import { parentPort, workerData } from 'node:worker_threads'
import { createPool, listenTo } from '@trame/database'
import { electLeader } from '../leader.ts'
import { type IndicatorEngine, startIndicatorEngine } from './engine.ts'
import type { EngineMessage, ThreadData } from './thread.ts'

/** Any number will do, as long as every process takes the same one. */
const engineLock = 7_261_959

// The engine in a thread of its own: a month of a town that is computed again must not hold up alerts.
const { databaseUrl: url, pace } = workerData as ThreadData
const say = (message: EngineMessage) => parentPort!.postMessage(message)
const pool = createPool({
  url,
  maxConnections: 3,
  applicationName: 'trame-indicators',
  statementTimeoutMs: 120_000,
})
pool.on('error', (cause) => say({ kind: 'failure', cause: cause.message }))
let engine: IndicatorEngine | undefined

const leader = electLeader(
  url,
  () => {
    const started = startIndicatorEngine({
      pool,
      pace,
      onDone: (done) => say({ kind: 'done', ...done }),
      onFault: (indicator, subject, error) =>
        say({ kind: 'fault', indicator, subject, cause: String(error) }),
      onFailure: (error) => say({ kind: 'failure', cause: String(error) }),
    })
    engine = started
    return async () => {
      engine = undefined
      await started.stop()
    }
  },
  engineLock,
)
const listener = listenTo({
  url,
  applicationName: 'trame-indicators-listen',
  on: { territory_changed: (organisationId) => engine?.changed(organisationId) },
  onConnected: () => engine?.forgetAll(),
  onFailure: (error) => say({ kind: 'failure', cause: String(error) }),
})

parentPort!.once('message', async () => {
  await leader.stop()
  await listener.stop()
  await pool.end()
  parentPort!.close()
})
