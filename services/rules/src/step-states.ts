import type { WatchedAsset } from '@trame/database'
import {
  episodesSoFar,
  pointsOf,
  readStates,
  type StateToWrite,
  type StoredState,
  writeStates,
} from '@trame/database'
import { qualities, type RuleEvent, type RuleInput, type RuleState } from '@trame/domain'
import type { ClientBase } from 'pg'
import { slotOf } from './partitions.ts'
import type { Territory, WatchingRule } from './territory.ts'

/** One rule and asset, and what it hears in this transaction. */
export interface Touched {
  territory: Territory
  rule: WatchingRule
  asset: WatchedAsset
  inputs: RuleInput[]
  /** By how much the newest of them came late: its deadlines are due that much later on our clock. */
  lagMs: number
}

export interface Stepped extends Touched {
  state: RuleState
  events: RuleEvent[]
  dueAt: number | null
}

/** The state was written under a newer version than ours: read the rules again. */
export class StaleRules extends Error {
  readonly organisationId: string
  constructor(organisationId: string) {
    super('the rules in memory are older than a state')
    this.name = 'StaleRules'
    this.organisationId = organisationId
  }
}

export const keyOf = (ruleId: string, assetId: string) => `${ruleId} ${assetId}`
/** A deadline that a tick did not use up is a fault of ours; it must not become a busy loop. */
const stuckMs = 60_000

export interface StepOptions {
  now: number
  onFault(rule: WatchingRule, asset: WatchedAsset, error: unknown): void
  /** Read already. */
  stored?: readonly StoredState[]
  /** Asked after the history was read: series of which something is on its way. Their states wait for it. */
  onTheWay?: () => Promise<ReadonlySet<number>>
}

/** Reads states, applies what came, writes them back. Returns what happened, in the order given. */
export async function stepStates(
  client: ClientBase,
  touched: readonly Touched[],
  { now, onFault, stored, onTheWay }: StepOptions,
): Promise<Stepped[]> {
  const rows = stored ?? (await readStates(client, touched.map(stateKey)))
  const byKey = new Map(rows.map((row) => [keyOf(row.ruleId, row.assetId), row]))
  const unborn = touched.filter(({ rule, asset, territory }) => {
    const row = byKey.get(keyOf(rule.rule.id, asset.id))
    if (row && row.version > rule.rule.version) throw new StaleRules(territory.organisationId)
    return !row || row.version < rule.rule.version
  })
  const born = await startStates(client, unborn, byKey, now)
  const owed = (await onTheWay?.()) ?? new Set()
  const stepped: Stepped[] = []
  for (const one of touched) {
    if (one.asset.series.some(({ id }) => owed.has(id))) continue
    const key = keyOf(one.rule.rule.id, one.asset.id)
    const fresh = born.get(key)
    const state = fresh?.state ?? (byKey.get(key)?.state as RuleState)
    try {
      const context = one.territory.contextOf(one.rule, one.asset)
      const past = fresh ? one.rule.stepper.apply(state, fresh.history, context) : []
      const told = fresh ? ofOpenOnly(past, state, fresh.carried) : past
      const events = [...told, ...one.rule.stepper.apply(state, one.inputs, context)]
      const deadline = one.rule.stepper.deadlineOf(state, context)?.getTime() ?? null
      const ticked = lastTick(one.inputs)
      const dueAt =
        deadline === null ? null : deadline <= ticked ? now + stuckMs : Math.round(deadline + one.lagMs)
      stepped.push({
        ...one,
        state,
        events,
        dueAt,
      })
      byKey.set(key, { ...stateKey(one), version: one.rule.rule.version, state, deadline, dueAt })
      born.delete(key)
    } catch (error) {
      onFault(one.rule, one.asset, error)
    }
  }
  await writeStates(client, stepped.map(toWrite))
  return stepped
}

const stateKey = ({ rule, asset }: Touched) => ({ ruleId: rule.rule.id, assetId: asset.id })

function lastTick(inputs: readonly RuleInput[]): number {
  const last = inputs.at(-1)
  return last?.type === 'tick' ? last.at : Number.NEGATIVE_INFINITY
}

function toWrite({ territory, rule, asset, state, dueAt, lagMs }: Stepped): StateToWrite {
  return {
    organisationId: territory.organisationId,
    ruleId: rule.rule.id,
    assetId: asset.id,
    version: rule.rule.version,
    slot: slotOf(asset.id),
    state: JSON.stringify(state),
    deadline: dueAt === null ? null : dueAt - Math.round(lagMs),
    dueAt,
  }
}

interface Newborn {
  state: RuleState
  history: RuleInput[]
  /** Number of the open episode that an earlier version handed on. */
  carried: number | null
}

/**
 * States of rules that are new, or have a new version: made from what the observations have said so far, as if the rule
 * had been in force. An open alert of the version before goes on.
 */
async function startStates(
  client: ClientBase,
  touched: readonly Touched[],
  stored: ReadonlyMap<string, StoredState>,
  now: number,
): Promise<Map<string, Newborn>> {
  const born = new Map<string, Newborn>()
  if (touched.length === 0) return born
  const episodes = await episodesSoFar(client, touched.map(stateKey))
  for (const [rule, ones] of Map.groupBy(touched, (one) => one.rule)) {
    const series = new Map<number, { key: string; property: string; before: number }>()
    let since = now
    for (const { asset, inputs } of ones) {
      const key = keyOf(rule.rule.id, asset.id)
      const before = earliestObservation(inputs)
      for (const one of asset.series) {
        if (rule.stepper.properties !== null && !rule.stepper.properties.includes(one.property)) continue
        series.set(one.id, { key, property: one.property, before })
      }
      for (const { at } of inputs) if (at < since) since = at
      since = Math.min(since, episodes.get(key)?.openedAt ?? since)
      const earlier = stored.get(key)?.state as RuleState | undefined
      const open = episodes.get(key)?.open ?? null
      const state = rule.stepper.start(
        earlier ? { after: open === null ? withoutOpen(earlier) : earlier } : {},
      )
      for (const core of [state.base, state.head])
        core.opened = Math.max(core.opened, episodes.get(key)?.last ?? 0)
      const carried = state.head.episodes.find(({ clearedAt }) => clearedAt === null)?.number ?? null
      born.set(key, { state, history: [], carried })
    }
    for (const point of await pointsOf(client, [...series.keys()], since - rule.lookbackMs)) {
      const { key, property, before } = series.get(point.seriesId)!
      if (point.at >= before) continue
      born.get(key)!.history.push({
        type: 'observation',
        property,
        value: point.value,
        quality: qualities[point.quality]!,
        at: point.at,
      })
    }
  }
  return born
}

/** What came with this batch, and after it, is told like everything that comes. */
const earliestObservation = (inputs: readonly RuleInput[]): number =>
  inputs.reduce(
    (at, input) => (input.type === 'tick' ? at : Math.min(at, input.at)),
    Number.POSITIVE_INFINITY,
  )

/** Its alert was ended from outside (the rule was switched off): the episode does not go on. */
const withoutOpen = (state: RuleState): RuleState => ({ ...state, head: { ...state.head, episodes: [] } })

/** Of a past that is only now looked at, what is over is not told. */
function ofOpenOnly(events: readonly RuleEvent[], state: RuleState, carried: number | null): RuleEvent[] {
  const open = state.head.episodes.find(({ clearedAt }) => clearedAt === null)?.number
  return events.filter(
    (event) => event.type !== 'late' && (event.episode.number === open || event.episode.number === carried),
  )
}
