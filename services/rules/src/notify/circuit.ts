/** Which endpoints are left alone for a while: their messages wait in the database, and cost nobody else a connection. */
export interface Circuits {
  /** Closed to traffic at this moment. */
  open(now: Date): string[]
  failure(endpoint: string, now: Date): void
  success(endpoint: string): void
}

const failuresToOpen = 5
const firstPauseMs = 30_000
const longestPauseMs = 15 * 60_000

export function createCircuits(): Circuits {
  const known = new Map<string, { failures: number; openUntil: number }>()
  return {
    open: (now) =>
      [...known].filter(([, { openUntil }]) => openUntil > now.getTime()).map(([endpoint]) => endpoint),
    failure(endpoint, now) {
      const failures = (known.get(endpoint)?.failures ?? 0) + 1
      const rounds = failures - failuresToOpen
      const pauseMs = rounds < 0 ? 0 : Math.min(firstPauseMs * 2 ** rounds, longestPauseMs)
      known.set(endpoint, { failures, openUntil: now.getTime() + pauseMs })
    },
    success(endpoint) {
      known.delete(endpoint)
    },
  }
}
