import { type Activity, activityAt } from '../calendar/active-hours.ts'
import type { Severity } from '../resources/place.ts'
import { type Condition, childrenOf, type Hold } from './condition.ts'
import { anyProperty, type MemoryPlan } from './memory.ts'
import { compileLeaf, type Node, type Part } from './node.ts'
import type { Rule } from './rule.ts'
import { levelsOf } from './severity-levels.ts'

/** A rule made ready to run: what it remembers, its conditions with children first, and one root per severity. */
export interface Program {
  rule: Rule
  memories: MemoryPlan[]
  /** By property: indices of the memories that it feeds. */
  feeds: ReadonlyMap<string, readonly number[]>
  nodes: Node[]
  /** Gravest first; `main` is the root of the rule's own condition. */
  roots: { severity: Severity; node: number }[]
  main: number
  /** The property whose values an alert shows: the first that the rule names. */
  subject: string | undefined
  wildcard: boolean
  activity: ((at: number, timeZone: string) => Activity) | null
}

export function compileProgram(rule: Rule): Program {
  const memories: MemoryPlan[] = []
  const nodes: Node[] = []
  const remember = (plan: MemoryPlan) => {
    const known = memories.findIndex(({ key }) => key === plan.key)
    return known >= 0 ? known : memories.push(plan) - 1
  }

  const add = (condition: Condition, path: string): number => {
    const many = condition.kind === 'all' || condition.kind === 'any'
    const children = childrenOf(condition).map((child, index) =>
      add(child, many ? `${path}.of.${index}` : `${path}.of`),
    )
    const part =
      children.length > 0
        ? compileBranch(condition.kind, children, nodes)
        : compileLeaf(condition, rule.timeZone, remember)
    const { properties, ...rest } = part
    const index = nodes.length
    nodes.push({
      ...rest,
      index,
      path,
      condition,
      hold: holdOf(condition),
      children,
      properties: new Set(properties),
    })
    return index
  }

  const levels = levelsOf(rule).map(({ severity, condition, path }) => {
    const own = rule.steps[Number(path.slice(6))]?.condition !== undefined
    return { severity, path, node: add(condition, path !== 'condition' && own ? `${path}.condition` : path) }
  })
  const main = levels.find(({ path }) => path === 'condition')!.node
  return {
    rule,
    memories,
    feeds: feedsOf(memories),
    nodes,
    roots: levels.map(({ severity, node }) => ({ severity, node })),
    main,
    subject: subjectOf(rule.condition, nodes, main),
    wildcard: memories.some(({ property }) => property === anyProperty),
    activity: rule.activeHours ? rememberedActivity(rule.activeHours) : null,
  }
}

function compileBranch(kind: Condition['kind'], children: number[], nodes: readonly Node[]): Part {
  const properties = children.flatMap((child) => [...nodes[child]!.properties])
  if (kind === 'not') {
    const [child] = children as [number]
    return {
      properties,
      raw({ verdicts }) {
        const on = verdicts[child]![0]
        return on === -1 ? null : on === 0
      },
    }
  }
  // Kleene: one false decides `all`, one true decides `any`, else one unknown makes it unknown. But an `any` that was true was so
  // by what is known: when none of that holds any more it is over, whatever never spoke (a bin without a fire alarm of its own).
  const deciding = kind === 'all' ? 0 : 1
  const self = nodes.length
  return {
    properties,
    raw({ verdicts }) {
      let unknown = false
      for (const child of children) {
        const on = verdicts[child]![0]
        if (on === deciding) return deciding === 1
        if (on === -1) unknown = true
      }
      return unknown && !(deciding === 1 && verdicts[self]![0] === 1) ? null : deciding === 0
    },
  }
}

const holdOf = ({ raiseAfterMs, clearAfterMs, raiseAfterCount, clearAfterCount }: Condition): Hold => ({
  raiseAfterMs,
  clearAfterMs,
  raiseAfterCount,
  clearAfterCount,
})

function feedsOf(memories: readonly MemoryPlan[]): Map<string, number[]> {
  const feeds = new Map<string, number[]>()
  memories.forEach(({ property }, index) => {
    feeds.set(property, [...(feeds.get(property) ?? []), index])
  })
  return feeds
}

function subjectOf(condition: Condition, nodes: readonly Node[], main: number): string | undefined {
  if ('property' in condition && condition.property) return condition.property
  for (const child of childrenOf(condition)) {
    const found = subjectOf(child, [], main)
    if (found) return found
  }
  const [first] = nodes[main]?.properties ?? []
  return first === anyProperty ? undefined : first
}

/** Boundaries are the same instants for all assets of a zone, so that their answers are worth keeping. */
function rememberedActivity(hours: NonNullable<Rule['activeHours']>) {
  const known = new Map<string, Activity>()
  return (at: number, timeZone: string): Activity => {
    const key = `${timeZone} ${at}`
    const found = known.get(key)
    if (found) return found
    if (known.size > 5000) known.clear()
    const activity = activityAt(hours, timeZone, at)
    known.set(key, activity)
    return activity
  }
}
