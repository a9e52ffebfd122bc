import { emptyCore, nextDeadline, startHours } from './core.ts'
import { apply, copyCore } from './disorder.ts'
import { copyEpisode } from './episodes.ts'
import { compileProgram, type Program } from './program.ts'
import type { Rule } from './rule.ts'
import { none, openOf, type RuleContext, type RuleEvent, type RuleInput, type RuleState } from './state.ts'

/** A compiled rule. `apply` changes the state that it is given: read it from JSON, apply a batch, write it back. */
export interface Stepper {
  readonly rule: Rule
  /** Names of the observed properties that it listens to; null: to all of the asset. */
  readonly properties: readonly string[] | null
  start(seed?: StateSeed): RuleState
  apply(state: RuleState, inputs: readonly RuleInput[], context?: RuleContext): RuleEvent[]
  deadlineOf(state: RuleState, context?: RuleContext): Date | null
}

export interface StateSeed {
  /** Counts as the last sign of life, so that a device that never speaks is found silent. */
  heardAt?: number
  /** State of an earlier version of the rule: its open episode goes on, with its number, under the new condition. */
  after?: RuleState
}

const noContext: RuleContext = {}
const programs = new WeakMap<Rule, Program>()

/** Once per rule object. */
export function programOf(rule: Rule): Program {
  let program = programs.get(rule)
  if (!program) {
    program = compileProgram(rule)
    programs.set(rule, program)
  }
  return program
}

export function compile(rule: Rule): Stepper {
  const program = programOf(rule)
  return {
    rule,
    properties: program.wildcard ? null : [...program.feeds.keys()],
    start: (seed = {}) => startState(program, seed),
    apply(state, inputs, context = noContext) {
      requireState(program, state)
      return apply(program, state, inputs, context)
    },
    deadlineOf: (state, context = noContext) => deadline(program, state, context),
  }
}

export const initialState = (rule: Rule, seed: StateSeed = {}): RuleState => startState(programOf(rule), seed)

/** The pure form: the state that goes in is not changed. */
export function step(
  rule: Rule,
  state: RuleState,
  input: RuleInput | readonly RuleInput[],
  context: RuleContext = noContext,
): { state: RuleState; events: RuleEvent[] } {
  const program = programOf(rule)
  requireState(program, state)
  const next = copyState(state)
  const events = apply(program, next, 'type' in input ? [input] : input, context)
  return { state: next, events }
}

/** When the next tick is needed, or null when only an observation can change anything. */
export const deadlineOf = (state: RuleState, rule: Rule, context: RuleContext = noContext): Date | null =>
  deadline(programOf(rule), state, context)

function deadline(program: Program, state: RuleState, context: RuleContext): Date | null {
  const at = nextDeadline(program, state.head, context)
  return Number.isFinite(at) ? new Date(at) : null
}

export const copyState = (state: RuleState): RuleState => ({
  ...state,
  base: copyCore(state.base),
  head: copyCore(state.head),
  buffer: [...state.buffer],
  told: state.told.map(copyEpisode),
})

function startState(program: Program, { heardAt, after }: StateSeed): RuleState {
  const core = emptyCore(program)
  if (heardAt !== undefined) {
    core.at = heardAt
    startHours(program, core, program.rule.timeZone)
    program.memories.forEach(({ key }, index) => {
      if (key.startsWith('heard ')) core.memories[index] = [heardAt]
    })
  }
  if (after) {
    core.opened = after.head.opened
    const open = openOf(after.head)
    if (open) core.episodes.push({ ...copyEpisode(open), steps: [open.steps.at(-1)!] })
  }
  const { id, version } = program.rule
  return {
    ruleId: id,
    version,
    base: core,
    head: copyCore(core),
    buffer: [],
    newest: none,
    floor: none,
    now: none,
    told: core.episodes.map(copyEpisode),
  }
}

function requireState({ rule }: Program, { ruleId, version }: RuleState) {
  if (ruleId === rule.id && version === rule.version) return
  throw new Error(`state of ${ruleId} v${version} given to ${rule.id} v${rule.version}`)
}
