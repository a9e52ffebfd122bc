import type { ConditionOf } from './condition.ts'
import * as memory from './memory.ts'
import type { Core, RuleContext } from './state.ts'

/** The number that a condition compares; null while it is not known. */
export type Measure = (core: Core, context: RuleContext) => number | null
/** Registers a memory once for the whole rule and tells where it lies. */
export type Remember = (plan: memory.MemoryPlan) => number

const hourMs = 3_600_000

export function compileMeasure(
  condition: ConditionOf<'threshold' | 'rate' | 'difference'>,
  timeZone: string,
  remember: Remember,
): Measure {
  if (condition.kind === 'threshold') {
    const at = remember(memory.latest(condition.property))
    return (core) => newest(core, at)
  }
  return condition.kind === 'rate' ? rate(condition, remember) : difference(condition, timeZone, remember)
}

function newest(core: Core, at: number): number | null {
  const found = core.memories[at] as number[]
  return found.length === 0 ? null : found[0]!
}

function rate(condition: ConditionOf<'rate'>, remember: Remember): Measure {
  const { windowMs, is, per } = condition
  const at = remember(memory.window(condition.property, windowMs))
  const sign = is === 'rises' ? 1 : -1
  return (core) => {
    const points = core.memories[at] as number[]
    const { length } = points
    if (length === 0) return null
    const last = points[length - 1]!
    if (per === 'hour') {
      const elapsed = points[length - 2]! - points[0]!
      if (elapsed === 0 || elapsed < windowMs / 2) return null
      return (sign * (last - points[1]!) * hourMs) / elapsed
    }
    const from = points[length - 2]! - windowMs
    let most = 0
    for (let i = length - 2; i >= 0 && points[i]! >= from; i -= 2) {
      most = Math.max(most, sign * (last - points[i + 1]!))
    }
    return most
  }
}

function difference(condition: ConditionOf<'difference'>, timeZone: string, remember: Remember): Measure {
  const value = remember(memory.latest(condition.property))
  const reference = compileReference(condition, value, timeZone, remember)
  const { is, as } = condition
  return (core, context) => {
    const own = newest(core, value)
    const other = own === null ? null : reference(core, context)
    if (own === null || other === null || (as === 'percent' && other === 0)) return null
    const apart = as === 'percent' ? ((own - other) / Math.abs(other)) * 100 : own - other
    return is === 'above' ? apart : is === 'below' ? -apart : Math.abs(apart)
  }
}

function compileReference(
  { property, reference }: ConditionOf<'difference'>,
  value: number,
  timeZone: string,
  remember: Remember,
): Measure {
  if (reference.kind === 'property') {
    const other = remember(memory.latest(reference.property))
    return (core) => newest(core, other)
  }
  const { weeks } = reference
  const means = remember(memory.usual(property, weeks))
  return (core, context) =>
    memory.usualAt(
      core.memories[means]!,
      weeks,
      (core.memories[value] as number[])[1]!,
      context.timeZone ?? timeZone,
    )
}
