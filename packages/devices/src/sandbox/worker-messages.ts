import type { CallKind } from './codec.ts'
import type { EngineAnswer } from './engine.ts'

/** Everything that crosses between the sandbox and a worker: numbers and text, never an object of a codec. */
export interface WorkerCall {
  kind: CallKind
  input: string
  timeMs: number
}

export interface WorkerBatch {
  /** One codec's id, version and source, numbered by the sandbox. */
  handle: number
  /** Only when this worker does not hold the codec. */
  source?: string
  calls: WorkerCall[]
}

export interface WorkerReply {
  /** In order, and fewer than the calls where the time slice ended or the engine broke. */
  answers: EngineAnswer[]
  evicted: number[]
}
