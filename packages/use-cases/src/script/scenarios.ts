import {
  type AssetFacts,
  type AssetSelection,
  type CommandKindId,
  compile,
  type DefaultScenarioDraft,
  emptyScenarioState,
  metresBetween,
  nextFire,
  normalMode,
  Rule,
  type RuleInput,
  type RuleScope,
  Scenario,
  type ScenarioEffect,
  type ScenarioEvent,
  type ScenarioFacts,
  type ScenarioState,
  scenarioDeadline,
  scenarioLeaves,
  stepScenario,
  type TriggerFact,
  watchedCondition,
} from '@trame/domain'
import type { Subject } from '../define-indicator.ts'

export interface AskedCommand {
  at: number
  asset: string
  kind: CommandKindId
  parameters: Readonly<Record<string, unknown>>
}

export interface ScenarioWorld {
  assets: ReadonlyMap<string, Subject>
  timeZone: string
  begin: number
  /** All that was observed of an asset so far, in order of time. */
  inputs(asset: string): RuleInput[]
  /** Whether an alert of the asset is open. */
  hasOpenAlert(asset: string): boolean
}

const staleAfterMs = 3 * 3_600_000

export interface Scenarios {
  hear(asset: string, input: RuleInput): void
  /** When a wait ends or a calendar fires. */
  deadline(): number | null
  tick(at: number): void
  commands: readonly AskedCommand[]
}

/** The use case's scenarios as if an operator had switched all of them on; what they ask for is noted, not sent. */
export function watchScenarios(
  drafts: Readonly<Record<string, DefaultScenarioDraft>>,
  world: ScenarioWorld,
): Scenarios {
  const commands: AskedCommand[] = []
  const actors = Object.entries(drafts).map(([key, draft]) => actor(key, draft, world, commands))
  return {
    commands,
    hear(asset, input) {
      for (const one of actors) one.hear(asset, input)
    },
    deadline: () => earliest(actors.map((one) => one.deadline())),
    tick(at) {
      for (const one of actors) one.tick(at)
    },
  }
}

function actor(key: string, draft: DefaultScenarioDraft, world: ScenarioWorld, commands: AskedCommand[]) {
  const scenario = Scenario.parse({ ...draft, id: `scn_${key}`, version: 1 })
  const place = { timeZone: world.timeZone, position: somewhere(world.assets) }
  const subjects = scenario.forEach ? inScope(scenario.forEach, world.assets) : ['']
  const states = new Map<string, ScenarioState>(subjects.map((subject) => [subject, emptyScenarioState()]))
  const watched = scenario.triggers.flatMap((trigger, index) => {
    const condition = watchedCondition(trigger)
    const scope = ('scope' in trigger && trigger.scope) || scenario.forEach
    if (!condition || !scope) return []
    const wanted = trigger.kind === 'property' && trigger.when === 'ends' ? 'cleared' : 'opened'
    return inScope(scope, world.assets).map((asset) => {
      const stepper = compile(Rule.parse({ id: 'trigger', version: 1, name: 'trigger', condition }))
      return { index, kind: trigger.kind, asset, wanted, stepper, state: stepper.start() }
    })
  })
  const fires = scenario.triggers.map((trigger) => nextFire(trigger, world.begin, place))

  function apply(subject: string, event: ScenarioEvent, at: number) {
    const stepped = stepScenario(
      scenario,
      states.get(subject)!,
      event,
      factsOf(scenario, subject, at, place, world),
    )
    states.set(subject, stepped.state)
    for (const effect of stepped.effects) note(effect, subject)
  }

  function note(effect: ScenarioEffect, subject: string) {
    if (effect.type !== 'command') return
    const { at, command: kind, parameters, to } = effect
    for (const asset of selected(to, effect.subject ?? subject, world.assets))
      commands.push({ at, asset, kind, parameters })
  }

  function fire(index: number, kind: TriggerFact['kind'], at: number, assetId: string | null) {
    const trigger: TriggerFact = { index, kind, at, seenAt: at, assetId, detail: {} }
    const of = assetId !== null && states.has(assetId) ? [assetId] : subjects
    for (const subject of of) apply(subject, { type: 'trigger', trigger }, at)
  }

  function feed(input: RuleInput, asset?: string) {
    for (const { asset: own, index, kind, wanted, stepper, state } of watched) {
      if (asset !== undefined && own !== asset) continue
      for (const event of stepper.apply(state, [input]))
        if ('at' in event && event.type === wanted) fire(index, kind, event.at, own)
    }
  }

  return {
    hear: (asset: string, input: RuleInput) => feed(input, asset),
    deadline: () =>
      earliest([
        ...fires,
        ...[...states.values()].map(scenarioDeadline),
        ...watched.map(({ stepper, state }) => stepper.deadlineOf(state)?.getTime() ?? null),
      ]),
    tick(at: number) {
      feed({ type: 'tick', at })
      for (const subject of subjects)
        if ((scenarioDeadline(states.get(subject)!) ?? Number.POSITIVE_INFINITY) <= at)
          apply(subject, { type: 'tick', at }, at)
      for (const [index, due] of fires.entries()) {
        if (due === null || due > at) continue
        fires[index] = nextFire(scenario.triggers[index]!, due, place)
        fire(index, scenario.triggers[index]!.kind, due, null)
      }
    },
  }
}

function factsOf(
  scenario: Scenario,
  subject: string,
  at: number,
  place: ScenarioFacts['place'],
  { assets, inputs, hasOpenAlert }: ScenarioWorld,
): ScenarioFacts {
  const observed: Record<string, AssetFacts[]> = {}
  const openAlerts: Record<string, { alertId: string; assetId: string }[]> = {}
  for (const { condition, path } of scenarioLeaves(scenario)) {
    if (condition.kind !== 'observed' && condition.kind !== 'alert') continue
    const meant = selected(condition.of, subject, assets)
    if (condition.kind === 'alert')
      openAlerts[path] = meant.filter(hasOpenAlert).map((assetId) => ({ alertId: `alr_${assetId}`, assetId }))
    else
      observed[path] = meant.map((assetId) => ({
        assetId,
        name: assetId,
        inputs: inputs(assetId).filter((input) => input.at <= at),
        context: { attributes: assets.get(assetId)!.attributes },
        staleAfterMs,
      }))
  }
  return { place, mode: normalMode, observed, openAlerts }
}

function selected(
  selection: AssetSelection,
  subject: string,
  assets: ReadonlyMap<string, Subject>,
): string[] {
  if (selection.select === 'subject') return assets.has(subject) ? [subject] : []
  const meant = inScope(selection.scope, assets)
  switch (selection.select) {
    case 'scope':
      return meant
    case 'sameSite':
      // A script has one site.
      return meant
    case 'parts':
      return meant.filter((asset) => assets.get(asset)!.attributes.parent === subject)
    case 'near': {
      const from = assets.get(subject)?.position
      return meant.filter((asset) => {
        const position = assets.get(asset)!.position
        return asset !== subject && from && position && metresBetween(from, position) <= selection.metres
      })
    }
  }
}

const inScope = ({ assetTypes, assetIds }: RuleScope, assets: ReadonlyMap<string, Subject>): string[] =>
  [...assets.values()]
    .filter(({ id, type }) => (assetTypes?.includes(type) ?? true) && (assetIds?.includes(id) ?? true))
    .map(({ id }) => id)

const somewhere = (assets: ReadonlyMap<string, Subject>) =>
  [...assets.values()].find(({ position }) => position)?.position ?? null

const earliest = (times: readonly (number | null)[]): number | null =>
  times.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null)
