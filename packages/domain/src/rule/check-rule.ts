import { isObservedProperty, observedProperties } from '../observed-properties.ts'
import { type Condition, childrenOf, hasThreshold } from './condition.ts'
import { checkExpression } from './expression.ts'
import type { Rule } from './rule.ts'

export interface RuleFault {
  /** As in `sentenceOf`. */
  path: string
  code: 'unknownProperty' | 'clearBeyondRaise' | 'outOfRange' | 'expression'
  message: string
}

/** What the schema cannot see; run when a rule is saved. `known`: properties beyond ours, such as indicators. */
export function checkRule(rule: Rule, known: ReadonlySet<string> = new Set()): RuleFault[] {
  const faults = checkCondition(rule.condition, 'condition', known)
  rule.steps.forEach(({ condition }, index) => {
    if (condition) faults.push(...checkCondition(condition, `steps.${index}.condition`, known))
  })
  return faults
}

export function checkCondition(condition: Condition, path: string, known: ReadonlySet<string>): RuleFault[] {
  const faults: RuleFault[] = []
  const report = (at: string, code: RuleFault['code'], message: string) =>
    faults.push({ path: at, code, message })

  const named = 'property' in condition ? [condition.property] : []
  if (condition.kind === 'difference' && condition.reference.kind === 'property') {
    named.push(condition.reference.property)
  }
  for (const property of named) {
    if (property !== undefined && !isObservedProperty(property) && !known.has(property)) {
      report(`${path}.property`, 'unknownProperty', `nothing observes ${property}`)
    }
  }
  if (hasThreshold(condition)) {
    const { raise, clear } = condition
    const below = condition.kind === 'threshold' && condition.is === 'below'
    if (typeof raise === 'number' && typeof clear === 'number' && (below ? clear < raise : clear > raise)) {
      report(`${path}.clear`, 'clearBeyondRaise', 'the alert would clear before it is raised')
    }
  }
  if (condition.kind === 'threshold' && isObservedProperty(condition.property)) {
    const [low, high] = observedProperties[condition.property].range
    const { raise } = condition
    if (typeof raise === 'number' && (raise < low || raise > high)) {
      report(`${path}.raise`, 'outOfRange', `${condition.property} goes from ${low} to ${high}`)
    }
  }
  if (condition.kind === 'expression') {
    const checked = checkExpression(condition.cel)
    if (!checked.ok) report(`${path}.cel`, 'expression', checked.message)
  }
  const many = condition.kind === 'all' || condition.kind === 'any'
  childrenOf(condition).forEach((child, index) => {
    faults.push(...checkCondition(child, many ? `${path}.of.${index}` : `${path}.of`, known))
  })
  return faults
}
