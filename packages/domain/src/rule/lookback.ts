import { type Condition, childrenOf } from './condition.ts'
import type { Rule } from './rule.ts'

const dayMs = 86_400_000
const longestMs = 60 * dayMs

export function conditionsOf(rule: Pick<Rule, 'condition' | 'steps'>): Condition[] {
  const below = (condition: Condition): Condition[] => [condition, ...childrenOf(condition).flatMap(below)]
  return [rule.condition, ...rule.steps.flatMap(({ condition }) => condition ?? [])].flatMap(below)
}

/** How much history decides a state: twice what windows, delays and usual weeks reach back, and a day; at most 60 days. */
export function lookbackOf(rule: Pick<Rule, 'condition' | 'steps'>): number {
  const reach = conditionsOf(rule).map((condition) => {
    const held = condition.raiseAfterMs + condition.clearAfterMs
    if (condition.kind === 'repetition' || condition.kind === 'rate') return held + condition.windowMs
    if (condition.kind === 'difference' && condition.reference.kind === 'usual')
      return held + condition.reference.weeks * 7 * dayMs
    return held
  })
  return Math.min(2 * Math.max(...reach) + dayMs, longestMs)
}
