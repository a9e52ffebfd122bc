import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import {
  type Computation,
  computationGoesOn,
  createPool,
  endComputation,
  openDatabase,
  storeComputationPart,
  sweepComputations,
  takeComputation,
} from '@trame/database'
import { takeTurns } from '../turns.ts'
import { readers } from './kinds.ts'
import type { ThreadMessage } from './thread.ts'

interface Options {
  databaseUrl: string
  now(): number
  onFailure(error: unknown): void
  everyMs?: number
}

const heardEveryMs = 2_000
const keepMs = 7 * 86_400_000

/**
 * Does computations one at a time, each in a thread of its own that ends with it. The row in Postgres is all that is known
 * of it: a process that dies leaves a run that another one takes up a minute later.
 */
export function startComputations({ databaseUrl: url, now, onFailure, everyMs = 1_000 }: Options) {
  const db = openDatabase(createPool({ url, maxConnections: 2, applicationName: 'trame-computations' }))
  const time = () => new Date(now())
  let stopping = false
  let worker: Worker | null = null

  async function run(computation: Computation) {
    const input = await readers[computation.kind]!(db, computation)
    let share = 0
    let last: ThreadMessage | null = null
    let storing = Promise.resolve()
    let unstored: Error | null = null
    worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { kind: computation.kind, input },
    })
    const ended = once(worker, 'exit')
    worker.on('error', (error) => {
      last = { type: 'failed', error: error.message }
    })
    worker.on('message', (message: ThreadMessage) => {
      if (message.type === 'progress') share = message.share
      else if (message.type === 'part')
        storing = storing
          .then(() => storeComputationPart(db, computation.id, message.part, message.data))
          .catch((error: Error) => {
            unstored ??= error
          })
      else last = message
    })
    const heart = setInterval(async () => {
      const goesOn = await computationGoesOn(db, computation.id, share, time()).catch(() => true)
      if (!goesOn) await worker?.terminate()
    }, heardEveryMs)
    try {
      await ended
      await storing
    } finally {
      clearInterval(heart)
      worker = null
    }
    if (unstored) throw unstored
    const outcome = last as ThreadMessage | null
    if (outcome?.type === 'done')
      await endComputation(db, computation.id, { summary: outcome.summary }, time())
    else if (outcome?.type === 'failed')
      await endComputation(db, computation.id, { error: outcome.error }, time())
    // Neither: it was cancelled, or this process is ending and another one will take it up.
  }

  async function turn() {
    while (!stopping) {
      const next = await takeComputation(db, Object.keys(readers), time())
      if (!next) break
      await run(next).catch(async (error: Error) => {
        onFailure(error)
        await endComputation(db, next.id, { error: error.message }, time())
      })
    }
    await sweepComputations(db, new Date(now() - keepMs))
  }

  const turns = takeTurns(turn, { everyMs, onFailure })
  return {
    wake: turns.take,
    async stop() {
      stopping = true
      const ended = turns.stop()
      await worker?.terminate()
      await ended
      await db.destroy()
    },
  }
}
