import type { ScenarioFacts } from './facts.ts'
import type { ScenarioConditionTrace } from './judge.ts'
import type { Scenario } from './scenario.ts'
import { emptyScenarioState, type RunState, type ScenarioEffect, type TriggerFact } from './state.ts'
import { scenarioDeadline, stepScenario } from './step.ts'

/** A run as it would have been. */
export interface DryRun {
  subject: string | null
  at: number
  endedAt: number | null
  trigger: TriggerFact
  state: RunState
  conditions: ScenarioConditionTrace[]
  acts: Exclude<ScenarioEffect, { type: 'line' }>[]
}

/**
 * The runs of one subject that these triggers would have begun, or would not: it is the live engine, over what was known then.
 * Facts are asked for one moment after the other, in the order of time.
 */
export async function dryRunScenario(
  scenario: Scenario,
  subject: string | null,
  triggers: readonly TriggerFact[],
  factsAt: (at: number) => Promise<ScenarioFacts>,
  until: number,
): Promise<DryRun[]> {
  let state = emptyScenarioState()
  const runs = new Map<number, DryRun>()
  const hear = (effects: readonly ScenarioEffect[]) => {
    for (const effect of effects) {
      if (effect.type !== 'line') {
        runs.get(effect.run)?.acts.push(effect)
        continue
      }
      const { at, trigger, conditions = [] } = effect
      let run = runs.get(effect.run)
      if (!run && trigger) {
        run = { subject, at, endedAt: null, trigger, state: effect.state, conditions: [], acts: [] }
        runs.set(effect.run, run)
      }
      if (!run) continue
      run.state = effect.state
      if (effect.what === 'began' || effect.what === 'notBegun') run.conditions = conditions
      if (effect.what === 'ended' || effect.what === 'notBegun') run.endedAt = at
    }
  }
  const tickUntil = async (to: number) => {
    for (let at = scenarioDeadline(state); at !== null && at <= to; at = scenarioDeadline(state)) {
      const stepped = stepScenario(scenario, state, { type: 'tick', at }, await factsAt(at))
      state = stepped.state
      hear(stepped.effects)
    }
  }
  for (const trigger of [...triggers].sort((a, b) => a.at - b.at)) {
    await tickUntil(trigger.at)
    const stepped = stepScenario(scenario, state, { type: 'trigger', trigger }, await factsAt(trigger.at))
    state = stepped.state
    hear(stepped.effects)
  }
  await tickUntil(until)
  return [...runs.values()]
}
