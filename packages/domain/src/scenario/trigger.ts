import { z } from 'zod'
import { CalendarDays, ClockTime, isCalendarDay, minutesOf } from '../calendar/active-hours.ts'
import { instantOf, localDay } from '../calendar/local-time.ts'
import { Severity } from '../resources/place.ts'
import { Condition, type ConditionDraft } from '../rule/condition.ts'
import { RuleScope } from '../rule/rule.ts'
import { type ScenarioPlace, SunOffset, sunAfter } from './moment.ts'
import { ModeName } from './selection.ts'

const days = CalendarDays.prefault({})

/**
 * What makes a scenario look. `property`: a condition starts or ends to hold for an asset, judged as by a rule: with delays,
 * hysteresis, and tolerance for disorder. Without a scope, the assets of the scenario's `forEach`.
 */
export const Trigger = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('property'),
    scope: RuleScope.optional(),
    condition: Condition,
    when: z.enum(['starts', 'ends']).default('starts'),
  }),
  z.object({
    kind: z.literal('alert'),
    scope: RuleScope.optional(),
    is: z.enum(['opened', 'cleared']).default('opened'),
    ruleIds: z.array(z.string()).max(50).optional(),
    severities: z.array(Severity).min(1).optional(),
  }),
  z.object({ kind: z.literal('calendar'), at: ClockTime, days }),
  z.object({ kind: z.literal('sun'), is: z.enum(['sunrise', 'sunset']), offsetMs: SunOffset, days }),
  /** A press: `event` 1 short, 2 long, 3 double (`button.event`); without it, any. */
  z.object({
    kind: z.literal('button'),
    scope: RuleScope.optional(),
    event: z.int().min(1).max(9).optional(),
  }),
  /** Something that citizens ask for, by its name: over the public pages, or an integrator's key. */
  z.object({
    kind: z.literal('citizen'),
    action: z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, 'a name in camelCase'),
  }),
  z.object({ kind: z.literal('mode'), becomes: ModeName }),
  /** Somebody presses "run now". */
  z.object({ kind: z.literal('manual') }),
])
export type Trigger = z.infer<typeof Trigger>
export type TriggerOf<K extends Trigger['kind']> = Extract<Trigger, { kind: K }>

/** What rules listen to on behalf of a trigger; null for one that no observation starts. */
export function watchedCondition(trigger: Trigger): ConditionDraft | null {
  if (trigger.kind === 'property') return trigger.condition
  if (trigger.kind !== 'button') return null
  const told = (property: string, values: number[]): ConditionDraft => ({
    kind: 'change',
    property,
    is: 'told',
    values,
  })
  if (trigger.event !== undefined) return told('button.event', [trigger.event])
  return {
    kind: 'any',
    of: [
      { kind: 'change', property: 'button.count', is: 'rises' },
      told('button.event', [1, 2, 3, 4]),
      told('button.pressed', [1]),
    ],
  }
}

/** Times at which a calendar or the sun fires: after `from`, up to `to`. */
export function firesBetween(trigger: Trigger, from: number, to: number, place: ScenarioPlace): number[] {
  const fires: number[] = []
  for (let at = nextFire(trigger, from, place); at !== null && at <= to; at = nextFire(trigger, at, place))
    fires.push(at)
  return fires
}

/** A year is as far as anybody looks: a calendar of exceptions alone may never fire again. */
const horizonDays = 370

export function nextFire(trigger: Trigger, from: number, place: ScenarioPlace): number | null {
  const { timeZone, position } = place
  if (trigger.kind === 'calendar') {
    const today = localDay(timeZone, from)
    for (let day = today; day <= today + horizonDays; day++) {
      if (!isCalendarDay(trigger.days, day)) continue
      const at = instantOf(timeZone, day, minutesOf(trigger.at), 'first')
      if (at > from) return at
    }
    return null
  }
  if (trigger.kind !== 'sun' || !position) return null
  let sun = from - trigger.offsetMs
  for (let tried = 0; tried <= horizonDays; tried++) {
    sun = sunAfter(trigger.is, position, sun)
    if (isCalendarDay(trigger.days, localDay(timeZone, sun))) return sun + trigger.offsetMs
  }
  return null
}
