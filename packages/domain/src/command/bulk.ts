/** How an order of many commands goes out: one, then 5 %, then the rest (reliability.md T35). */
export const waveEnds = (total: number): number[] => [
  ...new Set([1, 1 + Math.ceil(total * 0.05), total].map((end) => Math.min(end, total))),
]

export interface OrderCounts {
  total: number
  /** Given to the sender so far, in order. */
  released: number
  succeeded: number
  failed: number
}

export type OrderVerdict = { next: 'wait' | 'stop' | 'done' } | { next: 'release'; upTo: number }

/** `failureShare` of what was released may fail, and the canary may not. */
export function judgeOrder(
  { total, released, succeeded, failed }: OrderCounts,
  failureShare: number,
): OrderVerdict {
  if (failed > 0 && failed > failureShare * released) return { next: 'stop' }
  if (succeeded + failed < released) return { next: 'wait' }
  if (released >= total) return { next: 'done' }
  return { next: 'release', upTo: waveEnds(total).find((end) => end > released) ?? total }
}
