import { parentPort, workerData } from 'node:worker_threads'
import { type EngineAnswer, type EngineLimits, type LoadedCodec, startEngine } from './engine.ts'
import { takeOverClock } from './guest-clock.ts'
import type { WorkerBatch, WorkerReply } from './worker-messages.ts'

// Images of codecs kept in this worker. 32 MiB holds about 90 average ones; the least recently used goes first.
const imageBudgetBytes = 32 * 1024 * 1024
// A worker reports back at least this often, so that one codec's long queue does not keep others waiting.
const sliceMs = 20

const { limits, progress } = workerData as { limits: EngineLimits; progress: Int32Array }
const port = parentPort!
const engine = await startEngine(limits, takeOverClock())
const codecs = new Map<number, { loaded: LoadedCodec | EngineAnswer; bytes: number }>()
let heldBytes = 0

port.on('message', (batch: WorkerBatch) => port.postMessage(run(batch)))
port.postMessage('ready')

function run({ handle, source, calls }: WorkerBatch): WorkerReply {
  const startedAt = performance.now()
  const answers: EngineAnswer[] = []
  Atomics.store(progress, 0, 0)
  const evicted: number[] = []
  const codec = take(handle, source, evicted)
  for (const [index, { kind, input, timeMs }] of calls.entries()) {
    Atomics.store(progress, 0, index)
    const answer = 'image' in codec ? engine.call(codec, kind, input, timeMs) : codec
    answers.push(answer)
    if (answer.broken || performance.now() - startedAt > sliceMs) break
  }
  return { answers, evicted }
}

function take(handle: number, source: string | undefined, evicted: number[]): LoadedCodec | EngineAnswer {
  const known = codecs.get(handle)
  if (known) {
    codecs.delete(handle)
    codecs.set(handle, known)
    return known.loaded
  }
  const loaded = engine.load(source!)
  const bytes = 'image' in loaded ? loaded.image.size : 1024
  codecs.set(handle, { loaded, bytes })
  heldBytes += bytes
  for (const [oldest, { bytes: freed }] of codecs) {
    if (heldBytes <= imageBudgetBytes || oldest === handle) break
    codecs.delete(oldest)
    heldBytes -= freed
    evicted.push(oldest)
  }
  return loaded
}
