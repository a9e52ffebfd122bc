import { authoriseCommand, type CommandActor, type CommandDenial } from '../command/authorise.ts'
import { orderedValue } from '../command/envelope.ts'
import { commandKind } from '../command/kinds.ts'
import { checkCondition, type RuleFault } from '../rule/check-rule.ts'
import type { Scenario } from './scenario.ts'
import { scenarioLeaves } from './scenario.ts'
import { allSteps, type ScenarioStepOf } from './scenario-step.ts'

export interface ScenarioFault {
  path: string
  code:
    | RuleFault['code']
    | 'parameters'
    | 'outOfEnvelope'
    | 'needsUntil'
    | 'needsSubject'
    | 'denied'
    | 'neverFires'
  message: string
}

/** What the schema cannot see; run when a scenario is saved. `known`: properties beyond ours. */
export function checkScenario(scenario: Scenario, known: ReadonlySet<string> = new Set()): ScenarioFault[] {
  const faults: ScenarioFault[] = []
  scenario.triggers.forEach((trigger, index) => {
    if (trigger.kind === 'property')
      faults.push(...checkCondition(trigger.condition, `triggers.${index}.condition`, known))
  })
  for (const { condition, path } of scenarioLeaves(scenario)) {
    if (condition.kind === 'observed')
      faults.push(...checkCondition(condition.condition, `${path}.condition`, known))
    if ('of' in condition && condition.of.select !== 'scope' && !mayHaveSubject(scenario))
      faults.push(noSubject(`${path}.of`))
  }
  for (const { step, path } of allSteps(scenario.steps)) {
    if ('to' in step && step.to.select !== 'scope' && !mayHaveSubject(scenario))
      faults.push(noSubject(`${path}.to`))
    if (step.kind === 'command') faults.push(...checkCommand(step, path))
    if (step.kind === 'sign') {
      const { text, until } = step
      const command = { ...step, kind: 'command', command: 'sign.show', parameters: { text }, until } as const
      faults.push(...checkCommand(command, path))
    }
  }
  return faults
}

const noSubject = (path: string): ScenarioFault => ({
  path,
  code: 'needsSubject',
  message: 'nothing gives this scenario a subject: name the assets',
})

/** Something gives its runs an asset that they are about. */
const mayHaveSubject = ({ forEach, triggers }: Scenario) =>
  forEach !== undefined ||
  triggers.some(
    ({ kind }) => kind === 'property' || kind === 'alert' || kind === 'button' || kind === 'citizen',
  )

/** A time that is only known at each run stands in for `until` here. */
const someTime = '2026-01-01T00:00:00Z'

function checkCommand(step: ScenarioStepOf<'command'>, path: string): ScenarioFault[] {
  const kind = commandKind(step.command)
  const parameters = step.until ? { ...step.parameters, until: someTime } : step.parameters
  const parsed = kind.parameters.safeParse(parameters)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path: at, message }) =>
      at[0] === 'until' && !step.until
        ? { path: `${path}.until`, code: 'needsUntil', message: 'until when: a lease always ends' }
        : { path: [path, 'parameters', ...at.map(String)].join('.'), code: 'parameters', message },
    )
  }
  const value = orderedValue(step.command, parsed.data)
  const { envelope } = kind
  if (value === null || !envelope || (value >= envelope.min && value <= envelope.max)) return []
  const message = `${value} is not between ${envelope.min} and ${envelope.max}`
  return [{ path: `${path}.parameters`, code: 'outOfEnvelope', message }]
}

/** Which of its commands its author may not give: asked when it is saved, and again by each execution. */
export function deniedSteps(
  scenario: Scenario,
  actor: CommandActor,
): { path: string; denial: CommandDenial }[] {
  const denied: { path: string; denial: CommandDenial }[] = []
  const { organisationId } = actor
  for (const { step, path } of allSteps(scenario.steps)) {
    if (step.kind !== 'command' && step.kind !== 'sign') continue
    const kind = step.kind === 'sign' ? 'sign.show' : step.command
    const parameters = step.kind === 'sign' ? {} : step.parameters
    const denial = authoriseCommand(actor, { organisationId, kind, parameters, source: 'scenario' })
    if (denial) denied.push({ path, denial })
  }
  return denied
}
