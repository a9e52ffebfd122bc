import type { RuleContext, RuleInput } from '../rule/state.ts'
import type { ScenarioPlace } from './moment.ts'

/** One asset in a condition: what it has said up to the moment at which the condition is looked at. */
export interface AssetFacts {
  assetId: string
  name: string
  inputs: readonly RuleInput[]
  context: RuleContext
  /** Its newest value is no longer worth believing when it is older than this. */
  staleAfterMs: number
}

/**
 * What is known at one moment, given with each step, so that the step is a pure function: a replay with the same facts
 * does the same.
 */
export interface ScenarioFacts {
  place: ScenarioPlace
  /** In force where the subject is. */
  mode: string
  /** By the path of an `observed` condition. */
  observed: Readonly<Record<string, readonly AssetFacts[]>>
  /** By the path of an `alert` condition: open alerts of its assets and rules. */
  openAlerts: Readonly<Record<string, readonly { alertId: string; assetId: string }[]>>
}
