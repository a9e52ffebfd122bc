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
  failures: number
  withinMs: number
  coolingMs: number
  now: () => number
}

export function createCircuitBreaker({ failures, withinMs, coolingMs, now }: BreakerOptions): CircuitBreaker {
  let failedAt: number[] = []
  let openUntil = 0

  return {
    suspendedUntil: () => (now() < openUntil ? new Date(openUntil) : undefined),
    succeeded() {
      failedAt = []
      openUntil = 0
    },
    failedHard() {
      const at = now()
      const onTrial = openUntil !== 0 && at >= openUntil
      failedAt = [...failedAt.filter((earlier) => at - earlier < withinMs), at]
      if (onTrial || failedAt.length >= failures) openUntil = at + coolingMs
    },
    failures: () => failedAt.length,
  }
}
