import { deviceModel } from '@trame/devices'
import {
  dayOf,
  type Episode,
  instantOf,
  type ObservedPropertyId,
  type Period,
  periodAt,
  type RuleInput,
} from '@trame/domain'
import {
  attributesWithDefaults,
  type IndicatorDefinition,
  type Point,
  readsFrom,
  type Subject,
} from '../define-indicator.ts'
import type { UseCase } from '../define-use-case.ts'
import { computeOne, inOrder } from './computation.ts'
import { isUplink, type Script, type ScriptStep } from './define-script.ts'
import { linksOf, observationsOf } from './observations.ts'
import { ruleContext, watchRules } from './rules.ts'
import { watchScenarios } from './scenarios.ts'
import { faultOf, type World } from './verdict.ts'

const siteId = 'sit_script'
const minuteMs = 60_000

/** Local date and time of a script's start, as an instant. */
export function startOf({ start, timeZone = 'Europe/Paris' }: Pick<Script, 'start' | 'timeZone'>): number {
  const [date, time = '00:00'] = start.split('T')
  const [hours, minutes] = time.split(':').map(Number)
  return instantOf(timeZone, dayOf(date!), hours! * 60 + minutes!, 'first')
}

export const endOf = (script: Script, begin = startOf(script)): number =>
  begin + Math.max(...script.steps.map(({ minute }) => minute)) * minuteMs

export interface PlayedScript {
  /** What was expected and did not come, in words. */
  faults: string[]
  /** All that was observed and computed; `asset` null: of the site. Outputs stand at the start of their period, which may still run. */
  series: { asset: string | null; property: ObservedPropertyId; points: readonly Point[] }[]
  episodes: { rule: string; asset: string; episodes: readonly Episode[] }[]
}

/** Plays a script in memory: real frames, bindings, rules, scenarios and indicators, in the script's time, or from another start. */
export function playScript(useCase: UseCase, script: Script, begin = startOf(script)): PlayedScript {
  const { timeZone = 'Europe/Paris' } = script
  const links = linksOf(script, useCase.assetTypes)
  const series = new Map<string, Point[]>()
  const keyOf = (subject: string, property: string) => `${subject}|${property}`
  const assets = new Map(
    Object.entries(script.assets).map(([key, { type, attributes = {}, position }]): [string, Subject] => [
      key,
      {
        id: key,
        name: key,
        type,
        attributes: attributesWithDefaults(useCase.assetTypes[type]?.attributes ?? {}, attributes),
        position: position ? [...position] : null,
      },
    ]),
  )
  const site: Subject = { id: siteId, name: 'Script', type: 'territory', attributes: {}, position: null }
  const places = {
    assets,
    site,
    points: (subject: string, property: ObservedPropertyId) => series.get(keyOf(subject, property)) ?? [],
  }
  const intervals = new Map(
    Object.values(script.devices).map((device) => [
      device.asset,
      'model' in device ? deviceModel(device.model)?.expectedIntervalMs : undefined,
    ]),
  )
  const rules = watchRules(useCase.rules ?? {}, new Map(Object.entries(script.assets)), (key) =>
    ruleContext(script.assets[key]!, assets.get(key)!.attributes, intervals.get(key), timeZone),
  )
  const scenarios = watchScenarios(useCase.scenarios ?? {}, {
    assets,
    timeZone,
    begin,
    inputs: inputsOf,
    hasOpenAlert: (asset) =>
      rules.some((rule) => rule.asset === asset && rule.episodes().at(-1)?.clearedAt === null),
  })
  const indicators = inOrder(
    Object.values(useCase.indicators ?? {}).map((definition) => ({
      definition,
      next: definition.every === 'change' ? null : periodAt(definition.every, timeZone, begin),
    })),
  )

  function inputsOf(asset: string): RuleInput[] {
    const own = [...series].filter(([key]) => key.startsWith(`${asset}|`))
    return own
      .flatMap(([key, points]) =>
        points.map(
          ({ at, value }): RuleInput => ({
            type: 'observation',
            property: key.slice(asset.length + 1),
            value,
            quality: 'ok',
            at,
          }),
        ),
      )
      .sort((a, b) => a.at - b.at)
  }

  function put(subject: string, property: ObservedPropertyId, point: Point | null, at: number) {
    const points = series.get(keyOf(subject, property)) ?? []
    series.set(keyOf(subject, property), points)
    const index = points.findIndex((known) => known.at >= at)
    const same = index >= 0 && points[index]!.at === at
    if (point) points.splice(index < 0 ? points.length : index, same ? 1 : 0, point)
    else if (same) points.splice(index, 1)
  }

  function tell(asset: string, property: string, { at, value }: Point, now: number) {
    for (const rule of rules)
      if (rule.asset === asset)
        rule.hear({ type: 'observation', property, value, quality: 'ok', at }, Math.max(0, now - at))
    scenarios.hear(asset, { type: 'observation', property, value, quality: 'ok', at })
  }

  function compute(definition: IndicatorDefinition, subject: Subject, period: Period, now: number | null) {
    const outputs = computeOne(definition, subject, period, places, timeZone)
    for (const property of definition.computes) {
      const value = outputs[property] ?? null
      const point = value === null ? null : { at: period.from, value }
      put(subject.id, property, point, period.from)
      if (point && now !== null) tell(subject.id, property, point, now)
    }
  }

  const subjectsOf = ({ of }: IndicatorDefinition): Subject[] =>
    'site' in of
      ? of.site.includes('territory')
        ? [site]
        : []
      : [...assets.values()].filter(({ type }) => type === of.assetType)

  /** Clocks of rules and ends of periods up to an instant, in order. */
  function advance(until: number) {
    for (;;) {
      const due = rules.flatMap((rule) => {
        const at = rule.deadline()
        return at !== null && at <= until ? [{ at, run: () => rule.tick(at) }] : []
      })
      const ended = indicators.flatMap((one) => {
        const { definition, next } = one
        if (!next || next.to > until) return []
        const run = () => {
          for (const subject of subjectsOf(definition)) compute(definition, subject, next, next.to)
          one.next = periodAt(
            definition.every as Exclude<typeof definition.every, 'change'>,
            timeZone,
            next.to,
          )
        }
        return [{ at: next.to, run }]
      })
      const waited = scenarios.deadline()
      const woken =
        waited !== null && waited <= until ? [{ at: waited, run: () => scenarios.tick(waited) }] : []
      const [first] = [...due, ...ended, ...woken].sort((a, b) => a.at - b.at)
      if (!first) return
      first.run()
    }
  }

  function uplink(device: string, values: Readonly<Record<string, number>>, at: number) {
    const plan = script.devices[device]
    if (!plan) throw new Error(`the script has no device ${device}`)
    const own = links.filter((link) => link.device === device)
    const seen = observationsOf(plan, own, values, at)
    const changed = new Map<number, Set<string>>()
    for (const { asset, property, at: own, value, good } of seen) {
      if (!good) continue
      put(asset, property, { at: own, value }, own)
      tell(asset, property, { at: own, value }, at)
      changed.set(own, (changed.get(own) ?? new Set()).add(keyOf(asset, property)))
    }
    for (const [own, keys] of [...changed].sort(([a], [b]) => a - b))
      for (const { definition } of indicators)
        if (definition.every === 'change')
          for (const subject of subjectsOf(definition))
            if (touches(definition, subject, keys)) {
              compute(definition, subject, { from: own, to: own + 1 }, at)
              for (const property of definition.computes) keys.add(keyOf(subject.id, property))
            }
  }

  const touches = (definition: IndicatorDefinition, subject: Subject, keys: ReadonlySet<string>) =>
    Object.values(definition.inputs).some(({ property, from }) =>
      from
        ? [...assets.values()].some(
            (asset) =>
              (subject.id === siteId ? asset.type === from.assetType : readsFrom(subject, from, asset)) &&
              keys.has(keyOf(asset.id, property)),
          )
        : keys.has(keyOf(subject.id, property)),
    )

  const world: World = {
    newest: (subject, property) => places.points(subject ?? siteId, property).at(-1)?.value ?? null,
    commands: (asset, kind) => scenarios.commands.filter((one) => one.asset === asset && one.kind === kind),
    episodes: (asset, key) =>
      rules.find((rule) => rule.asset === asset && rule.key === key)?.episodes() ?? null,
  }
  const faults: string[] = []
  for (const step of [...script.steps].sort(
    (a, b) => a.minute - b.minute || Number(isUplink(b)) - Number(isUplink(a)),
  )) {
    const at = begin + step.minute * minuteMs
    advance(at)
    if (isUplink(step)) uplink(step.device, step.values, at)
    else check(step, at)
  }
  return {
    faults,
    series: [...series].flatMap(([key, points]) => seriesOf(key, points)),
    episodes: rules.map(({ key, asset, episodes }) => ({ rule: key, asset, episodes: episodes() })),
  }

  function seriesOf(key: string, points: Point[]) {
    const [subject, property] = key.split('|') as [string, ObservedPropertyId]
    return points.length > 0 ? [{ asset: subject === siteId ? null : subject, property, points }] : []
  }

  function check({ minute, expect }: ScriptStep, at: number) {
    // Periods that still run show what is known so far.
    for (const { definition, next } of indicators)
      if (next && next.from < at)
        for (const subject of subjectsOf(definition)) compute(definition, subject, next, null)
    const fault = faultOf(expect, world)
    if (fault) faults.push(`minute ${minute}: ${fault}`)
  }
}
