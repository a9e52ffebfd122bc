import { parentPort, workerData } from 'node:worker_threads'
import { computeSurface, type SurfaceInput } from './heat-surface.ts'

/** What a thread says to the runner. */
export type ThreadMessage =
  | { type: 'progress'; share: number }
  | { type: 'part'; part: number; data: unknown }
  | { type: 'done'; summary: unknown }
  | { type: 'failed'; error: string }

const say = (message: ThreadMessage) => parentPort!.postMessage(message)
const kinds: Record<string, (input: never) => unknown> = {
  surface: (input: SurfaceInput) =>
    computeSurface(input, {
      progress: (share) => say({ type: 'progress', share }),
      frame: (part, data) => say({ type: 'part', part, data }),
    }),
}

const { kind, input } = workerData as { kind: string; input: never }
try {
  say({ type: 'done', summary: kinds[kind]!(input) })
} catch (error) {
  say({ type: 'failed', error: (error as Error).message })
}
