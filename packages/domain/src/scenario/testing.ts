import type { RuleInput } from '../rule/state.ts'
import type { AssetFacts, ScenarioFacts } from './facts.ts'
import { Scenario, type ScenarioDraft } from './scenario.ts'
import { emptyScenarioState, type ScenarioEffect, type ScenarioState, type TriggerFact } from './state.ts'
import { scenarioDeadline, stepScenario } from './step.ts'

/** For tests only. */
export const minute = 60_000
export const t0 = Date.UTC(2026, 0, 5, 22)

export const scenarioOf = (draft: Omit<ScenarioDraft, 'id' | 'version' | 'name'>): Scenario =>
  Scenario.parse({ id: 'scn_test', version: 1, name: 'Test', ...draft })

export const fact = (at: number, more: Partial<TriggerFact> = {}): TriggerFact => ({
  index: 0,
  kind: 'manual',
  at,
  seenAt: at,
  assetId: null,
  detail: {},
  ...more,
})

export const factsOf = (more: Partial<ScenarioFacts> = {}): ScenarioFacts => ({
  place: { timeZone: 'Europe/Paris', position: [-0.02, 48.74] },
  mode: 'normal',
  observed: {},
  openAlerts: {},
  ...more,
})

export const assetFacts = (
  inputs: readonly RuleInput[],
  { assetId = 'ast_1', staleAfterMs = 3 * 3_600_000 } = {},
): AssetFacts => ({ assetId, name: assetId, inputs, context: {}, staleAfterMs })

/** A service without a database: what it holds after each step is all that a crash leaves. */
export class Player {
  state: ScenarioState = emptyScenarioState()
  readonly effects: ScenarioEffect[] = []
  readonly scenario: Scenario
  readonly factsAt: (at: number) => ScenarioFacts
  constructor(scenario: Scenario, factsAt: (at: number) => ScenarioFacts = () => factsOf()) {
    this.scenario = scenario
    this.factsAt = factsAt
  }
  trigger(at: number, more: Partial<TriggerFact> = {}) {
    this.advance(at)
    this.#hear(
      stepScenario(this.scenario, this.state, { type: 'trigger', trigger: fact(at, more) }, this.factsAt(at)),
    )
  }
  advance(to: number) {
    for (let at = scenarioDeadline(this.state); at !== null && at <= to; at = scenarioDeadline(this.state))
      this.#hear(stepScenario(this.scenario, this.state, { type: 'tick', at }, this.factsAt(at)))
  }
  /** As a row of Postgres gives it back. */
  restart() {
    this.state = JSON.parse(JSON.stringify(this.state)) as ScenarioState
  }
  #hear({ state, effects }: { state: ScenarioState; effects: ScenarioEffect[] }) {
    this.state = state
    this.effects.push(...effects)
  }
  commands(): ({ at: number; run: number; path: string } & Record<string, unknown>)[] {
    return this.effects.flatMap((one) =>
      one.type === 'command' ? { at: one.at, run: one.run, path: one.path, ...one.parameters } : [],
    )
  }
  /** Run number and how it ended, or stands. */
  outcomes() {
    const last = new Map<number, string>()
    for (const one of this.effects) if (one.type === 'line') last.set(one.run, one.state)
    return [...last]
  }
}
