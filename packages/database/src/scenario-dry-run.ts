import {
  dryRunScenario,
  firesBetween,
  observedProperties,
  Rule,
  type Scenario,
  type ScenarioDryRunOf,
  type TriggerFact,
  type TriggerOf,
  watchedCondition,
} from '@trame/domain'
import type { ClientBase } from 'pg'
import { dryRunRule } from './rule-dry-run.ts'
import { inScope, type WatchedAsset, watchedAssets } from './rule-territory.ts'
import { placeOf, scenarioFacts } from './scenario-facts.ts'
import { selectAssets } from './scenario-selection.ts'

const ofDevice = Object.values(observedProperties)
  .filter((property) => property.ofDevice)
  .map(({ id }) => id)

export interface ScenarioDryRunResult {
  runs: (Omit<ScenarioDryRunOf, 'subject' | 'acts'> & {
    subject: WatchedAsset | null
    acts: { at: number; path: string; what: string; targets: number }[]
  })[]
  truncated: boolean
  unheard: number[]
}

const mostTriggers = 2_000

/** The runs that a scenario would have had: its triggers as the past tells them, through the live engine. */
export async function dryRunScenarioOver(
  client: ClientBase,
  organisationId: string,
  scenario: Scenario,
  period: { from: number; to: number },
): Promise<ScenarioDryRunResult> {
  const all = await watchedAssets(client, organisationId, ofDevice)
  const assets = new Map(all.map((asset) => [asset.id, asset]))
  const { facts, unheard } = await pastTriggers(client, organisationId, scenario, assets, period)
  facts.sort((a, b) => a.at - b.at)
  const truncated = facts.length > mostTriggers
  const bySubject = Map.groupBy(facts.slice(0, mostTriggers), ({ assetId }) =>
    scenario.forEach ? (assetId ?? '') : '',
  )
  const runs: ScenarioDryRunResult['runs'] = []
  for (const [key, triggers] of bySubject) {
    const subject = assets.get(key) ?? null
    const about = (assetId: string | null) => (assetId === null ? null : (assets.get(assetId) ?? null))
    const factsAt = (at: number) => {
      const trigger = triggers.findLast((one) => one.at <= at)
      const situation = { organisationId, assets, subject: subject ?? about(trigger?.assetId ?? null) }
      return scenarioFacts(client, scenario, situation, at)
    }
    const had = await dryRunScenario(scenario, key === '' ? null : key, triggers, factsAt, period.to)
    for (const { acts, subject: _subject, ...run } of had) {
      runs.push({
        ...run,
        subject,
        acts: acts.map((act) => ({
          at: act.at,
          path: act.path,
          what: act.type === 'command' ? act.command : act.type,
          targets: act.type === 'command' ? selectAssets(act.to, about(act.subject), assets).length : 0,
        })),
      })
    }
  }
  return { runs: runs.sort((a, b) => a.at - b.at), truncated, unheard }
}

async function pastTriggers(
  client: ClientBase,
  organisationId: string,
  scenario: Scenario,
  assets: ReadonlyMap<string, WatchedAsset>,
  period: { from: number; to: number },
): Promise<{ facts: TriggerFact[]; unheard: number[] }> {
  const facts: TriggerFact[] = []
  const unheard: number[] = []
  const subjects = scenario.forEach
    ? selectAssets({ select: 'scope', scope: scenario.forEach }, null, assets).map(({ id }) => id)
    : [null]
  for (const [index, trigger] of scenario.triggers.entries()) {
    const fact = (at: number, assetId: string | null, detail: Record<string, unknown> = {}) =>
      facts.push({ index, kind: trigger.kind, at, seenAt: at, assetId, detail })
    const condition = watchedCondition(trigger)
    if (condition) {
      const scope = ('scope' in trigger ? trigger.scope : undefined) ?? scenario.forEach ?? {}
      const rule = Rule.parse({ id: 'rul_trigger', version: 1, name: 'trigger', scope, condition })
      const { alerts } = await dryRunRule(client, organisationId, rule, period)
      const ends = trigger.kind === 'property' && trigger.when === 'ends'
      for (const { asset, openedAt, clearedAt, highest } of alerts) {
        const at = ends ? clearedAt : openedAt
        if (at !== null && at >= period.from && at <= period.to)
          fact(at, asset.id, { assetName: asset.name, value: highest })
      }
    } else if (trigger.kind === 'calendar' || trigger.kind === 'sun') {
      const place = placeOf(scenario, { assets, subject: null })
      for (const at of firesBetween(trigger, period.from, period.to, place))
        for (const subject of subjects) fact(at, subject)
    } else if (trigger.kind === 'alert') {
      for (const { at, asset, detail } of await pastAlerts(
        client,
        organisationId,
        trigger,
        scenario,
        assets,
        period,
      ))
        fact(at, asset.id, detail)
    } else if (trigger.kind !== 'manual') unheard.push(index)
  }
  return { facts, unheard }
}

async function pastAlerts(
  client: ClientBase,
  organisationId: string,
  trigger: TriggerOf<'alert'>,
  { forEach }: Scenario,
  assets: ReadonlyMap<string, WatchedAsset>,
  { from, to }: { from: number; to: number },
) {
  const column = trigger.is === 'opened' ? 'opened_at' : 'cleared_at'
  const { rows } = await client.query<{ id: string; asset_id: string; at: Date; severity: string }>(
    `select id, asset_id, ${column} as at, severity::text from alert where organisation_id = $1 and asset_id is not null
       and not retracted and ${column} between $2 and $3 and ($4::text[] is null or rule_id = any($4))
       and ($5::text[] is null or severity::text = any($5)) order by ${column} limit ${mostTriggers}`,
    [organisationId, new Date(from), new Date(to), trigger.ruleIds ?? null, trigger.severities ?? null],
  )
  return rows.flatMap(({ id, asset_id, at, severity }) => {
    const asset = assets.get(asset_id)
    if (!asset || !inScope(trigger.scope ?? forEach ?? {}, asset)) return []
    return { at: at.getTime(), asset, detail: { assetName: asset.name, alertId: id, severity } }
  })
}
