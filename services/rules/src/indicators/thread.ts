import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { WorkDone } from './work.ts'

export interface ThreadData {
  databaseUrl: string
  /** Factor of every wait: tests take a small one. */
  pace: number
}

export type EngineMessage =
  | ({ kind: 'done'; tookMs: number } & WorkDone)
  | { kind: 'fault'; indicator: string; subject: string; cause: string }
  | { kind: 'failure'; cause: string }

export interface IndicatorThread {
  stop(): Promise<void>
}

const againMs = 2_000

/** Keeps the engine of indicators running in a thread; one that ends by a fault is started again. */
export function startIndicatorThread(
  data: ThreadData,
  on: (message: EngineMessage) => void,
): IndicatorThread {
  const stopping = new AbortController()
  let worker: Worker | undefined

  async function run() {
    while (!stopping.signal.aborted) {
      worker = new Worker(new URL('./thread-main.ts', import.meta.url), { workerData: data })
      worker.on('message', on)
      worker.on('error', (error) => on({ kind: 'failure', cause: String(error) }))
      await once(worker, 'exit').catch(() => {})
      await wait(againMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    async stop() {
      stopping.abort()
      worker?.postMessage('stop')
      await running
    },
  }
}
