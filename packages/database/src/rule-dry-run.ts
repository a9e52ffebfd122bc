import {
  compile,
  dryRun,
  lookbackOf,
  observedProperties,
  qualities,
  type Rule,
  type RuleInput,
} from '@trame/domain'
import type { ClientBase } from 'pg'
import { pointsOf } from './rule-state.ts'
import { heardSeries, inScope, ruleContext, type WatchedAsset, watchedAssets } from './rule-territory.ts'

const ofDevice = Object.values(observedProperties)
  .filter((property) => property.ofDevice)
  .map(({ id }) => id)

/** The assets that a rule would watch. */
export async function assetsOfRule(
  client: ClientBase,
  organisationId: string,
  rule: Rule,
): Promise<WatchedAsset[]> {
  const { properties } = compile(rule)
  const assets = await watchedAssets(client, organisationId, ofDevice)
  return assets.filter((asset) => inScope(rule.scope, asset) && heardSeries(properties, asset).length > 0)
}

export interface DryRunResult {
  assets: number
  observations: number
  alerts: {
    asset: WatchedAsset
    openedAt: number
    clearedAt: number | null
    severity: Rule['severity']
    highest: number | null
    lowest: number | null
  }[]
  truncated: boolean
}

const assetsAtOnce = 50
const mostAlerts = 5_000

/** The alerts that the live engine would have raised: it is the live engine, over what is stored, asset after asset. */
export async function dryRunRule(
  client: ClientBase,
  organisationId: string,
  rule: Rule,
  period: { from: number; to: number },
): Promise<DryRunResult> {
  const { properties } = compile(rule)
  const assets = await assetsOfRule(client, organisationId, rule)
  const result: DryRunResult = { assets: assets.length, observations: 0, alerts: [], truncated: false }
  for (let at = 0; at < assets.length && !result.truncated; at += assetsAtOnce) {
    const some = assets.slice(at, at + assetsAtOnce)
    const inputs = await inputsOf(client, some, properties, period.from - lookbackOf(rule), period.to)
    const histories = some.map((asset) => ({
      assetId: asset.id,
      inputs: inputs.get(asset.id)!,
      context: ruleContext(properties, asset),
      from: period.from,
      until: period.to,
    }))
    const byId = new Map(some.map((asset) => [asset.id, asset]))
    for (const { inputs: own } of histories) result.observations += own.length
    for (const alert of dryRun(rule, histories)) {
      if (result.alerts.length === mostAlerts) {
        result.truncated = true
        break
      }
      const { openedAt, clearedAt, severity, highest, lowest, assetId } = alert
      result.alerts.push({ asset: byId.get(assetId)!, openedAt, clearedAt, severity, highest, lowest })
    }
  }
  result.alerts.sort((a, b) => a.openedAt - b.openedAt)
  return result
}

async function inputsOf(
  client: ClientBase,
  assets: readonly WatchedAsset[],
  properties: readonly string[] | null,
  from: number,
  to: number,
): Promise<Map<string, RuleInput[]>> {
  const inputs = new Map<string, RuleInput[]>(assets.map(({ id }) => [id, []]))
  const series = new Map<number, { into: RuleInput[]; property: string }>()
  for (const asset of assets) {
    for (const { id, property } of heardSeries(properties, asset)) {
      series.set(id, { into: inputs.get(asset.id)!, property })
    }
  }
  for (const { seriesId, at, value, quality } of await pointsOf(client, [...series.keys()], from, to)) {
    const { into, property } = series.get(seriesId)!
    into.push({ type: 'observation', property, value, quality: qualities[quality]!, at })
  }
  return inputs
}
