/**
 * The scenario engine as one pure function. A run goes from step to step at one instant until it has to wait; a wait is a
 * deadline in the state, so that nothing but the row is needed to go on after a crash. Everything that must happen is an
 * effect with the number of its run and the path of its step: written with the state, never twice.
 */
import type { ScenarioFacts } from './facts.ts'
import { all, judge } from './judge.ts'
import { momentAfter } from './moment.ts'
import { flatten, type Instruction } from './program.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioStep } from './scenario-step.ts'
import type {
  RunLine,
  RunState,
  ScenarioEffect,
  ScenarioEvent,
  ScenarioRun,
  ScenarioState,
  TriggerFact,
} from './state.ts'

/** How often a `waitFor` looks: at whole multiples of it, so that a replay looks at the same times. */
export const lookEveryMs = 30_000

export interface ScenarioStepped {
  state: ScenarioState
  effects: ScenarioEffect[]
}

/** `scenario` in the version of the run that is on its way, if there is one; triggers begin under it too. */
export function stepScenario(
  scenario: Scenario,
  before: ScenarioState,
  event: ScenarioEvent,
  facts: ScenarioFacts,
): ScenarioStepped {
  const state: ScenarioState = { ...before, queue: [...before.queue], run: before.run && { ...before.run } }
  const effects: ScenarioEffect[] = []
  const engine: Engine = { scenario, facts, state, effects, program: programOf(scenario) }
  if (event.type === 'trigger') take(engine, event.trigger)
  else if (event.type === 'tick') tick(engine, event.at)
  else cancel(engine, event.at)
  return { state, effects }
}

/** When the next tick is needed: one tick a deadline, each with the facts of its own time. */
export const scenarioDeadline = ({ run }: ScenarioState): number | null => run?.waiting?.looksAt ?? null

interface Engine {
  scenario: Scenario
  facts: ScenarioFacts
  state: ScenarioState
  effects: ScenarioEffect[]
  program: Instruction[]
}

const programs = new WeakMap<Scenario, Instruction[]>()
function programOf(scenario: Scenario): Instruction[] {
  let program = programs.get(scenario)
  if (!program) {
    program = flatten(scenario.steps)
    programs.set(scenario, program)
  }
  return program
}

function line({ effects }: Engine, of: Omit<RunLine, 'type' | 'path'> & { path?: string | null }) {
  effects.push({ type: 'line', path: null, ...of })
}

function take(engine: Engine, trigger: TriggerFact) {
  const { scenario, state } = engine
  state.lastNumber += 1
  const number = state.lastNumber
  const { at } = trigger
  const refuse = (as: RunState) => line(engine, { run: number, at, state: as, what: 'notBegun', trigger })
  if (trigger.seenAt - at > scenario.graceMs) return refuse('tooLate')
  if (state.run && scenario.runMode === 'single') return refuse('busy')
  if (state.run && scenario.runMode === 'queue') {
    if (state.queue.length >= scenario.queueMost) return refuse('queueFull')
    state.queue.push({ number, trigger })
    return line(engine, { run: number, at, state: 'queued', what: 'triggered', trigger })
  }
  begin(engine, number, trigger, at)
}

/** Conditions are looked at when it would begin: of one that waited in the queue, at the end of the one before. */
function begin(engine: Engine, number: number, trigger: TriggerFact, at: number) {
  const { scenario, state, facts } = engine
  const conditions = scenario.conditions.map((one, index) => judge(one, `conditions.${index}`, at, facts))
  const told = { run: number, at, trigger, conditions }
  if (all(conditions.map(({ verdict }) => verdict)) !== true)
    return line(engine, { ...told, state: 'notMet', what: 'notBegun' })
  if (state.run) line(engine, { run: state.run.number, at, state: 'replaced', what: 'ended' })
  state.run = { number, version: scenario.version, trigger, at, next: 0, waiting: null }
  line(engine, { ...told, state: 'running', what: 'began' })
  go(engine)
}

function tick(engine: Engine, to: number) {
  const { run } = engine.state
  if (!run?.waiting || run.waiting.looksAt > to) return
  const { waiting } = run
  run.at = waiting.looksAt
  const instruction = engine.program[run.next]!
  const step = instruction.do === 'step' ? instruction.step : null
  if (step?.kind === 'waitFor') {
    const trace = judge(step.condition, `${waiting.path}.condition`, run.at, engine.facts)
    const over = run.at >= waiting.until
    if (trace.verdict !== true && !over) {
      waiting.looksAt = nextLook(run.at, waiting.until)
      return
    }
    const { number, at } = run
    const told = { run: number, at, path: waiting.path, conditions: [trace] }
    if (trace.verdict !== true && step.otherwise === 'stop') {
      line(engine, { ...told, state: 'timedOut', what: 'ended' })
      return end(engine, at)
    }
    line(engine, { ...told, state: 'running', what: 'goesOn' })
  } else {
    line(engine, { run: run.number, at: run.at, state: 'running', what: 'goesOn', path: waiting.path })
  }
  run.waiting = null
  run.next += 1
  go(engine)
}

const nextLook = (at: number, until: number) =>
  Math.min((Math.floor(at / lookEveryMs) + 1) * lookEveryMs, until)

function cancel(engine: Engine, at: number) {
  const { state } = engine
  const queued = state.queue
  state.queue = []
  if (state.run) line(engine, { run: state.run.number, at, state: 'cancelled', what: 'ended' })
  state.run = null
  for (const { number } of queued) line(engine, { run: number, at, state: 'cancelled', what: 'ended' })
}

/** From step to step until it waits or is over. Programs only jump forwards, so this ends. */
function go(engine: Engine) {
  const { program, state, facts } = engine
  const run = state.run!
  for (;;) {
    const instruction = program[run.next]
    if (!instruction) {
      line(engine, { run: run.number, at: run.at, state: 'done', what: 'ended' })
      return end(engine, run.at)
    }
    if (instruction.do === 'jump') {
      run.next = instruction.to
      continue
    }
    if (instruction.do === 'choose') {
      choose(engine, run, instruction)
      continue
    }
    const { step, path } = instruction
    const told = { run: run.number, at: run.at, path }
    if (step.kind === 'stop') {
      line(engine, { ...told, state: 'stopped', what: 'ended' })
      return end(engine, run.at)
    }
    const until = waitsUntil(step, run.at, facts)
    if (until !== null) {
      const looksAt = step.kind === 'waitFor' ? run.at : until
      run.waiting = { path, since: run.at, until, looksAt }
      line(engine, { ...told, state: 'waiting', what: 'waits', until })
      // What holds already is not waited for.
      if (step.kind === 'waitFor') tick(engine, run.at)
      return
    }
    perform(engine, run, step, path)
    run.next += 1
  }
}

/** A sunrise that nobody can compute is not waited for. */
function waitsUntil(step: ScenarioStep, at: number, { place }: ScenarioFacts): number | null {
  if (step.kind === 'waitFor') return at + step.timeoutMs
  return step.kind === 'wait' ? momentAfter(step.until, at, place) : null
}

function choose(
  engine: Engine,
  run: ScenarioRun,
  { path, branches, otherwise }: Extract<Instruction, { do: 'choose' }>,
) {
  const conditions = []
  for (const [branch, one] of branches.entries()) {
    const trace = judge(one.if, one.path, run.at, engine.facts)
    conditions.push(trace)
    if (trace.verdict !== true) continue
    line(engine, { run: run.number, at: run.at, state: 'running', what: 'chose', path, conditions, branch })
    run.next = one.to
    return
  }
  line(engine, {
    run: run.number,
    at: run.at,
    state: 'running',
    what: 'choseNothing',
    path,
    conditions,
    branch: null,
  })
  run.next = otherwise
}

function perform(engine: Engine, run: ScenarioRun, step: ScenarioStep, path: string) {
  const { effects, facts } = engine
  const of = { run: run.number, at: run.at, path }
  const subject = run.trigger.assetId
  line(engine, { ...of, state: 'running', what: 'step' })
  const time = 'until' in step && step.until ? momentAfter(step.until, run.at, facts.place) : null
  switch (step.kind) {
    case 'command': {
      const until = time === null ? {} : { until: new Date(time).toISOString() }
      const parameters = { ...step.parameters, ...until }
      effects.push({ type: 'command', ...of, to: step.to, subject, command: step.command, parameters })
      break
    }
    case 'sign': {
      const parameters = { text: step.text, ...(time !== null && { until: new Date(time).toISOString() }) }
      effects.push({ type: 'command', ...of, to: step.to, subject, command: 'sign.show', parameters })
      break
    }
    case 'message': {
      const { groupId, channels = null, text } = step
      effects.push({ type: 'message', ...of, subject, groupId, channels, text })
      break
    }
    case 'notification':
      effects.push({ type: 'message', ...of, subject, groupId: null, channels: ['inApp'], text: step.text })
      break
    case 'mode':
      effects.push({ type: 'mode', ...of, mode: step.mode, siteId: step.siteId ?? null, until: time })
  }
}

function end(engine: Engine, at: number) {
  const { state } = engine
  state.run = null
  // Those whose conditions do not hold any more let the next one begin.
  for (let next = state.queue.shift(); next && !state.run; next = state.run ? undefined : state.queue.shift())
    begin(engine, next.number, next.trigger, at)
}
