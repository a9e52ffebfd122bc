import type { ObservedPropertyId } from '@trame/domain'
import type { Battery } from '../fleet/battery.ts'

/** What a device would measure: physical quantities by observed property, whatever its maker calls them. */
export type Quantities = Partial<Record<ObservedPropertyId, number>>

/** Pure in time and in what happened before: asked twice for one instant, in any order, it answers the same. */
export type Signal = (at: number) => Quantities

export interface Source {
  signal: Signal
  /** How long it may be silent and still be well. */
  intervalMs: number
  /** When it speaks next, after this instant. */
  next(after: number): number
  /** What it says when it was just spoken to, where that is not its usual message. */
  onDemand?: Signal
  /** Where it is no lithium cell that only ever empties. */
  battery?: Battery
  /** How things really are, without noise and sampling: for the ledger, never on the wire. */
  truth?(at: number): Record<string, string>
}

/** Speaks every so often, from a phase of its own. */
export function periodic(intervalMs: number, seed: number, signal: Signal): Source {
  const phase = seed % intervalMs
  return {
    signal,
    intervalMs,
    next: (after) => (Math.floor((after - phase) / intervalMs) + 1) * intervalMs + phase,
  }
}

/**
 * Keeps the last few days that were worked out: neighbours in time are asked for together. `version` changes when
 * something was ordered that changes a day.
 */
export function perDay<T>(
  make: (dayStart: number) => T,
  version: () => number = () => 0,
): (dayStart: number) => T {
  const kept = new Map<number, T>()
  let keptVersion = version()
  return (dayStart) => {
    if (keptVersion !== version()) {
      kept.clear()
      keptVersion = version()
    }
    let value = kept.get(dayStart)
    if (value === undefined) {
      value = make(dayStart)
      kept.set(dayStart, value)
      if (kept.size > 3) kept.delete(kept.keys().next().value!)
    }
    return value
  }
}

/** `value` at `x` between the points of a daily profile [hour, value][], which wraps at midnight. */
export function profile(points: readonly (readonly [number, number])[], hour: number): number {
  const after = points.findIndex(([x]) => x > hour)
  const [x1, y1] = points[(after === -1 ? points.length : after) - 1] ?? points.at(-1)!
  const [x2, y2] = points[after === -1 ? 0 : after]!
  const span = (x2 - x1 + 24) % 24 || 24
  return y1 + ((y2 - y1) * ((hour - x1 + 24) % 24)) / span
}
