import { Rule, type RuleDraft } from './rule.ts'
import type { Episode, RuleEvent, RuleInput, RuleState } from './state.ts'
import type { Stepper } from './step.ts'

/** For tests only. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const t0 = Date.UTC(2026, 0, 5, 12)

export const ruleOf = (draft: Omit<RuleDraft, 'id' | 'version' | 'name'>): Rule =>
  Rule.parse({ id: 'rul_test', version: 1, name: 'Test', ...draft })

export const seen = (property: string, at: number, value: number | null): RuleInput => ({
  type: 'observation',
  property,
  value,
  at,
})
export const tick = (at: number): RuleInput => ({ type: 'tick', at })

/** What a service that applies the events by number holds in the end. */
export class Ledger {
  readonly alerts = new Map<number, Episode>()
  opened = 0
  hear(events: readonly RuleEvent[]) {
    for (const event of events) {
      if (event.type === 'late') continue
      if (event.type === 'retracted') this.alerts.delete(event.episode.number)
      else this.alerts.set(event.episode.number, event.episode)
      if (event.type === 'opened') this.opened += 1
    }
    const open = [...this.alerts.values()].filter(({ clearedAt }) => clearedAt === null)
    if (open.length > 1) throw new Error('two open alerts of one rule and asset')
  }
  /** Start, severity and end of each: what must not depend on the order of arrival. */
  summary() {
    return [...this.alerts.values()]
      .sort((a, b) => a.number - b.number)
      .map(({ openedAt, severity, clearedAt, reason }) => ({ openedAt, severity, clearedAt, reason }))
  }
}

export function play(stepper: Stepper, inputs: Iterable<RuleInput>, state: RuleState = stepper.start()) {
  const ledger = new Ledger()
  for (const input of inputs) ledger.hear(stepper.apply(state, [input]))
  return { state, ledger, summary: ledger.summary() }
}
