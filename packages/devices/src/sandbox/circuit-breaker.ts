/**
 * Counts hard failures (time, memory, crash) of one codec. An ordinary exception is the codec's word on one frame and does
 * not count. After the cooling time one call is let through; it closes the circuit or opens it again.
 */
export interface CircuitBreaker {
  /** Undefined = may run; else the time until which it is suspended. */
  suspendedUntil(): Date | undefined
  succeeded(): void
  failedHard(): void
  /** Hard failures since the last call that ended by itself. */
  failures(): number
}

export interface BreakerOptions {
  /** In a row. */
  failures: number
  /** Whatever lies between: a codec that fails on every other frame costs a worker each time. */
  failuresInAll: number
  withinMs: number
  coolingMs: number
  now: () => number
}

export function createCircuitBreaker(options: BreakerOptions): CircuitBreaker {
  const { failures, failuresInAll, withinMs, coolingMs, now } = options
  let inARow: number[] = []
  let inAll: number[] = []
  let openUntil = 0

  return {
    suspendedUntil: () => (now() < openUntil ? new Date(openUntil) : undefined),
    succeeded() {
      // The end of a call that began before the circuit opened proves nothing.
      if (now() < openUntil) return
      if (openUntil !== 0) inAll = []
      inARow = []
      openUntil = 0
    },
    failedHard() {
      const at = now()
      const recent = (earlier: number) => at - earlier < withinMs
      inARow = [...inARow.filter(recent), at]
      inAll = [...inAll.filter(recent), at]
      const onTrial = openUntil !== 0 && at >= openUntil
      if (onTrial || inARow.length >= failures || inAll.length >= failuresInAll) openUntil = at + coolingMs
    },
    failures: () => inARow.length,
  }
}
