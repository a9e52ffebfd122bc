import {
  inScope,
  ruleContext,
  type SilenceInForce,
  type StoredRule,
  type StoredScenario,
  type WatchedAsset,
  type WatchedSeries,
} from '@trame/database'
import {
  compile,
  conditionsOf,
  lookbackOf,
  Rule,
  type RuleContext,
  SilenceScope,
  type Stepper,
} from '@trame/domain'
import { type AlertTrigger, alertTriggersOf, type TriggerWatch, triggerWatch } from './scenarios/triggers.ts'

export interface WatchingRule {
  rule: Rule
  stepper: Stepper
  /** It looks for silence: its alerts may be one gateway's. */
  ofSilence: boolean
  /** How much history decides its state. */
  lookbackMs: number
  assets: number
  /** It listens for a scenario, and opens no alert. */
  trigger: TriggerWatch | null
}

export interface Watch {
  asset: WatchedAsset
  series: WatchedSeries
  rules: readonly WatchingRule[]
}

/** One organisation's rules and assets, joined. Replaced as a whole when something of it changes. */
export interface Territory {
  organisationId: string
  rules: ReadonlyMap<string, WatchingRule>
  /** In force, but this version of the platform cannot read them. */
  unreadable: ReadonlySet<string>
  assets: ReadonlyMap<string, WatchedAsset>
  /** Undefined: no such series here. */
  watch(seriesId: number): Watch | undefined
  rulesOf(asset: WatchedAsset): readonly WatchingRule[]
  contextOf(rule: WatchingRule, asset: WatchedAsset): RuleContext
  silenceOf(ruleId: string, asset: WatchedAsset, at: number): SilenceInForce | undefined
  /** Triggers of scenarios that alerts start. */
  alertTriggers: readonly AlertTrigger[]
}

export function createTerritory(
  organisationId: string,
  rows: {
    rules: readonly StoredRule[]
    assets: readonly WatchedAsset[]
    silences: readonly SilenceInForce[]
    scenarios: readonly StoredScenario[]
  },
  onFault: (ruleId: string, error: unknown) => void,
): Territory {
  const rules = rows.rules.flatMap((row) => prepare(row, onFault) ?? [])
  const assets = new Map(rows.assets.map((asset) => [asset.id, asset]))
  const watching = new Map<string, WatchingRule[]>()
  for (const rule of rules) {
    for (const asset of candidates(rule, rows.assets, assets)) {
      if (!inScope(rule.rule.scope, asset) || !asset.series.some((one) => hears(rule, one))) continue
      rule.assets++
      const known = watching.get(asset.id)
      if (known) known.push(rule)
      else watching.set(asset.id, [rule])
    }
  }
  const series = new Map<number, { asset: WatchedAsset; series: WatchedSeries }>()
  for (const asset of rows.assets) for (const one of asset.series) series.set(one.id, { asset, series: one })
  const watches = new Map<number, Watch>()
  const contexts = new Map<string, RuleContext>()
  const silences = rows.silences.map((one) => ({ ...one, parsed: SilenceScope.parse(one.scope) }))
  const rulesOf = (asset: WatchedAsset) => watching.get(asset.id) ?? []

  return {
    organisationId,
    rules: new Map(rules.map((one) => [one.rule.id, one])),
    unreadable: new Set(
      rows.rules.map(({ id }) => id).filter((id) => !rules.some(({ rule }) => rule.id === id)),
    ),
    assets,
    alertTriggers: alertTriggersOf(rows.scenarios),
    rulesOf,
    watch(seriesId) {
      const known = watches.get(seriesId)
      if (known) return known
      const found = series.get(seriesId)
      if (!found) return undefined
      const watch = { ...found, rules: rulesOf(found.asset).filter((rule) => hears(rule, found.series)) }
      watches.set(seriesId, watch)
      return watch
    },
    contextOf(rule, asset) {
      const key = `${rule.rule.id} ${asset.id}`
      const known = contexts.get(key)
      if (known) return known
      const context = ruleContext(rule.stepper.properties, asset)
      contexts.set(key, context)
      return context
    },
    silenceOf: (ruleId, asset, at) =>
      silences.find(
        ({ startsAt, endsAt, parsed }) =>
          startsAt <= at &&
          at < endsAt &&
          (!parsed.ruleIds || parsed.ruleIds.includes(ruleId)) &&
          inScope(parsed, asset),
      ),
  }
}

/** What we compute of an asset is no sign of life of it: of silence speaks only what a device is to say every so often. */
const hears = (
  { stepper, ofSilence }: WatchingRule,
  { property, expectedIntervalMs }: WatchedSeries,
): boolean =>
  stepper.properties === null
    ? !ofSilence || expectedIntervalMs !== null
    : stepper.properties.includes(property)

/** A rule that cannot be read any more must not stop the others. */
function prepare(
  { id, version, definition, trigger }: StoredRule,
  onFault: (id: string, error: unknown) => void,
) {
  try {
    const rule = Rule.parse({ ...(definition as object), id, version })
    const conditions = conditionsOf(rule)
    return {
      rule,
      stepper: compile(rule),
      ofSilence: conditions.some(({ kind }) => kind === 'silence'),
      lookbackMs: lookbackOf(rule),
      assets: 0,
      trigger: trigger && triggerWatch(trigger),
    }
  } catch (error) {
    onFault(id, error)
    return null
  }
}

function candidates(
  { rule }: WatchingRule,
  all: readonly WatchedAsset[],
  byId: ReadonlyMap<string, WatchedAsset>,
): readonly WatchedAsset[] {
  return rule.scope.assetIds ? rule.scope.assetIds.flatMap((id) => byId.get(id) ?? []) : all
}
