import { liveStreamKey } from '@trame/domain'
import type { Redis } from 'ioredis'

const burstMs = 100
const streamEntries = 1_500

/** Pages hear that somebody's inbox has changed, and that person's page reads it again. A comfort: Postgres has the inbox. */
export function createInboxPublisher(redis: Redis, onFailure: (error: unknown) => void) {
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  async function publish() {
    const changes = [...waiting].map((change) => change.split(' ') as [string, string])
    waiting.clear()
    const pipeline = redis.pipeline()
    for (const [organisationId, pairs] of Map.groupBy(changes, ([id]) => id)) {
      const told = pairs.map(([, userId]) => ({ userId }))
      const key = liveStreamKey(organisationId)
      pipeline.xadd(key, 'MAXLEN', '~', streamEntries, '*', 'inbox', JSON.stringify(told))
    }
    await pipeline.exec()
  }

  return {
    /** `<organisation> <user>`, as PostgreSQL's `inbox_changed` says it. */
    changed(payload: string) {
      waiting.add(payload)
      timer ??= setTimeout(() => {
        timer = undefined
        running = publish().catch(onFailure)
      }, burstMs)
    },
    async stop() {
      clearTimeout(timer)
      await running
    },
  }
}
