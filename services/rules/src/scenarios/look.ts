import {
  asClient,
  type Db,
  eventsHandled,
  lockScenarioState,
  type RunKey,
  type ScenarioPair,
  type Scoped,
  type StoredScenario,
  scenarioFacts,
  scenarioVersion,
  selectAssets,
  shareEvent,
  waitingEvents,
  writeScenarioState,
} from '@trame/database'
import {
  Scenario,
  type ScenarioEvent,
  type ScenarioState,
  scenarioDeadline,
  stepScenario,
} from '@trame/domain'
import type { LoadedTerritory } from '../territories.ts'
import { perform } from './perform.ts'

/** Deadlines of one pair in one transaction: after a long stop the rest follows in the next. */
const stepsAtOnce = 50

interface Looking {
  tx: Scoped
  pair: ScenarioPair
  territory: LoadedTerritory
  now: number
}

/**
 * One scenario and subject: what waits and what is due, in the order of time, with everything that follows from it, in one
 * transaction. A crash anywhere leaves nothing, and the next process finds the same again.
 */
export async function lookAt(
  db: Db,
  pair: ScenarioPair,
  territoryOf: (organisationId: string) => Promise<LoadedTerritory>,
  now: number,
): Promise<void> {
  const organisationId = await db.transaction().execute(async (tx) => {
    const stored = await scenarioVersion(asClient(tx), pair.scenarioId, null)
    return stored?.organisationId
  })
  if (organisationId === undefined) return
  const territory = await territoryOf(organisationId)
  await db.transaction().execute((tx) => lookInside({ tx, pair, territory, now }))
}

async function lookInside(looking: Looking) {
  const { tx, pair, now } = looking
  const client = asClient(tx)
  let state = await lockScenarioState(client, pair)
  const current = (await scenarioVersion(client, pair.scenarioId, null))!
  const events = await waitingEvents(client, pair.scenarioId, pair.subject)
  const ids = events.map(({ id }) => id)
  if (!current.enabled) {
    await eventsHandled(client, ids, now)
    if (state.run || state.queue.length > 0)
      state = await step(looking, current, state, { type: 'cancel', at: now, reason: 'disabled' })
    return writeScenarioState(client, pair, state, null)
  }
  const scenario = scenarioOf(current)
  if (scenario.forEach && pair.subject === '') {
    const scope = { select: 'scope' as const, scope: scenario.forEach }
    const subjects = selectAssets(scope, null, looking.territory.assets).map(({ id }) => id)
    for (const event of events) await shareEvent(client, event, pair.scenarioId, subjects)
    return eventsHandled(client, ids, now)
  }
  let left = stepsAtOnce
  const tickUntil = async (to: number) => {
    for (
      let at = scenarioDeadline(state);
      at !== null && at <= to && left > 0;
      at = scenarioDeadline(state)
    ) {
      left -= 1
      const running = await scenarioVersion(client, pair.scenarioId, state.run!.version)
      state = await step(looking, running!, state, { type: 'tick', at })
    }
  }
  const handled: string[] = []
  for (const { id, fact } of events) {
    await tickUntil(Math.min(fact.at, now))
    if (left <= 0) break
    left -= 1
    handled.push(id)
    const event: ScenarioEvent =
      fact.detail.cancel === true
        ? { type: 'cancel', at: fact.at, reason: 'person' }
        : { type: 'trigger', trigger: fact }
    state = await step(looking, current, state, event)
  }
  await tickUntil(now)
  await eventsHandled(client, handled, now)
  await writeScenarioState(client, pair, state, scenarioDeadline(state))
}

async function step(
  { tx, pair, territory, now }: Looking,
  stored: StoredScenario,
  state: ScenarioState,
  event: ScenarioEvent,
): Promise<ScenarioState> {
  const scenario = scenarioOf(stored)
  const at = event.type === 'trigger' ? event.trigger.at : event.at
  const { organisationId, version, author } = stored
  const subject =
    territory.assets.get(
      event.type === 'trigger' ? (event.trigger.assetId ?? '') : (state.run?.trigger.assetId ?? ''),
    ) ?? null
  const situation = { organisationId, assets: territory.assets, subject }
  const facts = await scenarioFacts(asClient(tx), scenario, situation, at)
  const stepped = stepScenario(scenario, state, event, facts)
  const key: RunKey = { organisationId, scenarioId: pair.scenarioId, subject: pair.subject, version, author }
  await perform({ tx, key, scenario, territory, now: new Date(now) }, stepped.effects)
  return stepped.state
}

const read = new Map<string, Scenario>()
const mostRead = 2_000

/** Parsed once a version: conditions are compiled by the object. */
function scenarioOf({ id, version, definition }: StoredScenario): Scenario {
  const key = `${id} ${version}`
  let scenario = read.get(key)
  if (!scenario) {
    scenario = Scenario.parse({ ...(definition as object), id, version })
    if (read.size >= mostRead) read.clear()
    read.set(key, scenario)
  }
  return scenario
}
