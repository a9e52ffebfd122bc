import type { BatchSettings } from './config.ts'

/**
 * Collects into a batch until it is written: as soon as the one before it is, and its first item has waited long enough.
 * What arrives while a batch is being written makes the next one, so that batches grow with the load, and with them the
 * share of work that is done once a batch. Bounded by what the networks may have in flight.
 */
export interface Batcher<B> {
  /** The batch that takes what comes next. */
  open(): B
  /** One more item is in it. */
  added(): void
  waiting(): number
  /** Resolves when nothing is waiting or being written. */
  idle(): Promise<void>
}

interface Filling<B> {
  batch: B
  size: number
  since: number
}

export function createBatcher<B>(
  { afterMs, maxUplinks }: BatchSettings,
  make: () => B,
  write: (batch: B) => Promise<void>,
): Batcher<B> {
  const full: Filling<B>[] = []
  let filling: Filling<B> | undefined
  let waking = false
  let busy = false
  let whenIdle: (() => void)[] = []

  function flushWhenDue() {
    if (busy) return
    const next = full.shift() ?? filling
    if (next === undefined) {
      for (const resolve of whenIdle) resolve()
      whenIdle = []
      return
    }
    const restMs = next === filling ? afterMs - (performance.now() - next.since) : 0
    if (restMs > 0) wake(restMs)
    else void flush(next)
  }

  function wake(ms: number) {
    if (waking) return
    waking = true
    setTimeout(() => {
      // First: a timer may fire a fraction early, and must then be set again.
      waking = false
      flushWhenDue()
    }, ms)
  }

  async function flush(next: Filling<B>) {
    busy = true
    if (next === filling) filling = undefined
    await write(next.batch)
    busy = false
    flushWhenDue()
  }

  function current(): Filling<B> {
    filling ??= { batch: make(), size: 0, since: 0 }
    return filling
  }

  return {
    open: () => current().batch,
    added() {
      const own = current()
      if (++own.size === 1) {
        own.since = performance.now()
        wake(afterMs)
      }
      if (own.size < maxUplinks) return
      full.push(own)
      filling = undefined
      flushWhenDue()
    },
    waiting: () => full.reduce((sum, { size }) => sum + size, filling?.size ?? 0),
    idle: () =>
      new Promise((resolve) => {
        whenIdle.push(resolve)
        flushWhenDue()
      }),
  }
}
