import { requestedReplays } from '@trame/database'
import type { Pool } from 'pg'
import type { Pipeline } from './pipeline.ts'
import { eventOfRejection } from './rejection.ts'

export interface Replayer {
  /** Looks for rejections that somebody asked to play again; several calls at once make one more round. */
  wake(): void
  stop(): Promise<void>
}

const chunk = 500

/**
 * Plays rejections again through the pipeline. A rejection stays asked for until the transaction that settles it, so a
 * crash in the middle loses nothing, and the keys of its uplink make a second run harmless.
 */
export function createReplayer(
  pool: Pool,
  receive: Pipeline['receive'],
  onFailure: (error: unknown) => void,
): Replayer {
  let again = false
  let running: Promise<void> | undefined
  let stopped = false

  async function run() {
    do {
      again = false
      const requested = await requestedReplays(pool, chunk)
      await Promise.all(
        requested.map(({ id, organisationId, raw, event }) =>
          receive(eventOfRejection(event, raw), organisationId, { replays: id }),
        ),
      )
      if (requested.length === chunk) again = true
    } while (again && !stopped)
  }

  return {
    wake() {
      again = true
      if (stopped) return
      running ??= run()
        .catch(onFailure)
        .finally(() => {
          running = undefined
        })
    },
    async stop() {
      stopped = true
      await running
    },
  }
}
