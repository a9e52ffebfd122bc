export const stepMs = 15 * 60_000
const minute = 60_000

/** What the strip shows: from the first hour's start until now. */
export interface StripSpan {
  from: number
  to: number
}

/** The instant under a place of the strip, on a round minute of its own step; null: now. */
export function instantAt({ from, to }: StripSpan, share: number, step = 5 * minute): number | null {
  const at = Math.round((from + Math.min(1, Math.max(0, share)) * (to - from)) / step) * step
  return at >= to - step / 2 ? null : Math.max(from, at)
}

/** Where an instant stands on the strip, 0 to 1. */
export const shareOf = ({ from, to }: StripSpan, at: number) =>
  Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)))

const moves: Record<string, (at: number, span: StripSpan) => number> = {
  ArrowLeft: (at) => at - stepMs,
  ArrowDown: (at) => at - stepMs,
  ArrowRight: (at) => at + stepMs,
  ArrowUp: (at) => at + stepMs,
  PageDown: (at) => at - 8 * stepMs,
  PageUp: (at) => at + 8 * stepMs,
  Home: (_, { from }) => from,
  End: (_, { to }) => to,
}

/** Where a key of a slider leads (WAI-ARIA): undefined for every other key, null for now. */
export function instantAfterKey(key: string, at: number | null, span: StripSpan): number | null | undefined {
  const move = moves[key]
  if (!move) return undefined
  const next = Math.max(span.from, move(at ?? span.to, span))
  return next >= span.to ? null : Math.round(next / minute) * minute
}
