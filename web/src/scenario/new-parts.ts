import {
  type CommandKindId,
  isObservedProperty,
  type Moment,
  observedProperties,
  Scenario,
  ScenarioCondition,
  ScenarioStep,
  Trigger,
} from '@trame/domain'
import type { Writing } from './writing.ts'

/** What a menu adds: complete and plausible, to be changed in the sentence. */
export const triggerKinds = [
  'property',
  'alert',
  'calendar',
  'sun',
  'button',
  'citizen',
  'mode',
  'manual',
] as const satisfies readonly Trigger['kind'][]
export const conditionKinds = ['observed', 'hours', 'sun', 'mode', 'alert'] as const
export const stepKinds = [
  'command',
  'wait',
  'waitFor',
  'choose',
  'message',
  'notification',
  'sign',
  'mode',
  'stop',
] as const satisfies readonly ScenarioStep['kind'][]
/** Commands that a scenario may give, and whose parameters can be written here. */
export const writableCommands = [
  'light.dim',
  'light.resume',
  'valve.set',
  'relay.set',
  'heating.setpoint',
  'vent.move',
  'irrigation.dose',
] as const satisfies readonly CommandKindId[]

const minute = 60_000

/** The middle of a property's range, rounded: a limit to begin with. */
export function someLimit(property: string): number {
  if (!isObservedProperty(property)) return 1
  const { states, range } = observedProperties[property]
  if (states) return 1
  const [low, high] = range
  return property === 'air.co2'
    ? 1000
    : Math.min(high, Math.max(low, high > 1000 ? 100 : Math.round(high / 2)))
}

export function newTrigger(kind: Trigger['kind'], property: string, assetType: string | undefined): Trigger {
  const scope = { scope: assetType ? { assetTypes: [assetType] } : {} }
  switch (kind) {
    case 'property':
      return Trigger.parse({
        kind,
        ...scope,
        condition: { kind: 'threshold', property, is: 'above', raise: someLimit(property) },
      })
    case 'alert':
    case 'button':
      return Trigger.parse({ kind, ...scope })
    case 'calendar':
      return Trigger.parse({ kind, at: '22:00' })
    case 'sun':
      return Trigger.parse({ kind, is: 'sunset' })
    case 'citizen':
      return Trigger.parse({ kind, action: 'moreLight' })
    case 'mode':
      return Trigger.parse({ kind, becomes: 'crisis' })
    default:
      return { kind: 'manual' }
  }
}

/** What a condition or step begins with: the measure and type that the scenario is about, and whether a run has a subject. */
export type Near = Pick<Writing, 'property' | 'assetType' | 'hasSubject'>

const meant = ({ hasSubject, assetType }: Near) =>
  hasSubject
    ? { select: 'subject' as const }
    : { select: 'scope' as const, scope: { assetTypes: [assetType ?? 'streetLamp'] } }

/** The condition as another kind: a single one becomes the first of a group, and a group its first. */
export function asConditionKind(condition: ScenarioCondition, kind: string, near: Near): ScenarioCondition {
  if (kind === condition.kind) return condition
  const group = condition.kind === 'all' || condition.kind === 'any'
  if (kind === 'all' || kind === 'any') return { kind, of: group ? condition.of : [condition] }
  if (group && condition.of[0]?.kind === kind) return condition.of[0]
  const chosen = conditionKinds.find((one) => one === kind)
  return chosen ? newCondition(chosen, near) : condition
}

export function newCondition(kind: (typeof conditionKinds)[number], near: Near): ScenarioCondition {
  const of = meant(near)
  const { property } = near
  switch (kind) {
    case 'observed':
      return ScenarioCondition.parse({
        kind,
        of,
        condition: { kind: 'threshold', property, is: 'above', raise: someLimit(property) },
      })
    case 'hours':
      return ScenarioCondition.parse({
        kind,
        hours: { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }] },
      })
    case 'sun':
      return { kind, is: 'down' }
    case 'mode':
      return { kind, is: ['normal'] }
    case 'alert':
      return ScenarioCondition.parse({ kind, of, is: 'none' })
  }
}

export const commandDefaults: Record<
  (typeof writableCommands)[number],
  { parameters: Record<string, unknown>; until?: Moment }
> = {
  'light.dim': { parameters: { level: 50 }, until: { kind: 'clock', at: '05:00' } },
  'light.resume': { parameters: {} },
  'valve.set': { parameters: { open: true, valve: 1, seconds: 600 } },
  'relay.set': { parameters: { on: true } },
  'heating.setpoint': { parameters: { celsius: 19 } },
  'vent.move': { parameters: { percent: 100 } },
  'irrigation.dose': { parameters: { litres: 100 } },
}

export function newStep(
  kind: ScenarioStep['kind'],
  near: Near & { text: string; groupId: string },
): ScenarioStep {
  const to = meant(near)
  switch (kind) {
    case 'command':
      return ScenarioStep.parse({ kind, to, command: 'light.dim', ...commandDefaults['light.dim'] })
    case 'sign':
      return ScenarioStep.parse({
        kind,
        to: { select: 'scope', scope: { assetTypes: ['carPark'] } },
        text: 'COMPLET',
      })
    case 'wait':
      return { kind, until: { kind: 'after', ms: 5 * minute } }
    case 'waitFor':
      return ScenarioStep.parse({
        kind,
        condition: newCondition('observed', near),
        timeoutMs: 30 * minute,
      })
    case 'message':
      return { kind, groupId: near.groupId, text: { fr: near.text } }
    case 'notification':
      return { kind, text: { fr: near.text } }
    case 'mode':
      return { kind, mode: 'event' }
    case 'choose':
      return ScenarioStep.parse({
        kind,
        of: [{ if: { kind: 'mode', is: ['crisis'] }, steps: [{ kind: 'stop' }] }],
      })
    default:
      return { kind: 'stop' }
  }
}

export const newScenario = (name: string, assetType: string | undefined): Scenario =>
  Scenario.parse({
    id: 'scn_new',
    version: 1,
    name,
    triggers: [{ kind: 'calendar', at: '22:00' }],
    steps: [
      newStep('command', { property: 'light.level', assetType, hasSubject: false, text: '', groupId: '' }),
    ],
  })

/** What differs is the definition, not its number. */
export const sameScenario = (a: Scenario, b: Scenario) =>
  JSON.stringify({ ...a, version: 0, id: '' }) === JSON.stringify({ ...b, version: 0, id: '' })

/** Something gives its runs an asset that they are about. */
export const hasSubject = ({ forEach, triggers }: Scenario) =>
  forEach !== undefined ||
  triggers.some(({ kind }) => kind === 'property' || kind === 'alert' || kind === 'button')
