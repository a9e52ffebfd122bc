import type { Comparison, Limit } from './condition.ts'
import type { RuleContext } from './state.ts'

/** null: the asset has no such attribute, or it is not a number. */
export function limitOf(limit: Limit, context: RuleContext): number | null {
  if (typeof limit === 'number') return limit
  const value = context.attributes?.[limit.attribute]
  return typeof value === 'number' ? value + limit.plus : null
}

/** Hysteresis: what raises is not what clears. A `clear` on the wrong side of `raise` counts as `raise`. */
export function holds(is: Comparison, value: number, raise: number, clear: number, on: boolean): boolean {
  switch (is) {
    case 'equals':
      return value === raise
    case 'differs':
      return value !== raise
    case 'below':
      return on ? value <= Math.max(clear, raise) : value <= raise
    default:
      return on ? value >= Math.min(clear, raise) : value >= raise
  }
}
