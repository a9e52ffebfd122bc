import { Worker } from 'node:worker_threads'
import type { EngineLimits } from './engine.ts'
import type { WorkerBatch, WorkerReply } from './worker-messages.ts'

export type BatchOutcome =
  | { type: 'replied'; reply: WorkerReply }
  /** The worker is gone; `at` is the index of the call that it was in. */
  | { type: 'lost'; at: number; why: 'codec_timeout' | 'codec_memory' | 'internal'; detail: string }

/** One worker thread with at most one batch in it. It never comes back from `lost`: the pool makes another. */
export interface WorkerSlot {
  readonly ready: Promise<void>
  /** Handles that the worker holds. */
  readonly holds: Set<number>
  run(batch: WorkerBatch): Promise<BatchOutcome>
  end(): Promise<void>
}

export function startWorkerSlot(limits: EngineLimits, hardLimitMs: number, diedIdle: () => void): WorkerSlot {
  const progress = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { limits, progress },
    name: 'codec sandbox',
    // Nothing of this process: no secrets in the environment, none of its loaders.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 },
  })
  const holds = new Set<number>()
  let settle: ((outcome: BatchOutcome) => void) | undefined
  let timer: NodeJS.Timeout | undefined
  let begin: { resolve: () => void; reject: (cause: Error) => void }
  const ready = new Promise<void>((resolve, reject) => {
    begin = { resolve, reject }
  })

  function finish(outcome: BatchOutcome) {
    clearTimeout(timer)
    const report = settle
    settle = undefined
    report?.(outcome)
  }
  function lose(why: 'codec_timeout' | 'codec_memory' | 'internal', detail: string) {
    begin.reject(new Error(detail))
    if (settle === undefined) diedIdle()
    finish({ type: 'lost', at: Atomics.load(progress, 0), why, detail })
  }

  worker.on('message', (message: 'ready' | WorkerReply) => {
    if (message === 'ready') begin.resolve()
    else finish({ type: 'replied', reply: message })
  })
  worker.on('error', (error: Error & { code?: string }) =>
    lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'codec_memory' : 'internal', error.message),
  )
  worker.on('exit', () => lose('internal', 'the worker ended'))

  return {
    ready,
    holds,
    run(batch) {
      Atomics.store(progress, 0, 0)
      return new Promise((resolve) => {
        settle = resolve
        timer = setTimeout(() => {
          // If this process was busy itself, the reply may be waiting already: let it in first.
          setImmediate(() => {
            if (settle === undefined) return
            lose('codec_timeout', `killed after ${hardLimitMs} ms`)
            void worker.terminate()
          })
        }, hardLimitMs)
        worker.postMessage(batch)
      })
    },
    async end() {
      await worker.terminate()
    },
  }
}
