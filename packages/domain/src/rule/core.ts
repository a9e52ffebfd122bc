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
  let changed = fireUntil(program, core, at, false, context)
  core.at = at
  const timeZone = context.timeZone ?? program.rule.timeZone
  startHours(program, core, timeZone)
  const waking = core.hours !== null && core.hours[1] <= at && core.hours[0] === 0
  if (core.hours && core.hours[1] <= at) changed = passBoundary(program, core, context) || changed
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
  return evaluate(program, core, context, group, waking) || changed
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
export const advance = (program: Program, core: Core, to: number, context: RuleContext): boolean =>
  fireUntil(program, core, to, true, context)

/** An observation at the very instant of a deadline is judged first, so `take` leaves that deadline to it. */
function fireUntil(
  program: Program,
  core: Core,
  to: number,
  inclusive: boolean,
  context: RuleContext,
): boolean {
  let changed = false
  for (;;) {
    const at = nextDeadline(program, core, context)
    if (inclusive ? at > to : at >= to) return changed
    core.at = at
    let waking = false
    if (core.hours && core.hours[1] <= at) {
      waking = core.hours[0] === 0
      changed = passBoundary(program, core, context) || changed
    }
    changed = evaluate(program, core, context, null, waking) || changed
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
  waking: boolean,
): boolean {
  if (core.hours?.[0] === 0) return false
  for (const node of program.nodes) {
    const verdict = core.verdicts[node.index]!
    const counted = group !== null && counts(node.properties, group)
    // A value of the day is no reason to forget a count of nights.
    if (waking && !counted && isCounting(verdict, node.hold)) continue
    settle(verdict, node.raw(core, context, verdict[0] === 1), core.at, counted, node.hold)
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
    return false
  }
  if (program.rule.activeHours!.atEnd === 'keep') return false
  core.verdicts = program.nodes.map(unknownVerdict)
  const open = openOf(core)
  if (open) close(open, core.at, 'hours')
  return open !== null
}
