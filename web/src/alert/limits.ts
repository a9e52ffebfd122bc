import { type Condition, childrenOf, type Rule, type Severity } from '@trame/domain'

export interface ShownLimit {
  property: string
  raise: number
  clear: number | null
  /** What raises also counts downwards: `descend à`. */
  below: boolean
}

type Attributes = Readonly<Record<string, unknown>>

function numberOf(
  limit: number | { attribute: string; plus: number },
  attributes: Attributes,
): number | null {
  if (typeof limit === 'number') return limit
  const own = attributes[limit.attribute]
  return typeof own === 'number' ? own + limit.plus : null
}

/** The limits that can be drawn over values: thresholds, those of the alert's severity first. */
export function limitsOf(rule: Rule, severity: Severity, attributes: Attributes): ShownLimit[] {
  const step = rule.steps.find((each) => each.severity === severity)
  const found: ShownLimit[] = []
  const walk = (condition: Condition) => {
    if (condition.kind === 'threshold' && (condition.is === 'above' || condition.is === 'below')) {
      const replaced = found.length === 0 && step && !step.condition && step.raise !== undefined
      const raise = numberOf(replaced ? step.raise! : condition.raise, attributes)
      const clear = replaced ? step.clear : condition.clear
      if (raise !== null)
        found.push({
          property: condition.property,
          raise,
          clear: clear === undefined ? null : numberOf(clear, attributes),
          below: condition.is === 'below',
        })
    }
    for (const child of childrenOf(condition)) walk(child)
  }
  walk(step?.condition ?? rule.condition)
  return found
}
