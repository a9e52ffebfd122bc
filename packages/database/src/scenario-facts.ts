import {
  type AssetFacts,
  compile,
  lookbackOf,
  qualities,
  Rule,
  type RuleInput,
  type Scenario,
  type ScenarioConditionOf,
  type ScenarioFacts,
  type ScenarioPlace,
  scenarioLeaves,
} from '@trame/domain'
import type { ClientBase } from 'pg'
import { modeAt } from './modes.ts'
import { pointsOf } from './rule-state.ts'
import { heardSeries, ruleContext, type WatchedAsset } from './rule-territory.ts'
import { selectAssets } from './scenario-selection.ts'

export interface ScenarioSituation {
  organisationId: string
  assets: ReadonlyMap<string, WatchedAsset>
  subject: WatchedAsset | null
}

const hourMs = 3_600_000

/** What is known at one moment of everything that the scenario's conditions look at. */
export async function scenarioFacts(
  client: ClientBase,
  scenario: Scenario,
  situation: ScenarioSituation,
  at: number,
): Promise<ScenarioFacts> {
  const observed: Record<string, AssetFacts[]> = {}
  const openAlerts: Record<string, { alertId: string; assetId: string }[]> = {}
  for (const { condition, path } of scenarioLeaves(scenario)) {
    if (condition.kind === 'observed') observed[path] = await assetFacts(client, condition, situation, at)
    if (condition.kind === 'alert') openAlerts[path] = await alertsAt(client, condition, situation, at)
  }
  const mode = await modeAt(client, situation.organisationId, situation.subject?.siteIds ?? [], at)
  return { place: placeOf(scenario, situation), mode, observed, openAlerts }
}

/** Clocks and sun of the subject; of none, those of the scenario and of the middle of the territory. */
export function placeOf(
  scenario: Pick<Scenario, 'timeZone'>,
  { assets, subject }: Pick<ScenarioSituation, 'assets' | 'subject'>,
): ScenarioPlace {
  if (subject?.position) return { timeZone: subject.timeZone, position: subject.position }
  return { timeZone: subject?.timeZone ?? scenario.timeZone, position: middleOf(assets) }
}

const middles = new WeakMap<ReadonlyMap<string, WatchedAsset>, readonly [number, number] | null>()
function middleOf(assets: ReadonlyMap<string, WatchedAsset>): readonly [number, number] | null {
  const known = middles.get(assets)
  if (known !== undefined) return known
  const positions = [...assets.values()].flatMap(({ position }) => (position ? [position] : []))
  const mean = (axis: 0 | 1) => positions.reduce((sum, one) => sum + one[axis], 0) / positions.length
  const middle = positions.length === 0 ? null : ([mean(0), mean(1)] as const)
  middles.set(assets, middle)
  return middle
}

async function assetFacts(
  client: ClientBase,
  condition: ScenarioConditionOf<'observed'>,
  { assets, subject }: ScenarioSituation,
  at: number,
): Promise<AssetFacts[]> {
  const selected = selectAssets(condition.of, subject, assets)
  const { properties, lookbackMs } = listening(condition)
  const series = new Map<number, { into: RuleInput[]; property: string }>()
  const facts = selected.map((asset): AssetFacts => {
    const inputs: RuleInput[] = []
    for (const { id, property } of heardSeries(properties, asset)) series.set(id, { into: inputs, property })
    const context = ruleContext(properties, asset)
    return {
      assetId: asset.id,
      name: asset.name,
      inputs,
      context,
      staleAfterMs: 3 * (context.expectedIntervalMs ?? hourMs),
    }
  })
  if (series.size === 0) return facts
  for (const { seriesId, value, quality, at: time } of await pointsOf(
    client,
    [...series.keys()],
    at - lookbackMs,
    at + 1,
  )) {
    const { into, property } = series.get(seriesId)!
    into.push({ type: 'observation', property, value, quality: qualities[quality]!, at: time })
  }
  return facts
}

const listenings = new WeakMap<object, { properties: readonly string[] | null; lookbackMs: number }>()

/** The properties that a condition hears and how far back it looks. Once per condition object. */
export function listening({ condition }: ScenarioConditionOf<'observed'>) {
  let known = listenings.get(condition)
  if (!known) {
    const rule = Rule.parse({ id: 'condition', version: 1, name: 'condition', condition })
    known = { properties: compile(rule).properties, lookbackMs: lookbackOf(rule) }
    listenings.set(condition, known)
  }
  return known
}

async function alertsAt(
  client: ClientBase,
  { of, ruleIds }: ScenarioConditionOf<'alert'>,
  { assets, subject, organisationId }: ScenarioSituation,
  at: number,
) {
  const ids = selectAssets(of, subject, assets).map(({ id }) => id)
  const { rows } = await client.query<{ id: string; asset_id: string }>(
    `select id, asset_id from alert where organisation_id = $1 and asset_id = any($2) and not retracted
       and opened_at <= $4 and (cleared_at is null or cleared_at > $4) and ($3::text[] is null or rule_id = any($3)) order by id limit 50`,
    [organisationId, ids, ruleIds ?? null, new Date(at)],
  )
  return rows.map(({ id, asset_id }) => ({ alertId: id, assetId: asset_id }))
}
