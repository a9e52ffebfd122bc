import type { Hold } from './condition.ts'
import { none, type Verdict } from './state.ts'

export const unknownVerdict = (): Verdict => [-1, none, 0, none]

/**
 * Confirms a raw verdict by its delays and counts. `raw` null means that nothing is known now: what was pending goes on as
 * if the last known verdict still held, and nothing is counted.
 */
export function settle(verdict: Verdict, raw: boolean | null, at: number, counted: boolean, hold: Hold) {
  if (raw === null) {
    if (verdict[1] === none) return
    raw = verdict[0] !== 1
    counted = false
  }
  if (verdict[0] === -1) {
    verdict[0] = 0
    verdict[3] = at
  }
  const on = verdict[0] === 1
  if (raw === on) {
    verdict[1] = none
    verdict[2] = 0
    return
  }
  if (verdict[1] === none) verdict[1] = at
  if (counted) verdict[2]++
  const count = on ? hold.clearAfterCount : hold.raiseAfterCount
  if (count > 1 && verdict[2] < count) return
  if (at - verdict[1] < (on ? hold.clearAfterMs : hold.raiseAfterMs)) return
  verdict[0] = on ? 0 : 1
  verdict[1] = none
  verdict[2] = 0
  verdict[3] = at
}

/** When a pending verdict is confirmed by time alone. */
export function confirmedAt(verdict: Verdict, hold: Hold): number {
  if (verdict[1] === none) return Number.POSITIVE_INFINITY
  const on = verdict[0] === 1
  const count = on ? hold.clearAfterCount : hold.raiseAfterCount
  if (count > 1 && verdict[2] < count) return Number.POSITIVE_INFINITY
  return verdict[1] + (on ? hold.clearAfterMs : hold.raiseAfterMs)
}

/** Some of several observations in a row have been seen. */
export const isCounting = (verdict: Verdict, hold: Hold): boolean =>
  verdict[2] > 0 && (verdict[0] === 1 ? hold.clearAfterCount : hold.raiseAfterCount) > 1
