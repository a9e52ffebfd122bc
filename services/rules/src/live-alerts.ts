import { liveAlerts } from '@trame/database'
import { liveStreamKey } from '@trame/domain'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'

export interface LivePublisher {
  /** An alert changed; what changes in a burst is published once. */
  changed(alertId: string): void
  stop(): Promise<void>
}

const burstMs = 150
const streamEntries = 1_500
const atOnce = 500

/** Pages hear of alerts as they change. A comfort: what is lost here is read again. */
export function createLivePublisher(
  pool: Pool,
  redis: Redis,
  onFailure: (error: unknown) => void,
): LivePublisher {
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  async function publish() {
    const ids = [...waiting].slice(0, atOnce)
    for (const id of ids) waiting.delete(id)
    const alerts = await liveAlerts(pool, ids)
    const pipeline = redis.pipeline()
    for (const [organisationId, rows] of Map.groupBy(alerts, (alert) => alert.organisationId)) {
      const told = rows.map(({ organisationId: _, ...alert }) => alert)
      const key = liveStreamKey(organisationId)
      pipeline.xadd(key, 'MAXLEN', '~', streamEntries, '*', 'alerts', JSON.stringify(told))
    }
    await pipeline.exec()
  }

  function plan() {
    timer ??= setTimeout(() => {
      timer = undefined
      running = publish()
        .catch(onFailure)
        .then(() => {
          if (waiting.size > 0) plan()
        })
    }, burstMs)
  }

  return {
    changed(alertId) {
      waiting.add(alertId)
      plan()
    },
    async stop() {
      clearTimeout(timer)
      await running
      clearTimeout(timer)
    },
  }
}
