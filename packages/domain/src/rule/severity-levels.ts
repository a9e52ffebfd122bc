import type { Severity } from '../resources/place.ts'
import { severities } from '../resources/place.ts'
import { type Condition, type Hold, hasThreshold, type Limit } from './condition.ts'
import type { Rule, SeverityStep } from './rule.ts'

export interface SeverityLevel {
  severity: Severity
  condition: Condition
  /** Where the condition is written in the rule: `condition`, or `steps.0`. */
  path: string
}

/** Gravest first: the first level that holds names the episode's severity. */
export function levelsOf(rule: Pick<Rule, 'condition' | 'severity' | 'steps'>): SeverityLevel[] {
  const levels = rule.steps.map((step, index) => ({
    severity: step.severity,
    condition: step.condition ?? withStep(rule.condition, step),
    path: `steps.${index}`,
  }))
  levels.push({ severity: rule.severity, condition: rule.condition, path: 'condition' })
  return levels.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

function withStep(condition: Condition, step: SeverityStep): Condition {
  const limited =
    step.raise === undefined ? condition : withLimits(condition, step.raise, step.clear).condition
  return step.hold ? { ...limited, ...(step.hold as Partial<Hold>) } : limited
}

/** The same condition with the limits of its first comparison replaced; `clear` follows `raise` unless given. */
function withLimits(
  condition: Condition,
  raise: Limit,
  clear: Limit | undefined,
): { condition: Condition; done: boolean } {
  if (hasThreshold(condition)) {
    const { clear: _, ...rest } = condition
    const replaced = clear === undefined ? { ...rest, raise } : { ...rest, raise, clear }
    return { condition: replaced as Condition, done: true }
  }
  if (condition.kind === 'not') {
    const inner = withLimits(condition.of, raise, clear)
    return { condition: { ...condition, of: inner.condition }, done: inner.done }
  }
  if (condition.kind !== 'all' && condition.kind !== 'any') return { condition, done: false }
  let done = false
  const of = condition.of.map((child) => {
    if (done) return child
    const inner = withLimits(child, raise, clear)
    done = inner.done
    return inner.condition
  })
  return { condition: { ...condition, of }, done }
}
