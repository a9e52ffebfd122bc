/** Time as the session sees it, so that keepalive and backoff are tested without waiting. */
export interface Clock {
  now(): number
  /** Runs later; the returned function cancels it. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
