import {
  type AttributeValue,
  compile,
  type Episode,
  Rule,
  type RuleContext,
  type RuleInput,
} from '@trame/domain'
import type { DefaultRuleDraft } from '../define-use-case.ts'
import type { ScriptAsset } from './define-script.ts'

export interface WatchedRule {
  key: string
  asset: string
  hear(input: RuleInput, lagMs: number): void
  /** When a clock of the rule runs out, in the script's time. */
  deadline(): number | null
  tick(now: number): void
  episodes(): readonly Episode[]
}

/** Every rule of the use case over every asset in its scope, stepped as the service steps it. */
export function watchRules(
  rules: Readonly<Record<string, DefaultRuleDraft>>,
  assets: ReadonlyMap<string, ScriptAsset>,
  context: (asset: string) => RuleContext,
): WatchedRule[] {
  return Object.entries(rules).flatMap(([key, draft]) => {
    const rule = Rule.parse({ ...draft, id: `rul_${key}`, version: 1 })
    const { assetTypes } = rule.scope
    return [...assets]
      .filter(([, { type }]) => !assetTypes || assetTypes.includes(type))
      .map(([asset]) => watch(key, asset, rule, context(asset)))
  })
}

function watch(key: string, asset: string, rule: Rule, context: RuleContext): WatchedRule {
  const stepper = compile(rule)
  const state = stepper.start()
  const told = new Map<number, Episode>()
  let lag = 0
  const apply = (input: RuleInput) => {
    for (const event of stepper.apply(state, [input], context)) {
      if (event.type === 'retracted') told.delete(event.episode.number)
      else if (event.type !== 'late') told.set(event.episode.number, event.episode)
    }
  }
  return {
    key,
    asset,
    hear(input, lagMs) {
      const { properties } = stepper
      if (input.type === 'observation' && properties && !properties.includes(input.property)) return
      lag = lagMs
      apply(input)
    },
    deadline() {
      const due = stepper.deadlineOf(state, context)
      return due === null ? null : due.getTime() + lag
    },
    tick: (now) => apply({ type: 'tick', at: now - lag }),
    episodes: () => [...told.values()].sort((a, b) => a.number - b.number),
  }
}

export const ruleContext = (
  asset: ScriptAsset,
  attributes: Readonly<Record<string, AttributeValue>>,
  expectedIntervalMs: number | undefined,
  timeZone: string,
): RuleContext => ({
  attributes,
  timeZone,
  ...(asset.position && { position: asset.position }),
  ...(expectedIntervalMs && { expectedIntervalMs }),
})
