import { activityAt } from '../calendar/active-hours.ts'
import { isSunUp } from '../command/sunrise.ts'
import type { Condition } from '../rule/condition.ts'
import { type ConditionTrace, explain } from '../rule/explain.ts'
import { Rule } from '../rule/rule.ts'
import { compile } from '../rule/step.ts'
import type { AssetFacts, ScenarioFacts } from './facts.ts'
import type { ScenarioCondition, ScenarioConditionOf } from './scenario-condition.ts'

/** Why a condition held or did not: the values that were looked at. null: not known, which is no reason to act. */
export interface ScenarioConditionTrace {
  path: string
  kind: ScenarioCondition['kind']
  verdict: boolean | null
  /** Of `mode`: the one in force. */
  mode?: string
  alertIds?: string[]
  assets?: { assetId: string; name: string; verdict: boolean | null; stale: boolean; why: ConditionTrace }[]
  children?: ScenarioConditionTrace[]
}

const mostAssetsTraced = 20

export function judge(
  condition: ScenarioCondition,
  path: string,
  at: number,
  facts: ScenarioFacts,
): ScenarioConditionTrace {
  switch (condition.kind) {
    case 'observed':
      return judgeObserved(condition, path, at, facts)
    case 'hours': {
      const { active } = activityAt(condition.hours, facts.place.timeZone, at)
      return { path, kind: 'hours', verdict: active }
    }
    case 'sun': {
      const { position } = facts.place
      const verdict = position ? isSunUp(position, at) === (condition.is === 'up') : null
      return { path, kind: 'sun', verdict }
    }
    case 'mode':
      return { path, kind: 'mode', verdict: condition.is.includes(facts.mode), mode: facts.mode }
    case 'alert': {
      const alertIds = (facts.openAlerts[path] ?? []).map(({ alertId }) => alertId)
      return { path, kind: 'alert', verdict: alertIds.length > 0 === (condition.is === 'open'), alertIds }
    }
    case 'not': {
      const child = judge(condition.of, `${path}.of`, at, facts)
      return {
        path,
        kind: 'not',
        verdict: child.verdict === null ? null : !child.verdict,
        children: [child],
      }
    }
    default: {
      const children = condition.of.map((child, index) => judge(child, `${path}.of.${index}`, at, facts))
      const verdicts = children.map(({ verdict }) => verdict)
      return {
        path,
        kind: condition.kind,
        verdict: condition.kind === 'all' ? all(verdicts) : any(verdicts),
        children,
      }
    }
  }
}

/** Kleene's: one false decides `all`, one true decides `any`, else one unknown makes it unknown. */
export const all = (verdicts: readonly (boolean | null)[]): boolean | null =>
  verdicts.includes(false) ? false : verdicts.includes(null) ? null : true
const any = (verdicts: readonly (boolean | null)[]): boolean | null =>
  verdicts.includes(true) ? true : verdicts.includes(null) ? null : false

function judgeObserved(
  condition: ScenarioConditionOf<'observed'>,
  path: string,
  at: number,
  facts: ScenarioFacts,
): ScenarioConditionTrace {
  const assets = (facts.observed[path] ?? []).map((asset) => judgeAsset(condition, asset, at))
  const verdicts = assets.map(({ verdict }) => verdict)
  // Of no asset at all nothing is known, whatever logic says of empty sets.
  const known = assets.length === 0 ? null : condition.quantifier === 'all' ? all(verdicts) : any(verdicts)
  const verdict =
    known === null && condition.whenUnknown !== 'unknown' ? condition.whenUnknown === 'holds' : known
  const telling = assets.filter((one) => one.verdict === known)
  const others = assets.filter((one) => one.verdict !== known)
  return { path, kind: 'observed', verdict, assets: [...telling, ...others].slice(0, mostAssetsTraced) }
}

function judgeAsset(
  { condition, maxAgeMs }: ScenarioConditionOf<'observed'>,
  { assetId, name, inputs, context, staleAfterMs }: AssetFacts,
  at: number,
) {
  const { rule, stepper } = ruleOf(condition)
  const state = stepper.start()
  stepper.apply(state, inputs, context)
  const why = explain(rule, state, { type: 'tick', at }, context).levels[0]!.condition
  const newest = inputs.reduce((latest, input) => Math.max(latest, input.at), Number.NEGATIVE_INFINITY)
  const stale = at - newest > (maxAgeMs ?? staleAfterMs) && !isAboutSilence(condition)
  return { assetId, name, verdict: stale ? null : why.verdict, stale, why }
}

/** Silence is known best when nothing is heard. */
const isAboutSilence = (condition: Condition): boolean =>
  condition.kind === 'silence' ||
  (condition.kind === 'not' && isAboutSilence(condition.of)) ||
  ((condition.kind === 'all' || condition.kind === 'any') && condition.of.some(isAboutSilence))

const rules = new WeakMap<Condition, { rule: Rule; stepper: ReturnType<typeof compile> }>()

/** A condition is judged by the engine of the rules: delays, hysteresis and windows mean the same here. */
function ruleOf(condition: Condition) {
  let known = rules.get(condition)
  if (!known) {
    const rule = Rule.parse({ id: 'condition', version: 1, name: 'condition', condition })
    known = { rule, stepper: compile(rule) }
    rules.set(condition, known)
  }
  return known
}
