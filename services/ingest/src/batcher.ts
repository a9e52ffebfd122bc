import type { BatchSettings } from './config.ts'

/**
 * Collects items and hands them on in batches, one batch at a time: a full one at once, any other when its oldest item
 * has waited long enough. What arrives while a batch is being written makes the next one, so that batches grow with
 * the load. Bounded by what the networks may have in flight.
 */
export interface Batcher<T> {
  push(item: T): void
  waiting(): number
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>
}

export function createBatcher<T>(
  { uplinks, afterMs, maxUplinks }: Omit<BatchSettings, 'writers'>,
  take: (batch: T[]) => Promise<void>,
): Batcher<T> {
  let waiting: T[] = []
  let oldestAt = 0
  let timer: NodeJS.Timeout | undefined
  let busy = false
  let whenIdle: (() => void)[] = []

  function flushWhenDue() {
    if (busy) return
    if (waiting.length === 0) {
      for (const resolve of whenIdle) resolve()
      whenIdle = []
      return
    }
    const restMs = afterMs - (performance.now() - oldestAt)
    if (waiting.length >= uplinks || restMs <= 0) void flush()
    else wake(restMs)
  }

  function wake(ms: number) {
    timer ??= setTimeout(() => {
      // Cleared first: a timer may fire a fraction early, and must then be set again.
      timer = undefined
      flushWhenDue()
    }, ms)
  }

  async function flush() {
    clearTimeout(timer)
    timer = undefined
    busy = true
    const batch = waiting.length <= maxUplinks ? waiting : waiting.slice(0, maxUplinks)
    waiting = batch === waiting ? [] : waiting.slice(maxUplinks)
    oldestAt = performance.now()
    await take(batch)
    busy = false
    flushWhenDue()
  }

  return {
    push(item) {
      if (waiting.push(item) === 1) oldestAt = performance.now()
      if (busy) return
      if (waiting.length >= uplinks) void flush()
      else wake(afterMs)
    },
    waiting: () => waiting.length,
    idle: () =>
      new Promise((resolve) => {
        whenIdle.push(resolve)
        flushWhenDue()
      }),
  }
}
