import { Worker } from 'node:worker_threads'
import type { SolverAnswer, SolverJob } from './job.ts'

/** A solver looks at the cancel flag many times a second; one that does not is ended from outside. */
const patienceMs = 5_000

export type Solved = Exclude<SolverAnswer, { kind: 'progress' }>

/** Solves in a thread of its own, so that rules and notifications go on. Rejects when the thread fails; null when it was cancelled. */
export function solveInThread(
  job: Omit<SolverJob, 'cancel'>,
  { onProgress, signal }: { onProgress(share: number): void; signal: AbortSignal },
): Promise<Solved | null> {
  const cancel = new SharedArrayBuffer(4)
  const worker = new Worker(new URL('./thread-main.ts', import.meta.url), { workerData: { ...job, cancel } })
  let patience: NodeJS.Timeout | undefined
  // Asked, not killed: V8 can take the whole process with a thread that is ended while it compiles (nodejs/node#64500).
  const stop = () => {
    Atomics.store(new Int32Array(cancel), 0, 1)
    patience = setTimeout(() => void worker.terminate(), patienceMs)
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  return new Promise<Solved | null>((resolve, reject) => {
    worker.on('message', (message: SolverAnswer) => {
      if (message.kind === 'progress') onProgress(message.share)
      else resolve(signal.aborted ? null : message)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      if (signal.aborted) resolve(null)
      else reject(new Error(`the solver's thread ended with ${code}`))
    })
  }).finally(() => {
    signal.removeEventListener('abort', stop)
    clearTimeout(patience)
  })
}
