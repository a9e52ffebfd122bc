import type { Rule } from './rule.ts'
import type { Episode, RuleContext, RuleEvent, RuleInput } from './state.ts'
import { compile } from './step.ts'

/** One asset's history, in order of arrival when that is known, else of observation. */
export interface AssetHistory {
  assetId: string
  inputs: Iterable<RuleInput>
  context?: RuleContext
  /** Inputs before this time only warm the rule up: usual values, windows, pending clocks. */
  from?: number
  /** Deadlines up to then are due: the end of the dry run. */
  until?: number
}

export interface DryRunAlert extends Episode {
  assetId: string
}

/** The alerts that the live engine would have raised over these histories: it is the live engine. */
export function* dryRun(rule: Rule, histories: Iterable<AssetHistory>): Generator<DryRunAlert> {
  const stepper = compile(rule)
  for (const { assetId, inputs, context, from, until } of histories) {
    const state = stepper.start()
    const alerts = new Map<number, Episode>()
    for (const input of inputs) hear(alerts, stepper.apply(state, [input], context))
    if (until !== undefined) hear(alerts, stepper.apply(state, [{ type: 'tick', at: until }], context))
    // An open episode goes on counting after the event that told it.
    for (const episode of state.head.episodes) {
      if (alerts.has(episode.number)) alerts.set(episode.number, { ...episode })
    }
    for (const episode of alerts.values()) {
      const over = from !== undefined && episode.clearedAt !== null && episode.clearedAt < from
      if (!over) yield { assetId, ...episode }
    }
  }
}

function hear(alerts: Map<number, Episode>, events: readonly RuleEvent[]) {
  for (const event of events) {
    if (event.type === 'retracted') alerts.delete(event.episode.number)
    else if (event.type !== 'late') alerts.set(event.episode.number, event.episode)
  }
}
