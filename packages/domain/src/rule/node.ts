import { holds, limitOf } from './comparison.ts'
import type { Condition, ConditionOf, Hold } from './condition.ts'
import { ageVariable, compileExpression, valueVariable } from './expression.ts'
import { compileMeasure, type Measure, type Remember } from './measure.ts'
import * as memory from './memory.ts'
import { isInside, type LonLat } from './polygon.ts'
import type { Core, RuleContext } from './state.ts'

/** One condition, compiled. Children stand before their parents in the program. */
export interface Node {
  index: number
  path: string
  condition: Condition
  hold: Hold
  children: number[]
  /** Whose observations count for `raiseAfterCount`: its own, or those of all below. */
  properties: ReadonlySet<string>
  measure?: Measure
  /** `on`: the confirmed verdict, which hysteresis needs. */
  raw(core: Core, context: RuleContext, on: boolean): boolean | null
  /** The next moment at which `raw` may change without an observation. */
  changesAt?(core: Core, context: RuleContext): number
}

export type Part = Pick<Node, 'raw' | 'changesAt' | 'measure'> & { properties: string[] }

const never = Number.POSITIVE_INFINITY
/** Expressions that read the clock are asked every five minutes. */
const clockMs = 300_000

export function compileLeaf(condition: Condition, timeZone: string, remember: Remember): Part {
  switch (condition.kind) {
    case 'threshold':
    case 'rate':
    case 'difference':
      return comparison(condition, timeZone, remember)
    case 'repetition':
      return repetition(condition, remember)
    case 'silence':
      return silence(condition, remember)
    case 'change':
      return change(condition, remember)
    case 'place':
      return place(condition, remember)
    case 'expression':
      return expression(condition, remember)
    default:
      throw new Error(`${condition.kind} is not a leaf`)
  }
}

function comparison(
  condition: ConditionOf<'threshold' | 'rate' | 'difference'>,
  timeZone: string,
  remember: Remember,
): Part {
  const measure = compileMeasure(condition, timeZone, remember)
  const { raise, clear = raise } = condition
  // The measures of rates and differences already point upwards.
  const is = condition.kind === 'threshold' ? condition.is : 'above'
  if (typeof raise === 'number' && typeof clear === 'number') {
    return {
      properties: [condition.property],
      measure,
      raw(core, context, on) {
        const value = measure(core, context)
        return value === null ? null : holds(is, value, raise, clear, on)
      },
    }
  }
  return {
    properties: [condition.property],
    measure,
    raw(core, context, on) {
      const value = measure(core, context)
      const up = limitOf(raise, context)
      const down = limitOf(clear, context)
      return value === null || up === null || down === null ? null : holds(is, value, up, down, on)
    },
  }
}

function repetition(condition: ConditionOf<'repetition'>, remember: Remember): Part {
  const { property, is, value, count, windowMs } = condition
  const at = remember(
    memory.hits(`hits ${property} ${is} ${value} ${count}`, property, count, (seen) =>
      holds(is, seen, value, value, false),
    ),
  )
  const times = (core: Core) => core.memories[at] as number[]
  // The window is closed at both ends: an observation at its very end still finds the oldest one in it.
  const until = (core: Core) => (times(core).length < count ? -never : times(core)[0]! + windowMs + 1)
  return {
    properties: [property],
    measure: (core) => times(core).filter((time) => time >= core.at - windowMs).length,
    raw: (core) => core.at < until(core),
    changesAt: (core) => (until(core) > core.at ? until(core) : never),
  }
}

function silence(condition: ConditionOf<'silence'>, remember: Remember): Part {
  const property = condition.property ?? memory.anyProperty
  const at = remember(memory.heard(property))
  const silentFrom = (core: Core, context: RuleContext): number | null => {
    const last = (core.memories[at] as number[])[0]
    const expected = condition.expectedIntervalMs ?? context.expectedIntervalMs
    if (last === undefined || expected === undefined) return null
    // One ms later than the last interval's end: a device that is exactly on time is not silent.
    return last + Math.round(condition.intervals * expected) + 1
  }
  return {
    properties: [property],
    measure: (core) => {
      const last = (core.memories[at] as number[])[0]
      return last === undefined ? null : core.at - last
    },
    raw(core, context) {
      const from = silentFrom(core, context)
      return from === null ? null : core.at >= from
    },
    changesAt(core, context) {
      const from = silentFrom(core, context)
      return from !== null && from > core.at ? from : never
    },
  }
}

function change({ property, is, by, values }: ConditionOf<'change'>, remember: Remember): Part {
  const differs = (from: number | undefined, to: number) => {
    if (values && !values.includes(to)) return false
    if (is === 'told') return true
    if (from === undefined) return false
    const way = to - from
    return is === 'rises' ? way > by : is === 'falls' ? -way > by : Math.abs(way) > by
  }
  const at = remember(memory.changed(`changed ${property} ${is} ${by} ${values ?? ''}`, property, differs))
  const newest = (core: Core) => core.memories[at] as number[]
  return {
    properties: [property],
    measure: (core) => newest(core)[0] ?? null,
    // Of what never spoke, nothing has changed: that is known.
    raw: (core) => newest(core)[2] === core.at,
    changesAt(core) {
      const changedAt = newest(core)[2]
      return changedAt !== undefined && changedAt >= core.at ? changedAt + 1 : never
    },
  }
}

function place(condition: ConditionOf<'place'>, remember: Remember): Part {
  const at = remember(memory.position())
  const inside = condition.is === 'inside'
  return {
    properties: [memory.positionProperty],
    raw(core, context) {
      const observed = core.memories[at] as number[]
      const position: LonLat | undefined =
        observed.length > 0 ? [observed[0]!, observed[1]!] : context.position
      return position === undefined ? null : isInside(position, condition.polygon) === inside
    },
  }
}

function expression(condition: ConditionOf<'expression'>, remember: Remember): Part {
  const { values, ages, readsClock, evaluate } = compileExpression(condition.cel)
  const read = [...new Set([...values, ...ages])].map((property) => ({
    at: remember(memory.latest(property)),
    value: values.includes(property) ? valueVariable(property) : undefined,
    age: ages.includes(property) ? ageVariable(property) : undefined,
  }))
  return {
    properties: [...new Set([...values, ...ages])],
    raw(core, context) {
      const variables: Record<string, unknown> = { asset: context.attributes ?? {} }
      if (readsClock) variables.now = new Date(core.at)
      for (const { at, value, age } of read) {
        const newest = core.memories[at] as number[]
        if (newest.length === 0) return null
        if (value) variables[value] = newest[0]
        if (age) variables[age] = (core.at - newest[1]!) / 1000
      }
      return evaluate(variables)
    },
    ...(readsClock && {
      changesAt: (core: Core) =>
        // Before anything was heard there is no time to go on from.
        core.at >= 0 && read.every(({ at }) => (core.memories[at] as number[]).length > 0)
          ? (Math.floor(core.at / clockMs) + 1) * clockMs
          : never,
    }),
  }
}
