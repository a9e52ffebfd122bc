import { z } from 'zod'
import { Name } from '../resources/common.ts'
import { RuleScope } from '../rule/rule.ts'
import { conditionLeaves, ScenarioCondition } from './scenario-condition.ts'
import { allSteps, ScenarioStep } from './scenario-step.ts'
import { Trigger } from './trigger.ts'

const mostSteps = 60

/** When / if / then, written by an operator. Plain data with versions, as a rule is. */
export const Scenario = z
  .object({
    id: z.string(),
    version: z.int().min(1),
    name: Name,
    description: z.string().trim().max(1000).default(''),
    enabled: z.boolean().default(true),
    /** A run for each of these assets, which is then its subject. Absent: one run for all. */
    forEach: RuleScope.optional(),
    triggers: z.array(Trigger).min(1).max(10),
    /** All must hold when a trigger fires. */
    conditions: z.array(ScenarioCondition).max(20).default([]),
    steps: z.array(ScenarioStep).min(1).max(30),
    /** When it fires while it still runs (of the same subject): leave it, begin anew, or wait for its end. */
    runMode: z.enum(['single', 'restart', 'queue']).default('single'),
    queueMost: z.int().min(1).max(50).default(10),
    /** A trigger that is found later than this (the platform was down, the data were late) starts nothing. */
    graceMs: z.int().min(60_000).max(86_400_000).default(900_000),
    timeZone: z.string().default('Europe/Paris'),
  })
  .superRefine((scenario, context) => {
    const report = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: path.split('.'), message })
    const steps = [...allSteps(scenario.steps)]
    if (steps.length > mostSteps) report('steps', `more than ${mostSteps} steps`)
    if (!isTimeZone(scenario.timeZone)) report('timeZone', 'unknown time zone')
    scenario.triggers.forEach((trigger, index) => {
      const watches = trigger.kind === 'property' || trigger.kind === 'alert' || trigger.kind === 'button'
      if (watches && !trigger.scope && !scenario.forEach)
        report(`triggers.${index}.scope`, 'name the assets, here or for the whole scenario')
    })
    for (const { step, path } of steps) {
      if (step.kind === 'command' && step.until && 'until' in step.parameters)
        report(`${path}.parameters`, '`until` is given twice')
      if ('to' in step && step.to.select === 'scope' && isEmptyScope(step.to.scope))
        report(`${path}.to.scope`, 'name the assets')
    }
    for (const { condition, path } of scenarioLeaves(scenario))
      if ('of' in condition && condition.of.select === 'scope' && isEmptyScope(condition.of.scope))
        report(`${path}.of.scope`, 'name the assets')
  })
  .meta({ id: 'Scenario' })
export type Scenario = z.infer<typeof Scenario>
/** What a person writes: everything that has a default may be left out. */
export type ScenarioDraft = z.input<typeof Scenario>
/** As it is copied from a use case into an organisation, which then edits it. */
export type DefaultScenarioDraft = Omit<ScenarioDraft, 'id' | 'version'>

/** Every condition that is looked at, of the scenario and of its steps, with its path. */
export function* scenarioLeaves({ conditions, steps }: Pick<Scenario, 'conditions' | 'steps'>) {
  for (const [index, condition] of conditions.entries())
    yield* conditionLeaves(condition, `conditions.${index}`)
  for (const { step, path } of allSteps(steps)) {
    if (step.kind === 'waitFor') yield* conditionLeaves(step.condition, `${path}.condition`)
    if (step.kind === 'choose')
      for (const [branch, one] of step.of.entries()) yield* conditionLeaves(one.if, `${path}.of.${branch}.if`)
  }
}

const isEmptyScope = (scope: RuleScope) => Object.values(scope).every((list) => !list || list.length === 0)

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
