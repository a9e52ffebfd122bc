import type { Severity } from '../resources/place.ts'
import { limitOf } from './comparison.ts'
import { type Condition, hasThreshold } from './condition.ts'
import { apply } from './disorder.ts'
import type { Node } from './node.ts'
import type { Program } from './program.ts'
import type { Rule } from './rule.ts'
import {
  type Core,
  none,
  openOf,
  type RuleContext,
  type RuleEvent,
  type RuleInput,
  type RuleState,
  type Sample,
} from './state.ts'
import { copyState, programOf } from './step.ts'
import { confirmedAt } from './verdict.ts'

/** Why a condition holds or not: what was compared with what, and what is still being confirmed. */
export interface ConditionTrace {
  /** Where the condition stands in the rule, as in `sentenceOf`. */
  path: string
  kind: Condition['kind']
  property?: string
  /** What was compared: a value, a slope, a difference, a count, a silence in ms. */
  value: number | null
  /** Newest good value of the property and its time. */
  newest: Sample | null
  raise?: number | null
  clear?: number | null
  /** As seen at this moment; null: not known. */
  now: boolean | null
  /** As confirmed by delays and counts; null: never known. */
  verdict: boolean | null
  /** Since when the confirmed verdict stands. */
  since: number | null
  /** The contrary verdict on its way: since when, how often in a row, and when time alone will confirm it. */
  pending: { since: number; count: number; countNeeded: number; until: number | null } | null
  children: ConditionTrace[]
}

export interface RuleTrace {
  at: number
  /** One word for the asset's state under this rule. */
  outcome: 'open' | 'pending' | 'clear' | 'unknown' | 'asleep'
  /** Outside the active hours the rule sleeps until then. */
  asleepUntil: number | null
  levels: { severity: Severity; verdict: boolean | null; condition: ConditionTrace }[]
  /** What the input changed: empty for an input that was late, refused or of no interest. */
  events: RuleEvent[]
}

/** The trace after `input` (or of the state as it stands), without changing the state. */
export function explain(
  rule: Rule,
  state: RuleState,
  input?: RuleInput | readonly RuleInput[],
  context: RuleContext = {},
): RuleTrace {
  const program = programOf(rule)
  const next = copyState(state)
  const inputs = input === undefined ? [] : 'type' in input ? [input] : input
  const events = apply(program, next, inputs, context)
  const core = { ...next.head, at: Math.max(next.head.at, next.now) }
  const asleep = core.hours?.[0] === 0
  const levels = program.roots.map(({ severity, node }) => ({
    severity,
    verdict: verdictOf(core, node),
    condition: traceOf(program, core, program.nodes[node]!, context),
  }))
  return {
    at: core.at,
    outcome: outcomeOf(program, core, asleep),
    asleepUntil: asleep ? core.hours![1] : null,
    levels,
    events,
  }
}

function outcomeOf({ roots, main, nodes }: Program, core: Core, asleep: boolean): RuleTrace['outcome'] {
  if (openOf(core)) return 'open'
  if (asleep) return 'asleep'
  const pending = nodes.some(
    ({ index }) => core.verdicts[index]![1] !== none && core.verdicts[index]![0] !== 1,
  )
  if (pending) return 'pending'
  return roots.every(({ node }) => core.verdicts[node]![0] === -1) || core.verdicts[main]![0] === -1
    ? 'unknown'
    : 'clear'
}

function verdictOf(core: Core, node: number): boolean | null {
  const on = core.verdicts[node]![0]
  return on === -1 ? null : on === 1
}

function traceOf(program: Program, core: Core, node: Node, context: RuleContext): ConditionTrace {
  const { condition, path, index, hold } = node
  const verdict = core.verdicts[index]!
  const on = verdict[0] === 1
  const property = 'property' in condition ? condition.property : undefined
  const until = confirmedAt(verdict, hold)
  return {
    path,
    kind: condition.kind,
    ...(property !== undefined && { property }),
    value: node.measure?.(core, context) ?? null,
    newest: property === undefined ? null : newestOf(program, core, property),
    ...(hasThreshold(condition) && {
      raise: limitOf(condition.raise, context),
      clear: limitOf(condition.clear ?? condition.raise, context),
    }),
    now: node.raw(core, context, on),
    verdict: verdictOf(core, index),
    since: verdict[3] === none ? null : verdict[3],
    pending:
      verdict[1] === none
        ? null
        : {
            since: verdict[1],
            count: verdict[2],
            countNeeded: on ? hold.clearAfterCount : hold.raiseAfterCount,
            until: Number.isFinite(until) ? until : null,
          },
    children: node.children.map((child) => traceOf(program, core, program.nodes[child]!, context)),
  }
}

function newestOf({ memories, subject }: Program, core: Core, property: string): Sample | null {
  const at = memories.findIndex(({ key }) => key === `latest ${property}`)
  const newest = (core.memories[at] ?? []) as number[]
  if (newest.length > 0) return [newest[0]!, newest[1]!]
  return property === subject ? core.subject : null
}
