import { close, follow, judge } from './episodes.ts'
import { anyProperty } from './memory.ts'
import type { Program } from './program.ts'
import { type Buffered, type Core, none, openOf, type RuleContext } from './state.ts'
import { confirmedAt, isCounting, settle, unknownVerdict } from './verdict.ts'

/** The engine for observations that come in order of their own time. `disorder.ts` takes care that they do. */
export const emptyCore = ({ memories, nodes }: Program): Core => ({
  at: none,
  memories: memories.map((plan) => plan.empty()),
  verdicts: nodes.map(unknownVerdict),
  subject: null,
  hours: null,
  episodes: [],
  opened: 0,
})

/** Observations of one instant are one fact: all of them are taken before anything is judged. */
export function take(
  program: Program,
  core: Core,
  group: readonly Buffered[],
  context: RuleContext,
): boolean {
  const { at } = group[0]!
  const fired = advance(program, core, at, context)
  core.at = at
  const timeZone = context.timeZone ?? program.rule.timeZone
  startHours(program, core, timeZone)
  let subject = false
  for (const observation of group) {
    remember(program, core, observation, timeZone)
    if (observation.good && observation.property === program.subject) {
      core.subject = [observation.value!, at]
      subject = true
    }
  }
  const open = subject && core.hours?.[0] !== 0 ? openOf(core) : null
  if (open) follow(open, core.subject![0], at)
  return evaluate(program, core, context, group) || fired
}

function remember(
  { feeds, memories, wildcard }: Program,
  core: Core,
  observation: Buffered,
  timeZone: string,
) {
  const fed = feeds.get(observation.property)
  if (fed) for (const index of fed) memories[index]!.take(core.memories[index]!, observation, timeZone)
  if (!wildcard) return
  for (const index of feeds.get(anyProperty)!) {
    memories[index]!.take(core.memories[index]!, observation, timeZone)
  }
}

/** Fires every deadline up to `to`, each at its own time: when the caller's clock ticks does not matter. */
export function advance(program: Program, core: Core, to: number, context: RuleContext): boolean {
  let changed = false
  for (;;) {
    const at = nextDeadline(program, core, context)
    if (at > to) return changed
    core.at = at
    if (core.hours && core.hours[1] <= at) changed = passBoundary(program, core, context) || changed
    else changed = evaluate(program, core, context, null) || changed
  }
}

export function nextDeadline({ nodes }: Program, core: Core, context: RuleContext): number {
  const { hours } = core
  let next = hours ? hours[1] : Number.POSITIVE_INFINITY
  if (hours?.[0] === 0) return next
  for (const node of nodes) {
    const confirmed = confirmedAt(core.verdicts[node.index]!, node.hold)
    if (confirmed < next) next = confirmed
    if (!node.changesAt) continue
    const changes = node.changesAt(core, context)
    if (changes < next) next = changes
  }
  return next
}

function evaluate(
  program: Program,
  core: Core,
  context: RuleContext,
  group: readonly Buffered[] | null,
  waking = false,
): boolean {
  if (core.hours?.[0] === 0) return false
  for (const node of program.nodes) {
    const verdict = core.verdicts[node.index]!
    // A value of the day is no reason to forget a count of nights.
    if (waking && isCounting(verdict, node.hold)) continue
    const raw = node.raw(core, context, verdict[0] === 1)
    settle(verdict, raw, core.at, group !== null && counts(node.properties, group), node.hold)
  }
  return judge(program, core)
}

function counts(properties: ReadonlySet<string>, group: readonly Buffered[]): boolean {
  for (const { good, property } of group) {
    if (good && (properties.has(property) || properties.has(anyProperty))) return true
  }
  return false
}

export function startHours({ activity }: Program, core: Core, timeZone: string) {
  if (!activity || core.hours) return
  const { active, until } = activity(core.at, timeZone)
  core.hours = [active ? 1 : 0, until]
}

/**
 * Outside its hours a rule sleeps: values are remembered, nothing is judged, counts stand still. When it wakes, what was
 * pending starts its duration anew, and the newest values are judged without being counted.
 */
function passBoundary(program: Program, core: Core, context: RuleContext): boolean {
  const wasActive = core.hours![0] === 1
  const { active, until } = program.activity!(core.at, context.timeZone ?? program.rule.timeZone)
  core.hours = [active ? 1 : 0, until]
  if (active === wasActive) return false
  if (active) {
    for (const verdict of core.verdicts) if (verdict[1] !== none) verdict[1] = core.at
    return evaluate(program, core, context, null, true)
  }
  if (program.rule.activeHours!.atEnd === 'keep') return false
  core.verdicts = program.nodes.map(unknownVerdict)
  const open = openOf(core)
  if (open) close(open, core.at, 'hours')
  return open !== null
}
