export interface Backoff {
  minMs: number
  maxMs: number
}

/**
 * Doubles from `minMs` to `maxMs`; the upper half is random, so that the connectors of a town do not all return in the
 * same instant after a broker's restart.
 */
export function backoffMs(attempt: number, { minMs, maxMs }: Backoff, random: () => number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(attempt, 30))
  return Math.round(ceiling / 2 + (random() * ceiling) / 2)
}
