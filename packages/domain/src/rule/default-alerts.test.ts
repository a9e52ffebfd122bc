import { describe, expect, test } from 'vitest'
import { checkRule } from './check-rule.ts'
import { dryRun } from './dry-run.ts'
import type { RuleDraft } from './rule.ts'
import type { RuleContext, RuleInput } from './state.ts'
import { day, hour, minute, ruleOf, seen } from './testing.ts'

// Every default alert of the use cases must be sayable. This is the proof, not the rules that ship.
type Draft = Pick<RuleDraft, 'condition' | 'steps' | 'activeHours'>
interface Case {
  name: string
  rule: Draft
  /** Property and values, one an hour from Monday 5 January 2026, 13:00 in Paris. */
  raises: Record<string, number[]>
  context?: RuleContext
}

const above = (property: string, raise: number, more: object = {}) =>
  ({ kind: 'threshold', property, is: 'above', raise, ...more }) as const
const below = (property: string, raise: number, more: object = {}) =>
  ({ kind: 'threshold', property, is: 'below', raise, ...more }) as const
const is = (property: string, raise: number, more: object = {}) =>
  ({ kind: 'threshold', property, is: 'equals', raise, ...more }) as const
const rises = (property: string, raise: number, windowMs: number) =>
  ({ kind: 'rate', property, is: 'rises', raise, windowMs }) as const
const from = (start: string, to: string) => ({
  weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: start, to }],
})
const t0 = Date.UTC(2026, 0, 5, 12)
const count = (n: number, value: number) => Array.from({ length: n }, () => value)

const cases: Case[] = [
  {
    name: 'lamp out at night',
    rule: {
      condition: below('power.active', 5, { raiseAfterMs: 30 * minute }),
      activeHours: from('18:00', '06:00'),
    },
    raises: { 'power.active': count(12, 0) },
  },
  {
    name: 'lamp burning by day',
    rule: { condition: is('light.on', 1, { raiseAfterMs: hour }), activeHours: from('10:00', '16:00') },
    raises: { 'light.on': count(4, 1) },
  },
  {
    name: 'power drift',
    rule: {
      condition: {
        kind: 'difference',
        property: 'power.active',
        reference: { kind: 'usual', weeks: 2 },
        is: 'apart',
        as: 'percent',
        raise: 20,
        raiseAfterCount: 3,
      },
    },
    raises: { 'power.active': [...count(14 * 24, 100), ...count(4, 130)] },
  },
  {
    name: 'bin 80 % full',
    rule: { condition: above('bin.fill', 80, { clear: 70, raiseAfterCount: 2, clearAfterCount: 2 }) },
    raises: { 'bin.fill': [79, 81, 82] },
  },
  {
    name: 'overflow before the next round: an indicator of the use case',
    rule: { condition: below('bin.hoursToFull', 24) },
    raises: { 'bin.hoursToFull': [60, 20] },
  },
  {
    name: 'fire or tilt',
    rule: {
      condition: {
        kind: 'any',
        of: [
          above('air.temperature', 60),
          {
            kind: 'rate',
            property: 'air.temperature',
            is: 'rises',
            per: 'window',
            raise: 10,
            windowMs: 10 * minute,
          },
          is('bin.tilted', 1),
        ],
      },
    },
    raises: { 'bin.tilted': [0, 1] },
  },
  {
    name: 'running out of hours',
    rule: {
      condition: above('power.active', 2000, { raiseAfterMs: 30 * minute }),
      activeHours: from('20:00', '06:00'),
    },
    raises: { 'power.active': count(10, 3000) },
  },
  {
    name: 'continuous water flow: at least 1 L in each of 24 hours',
    rule: { condition: above('water.volume.increment', 0.001, { raiseAfterCount: 24 }) },
    raises: { 'water.volume.increment': count(24, 0.002) },
  },
  {
    name: 'frost risk, comfort miss',
    rule: {
      condition: below('air.temperature', 17, { clear: 18 }),
      steps: [{ severity: 'critical', raise: 5 }],
    },
    raises: { 'air.temperature': [19, 4] },
  },
  {
    name: 'production loss, injection limit',
    rule: {
      condition: {
        kind: 'any',
        of: [
          {
            kind: 'difference',
            property: 'power.active',
            reference: { kind: 'usual', weeks: 1 },
            is: 'below',
            as: 'percent',
            raise: 40,
          },
          above('power.active', 100_000),
        ],
      },
    },
    raises: { 'power.active': [...count(7 * 24, 1000), 500] },
  },
  {
    name: 'dry root zone',
    rule: { condition: above('soil.waterTension', 60, { clear: 40, raiseAfterMs: 2 * hour }) },
    raises: { 'soil.waterTension': count(4, 80) },
  },
  {
    name: 'valve stuck: closed, and water runs',
    rule: {
      condition: { kind: 'all', raiseAfterCount: 2, of: [is('valve.open', 0), above('water.flow', 0.1)] },
    },
    raises: { 'valve.open': [0, 0, 0], 'water.flow': [1, 1, 1] },
  },
  {
    name: 'leak suspected: loud and narrow, three nights',
    rule: {
      condition: { kind: 'all', raiseAfterCount: 3, of: [above('leak.level', 30), below('leak.spread', 6)] },
    },
    raises: { 'leak.level': [35, 36, 37], 'leak.spread': [3, 3, 3] },
  },
  {
    name: 'burst',
    rule: { condition: rises('water.flow', 20, hour) },
    raises: { 'water.flow': [10, 12, 60] },
  },
  {
    name: 'button pressed',
    rule: { condition: is('button.pressed', 1) },
    raises: { 'button.pressed': [0, 1] },
  },
  {
    name: 'dumping seen: an event counted by the camera',
    rule: {
      condition: {
        kind: 'repetition',
        property: 'input.active',
        is: 'equals',
        value: 1,
        count: 2,
        windowMs: day,
      },
    },
    raises: { 'input.active': [1, 1] },
  },
  {
    name: 'river yellow, orange, red, each gauge with its own levels',
    rule: {
      condition: above('water.level', 0, { raise: { attribute: 'yellow' } }),
      steps: [
        { severity: 'critical', raise: { attribute: 'red' } },
        { severity: 'major', raise: { attribute: 'orange' } },
      ],
    },
    raises: { 'water.level': [1, 2.5, 3.5] },
    context: { attributes: { yellow: 2, orange: 3, red: 4 } },
  },
  {
    name: 'sensor silent in a storm',
    rule: {
      condition: {
        kind: 'all',
        of: [
          { kind: 'silence', property: 'water.level', expectedIntervalMs: hour },
          above('rain.intensity', 10),
        ],
      },
    },
    raises: { 'water.level': [1], 'rain.intensity': count(6, 20) },
  },
  {
    name: 'noise at night, burst of events',
    rule: {
      condition: {
        kind: 'repetition',
        property: 'sound.laeq',
        is: 'above',
        value: 65,
        count: 3,
        windowMs: 3 * hour,
      },
      activeHours: from('22:00', '06:00'),
    },
    raises: { 'sound.laeq': count(14, 70) },
  },
  {
    name: 'ventilate now',
    rule: {
      condition: above('air.co2', 800, { clear: 750, raiseAfterCount: 2 }),
      steps: [{ severity: 'major', raise: 1500, clear: 1450 }],
    },
    raises: { 'air.co2': [700, 900, 1600] },
  },
  {
    name: 'vent left open in winter',
    rule: {
      condition: {
        kind: 'all',
        of: [is('window.open', 1, { raiseAfterMs: 30 * minute }), below('air.temperature', 15)],
      },
    },
    raises: { 'window.open': [1, 1], 'air.temperature': [12, 12] },
  },
  {
    name: 'pollution episode',
    rule: {
      condition: above('air.pm10', 50, { raiseAfterMs: 6 * hour }),
      steps: [{ severity: 'major', raise: 80 }],
    },
    raises: { 'air.pm10': count(8, 60) },
  },
  {
    name: 'heat wave',
    rule: { condition: above('air.temperature', 35, { clear: 32, clearAfterMs: 12 * hour }) },
    raises: { 'air.temperature': [34, 36] },
  },
  {
    name: 'abnormal jam',
    rule: { condition: below('traffic.speed', 10, { raiseAfterMs: hour }) },
    raises: { 'traffic.speed': [5, 5, 5] },
  },
  {
    name: 'counters that disagree',
    rule: {
      condition: {
        kind: 'difference',
        property: 'people.in',
        reference: { kind: 'property', property: 'people.out' },
        is: 'apart',
        as: 'percent',
        raise: 25,
      },
    },
    raises: { 'people.in': [130], 'people.out': [100] },
  },
  {
    name: 'overstay',
    rule: { condition: is('parking.occupied', 1, { raiseAfterMs: 2 * hour }) },
    raises: { 'parking.occupied': count(3, 1) },
  },
  {
    name: 'lock forced, or held too long',
    rule: {
      condition: { kind: 'any', of: [is('device.tamper', 1), is('lock.state', 1, { raiseAfterMs: day })] },
    },
    raises: { 'lock.state': count(26, 1) },
  },
  {
    name: 'charger out of order',
    rule: { condition: is('device.fault', 1, { raiseAfterMs: 10 * minute }) },
    raises: { 'device.fault': [1, 1] },
  },
]

/** Computed by the use cases, not observed. */
const indicators = new Set(['bin.hoursToFull'])

describe.each(cases)('$name', ({ rule: draft, raises, context }) => {
  const rule = ruleOf(draft)
  const inputs: RuleInput[] = Object.entries(raises)
    .flatMap(([property, values]) => values.map((value, i) => seen(property, t0 + i * hour, value)))
    .sort((a, b) => a.at - b.at)

  test('is a rule without faults that raises one alert on what it is about', () => {
    expect(checkRule(rule, indicators)).toEqual([])
    const alerts = [...dryRun(rule, [{ assetId: 'ast_1', inputs, ...(context && { context }) }])]
    expect(alerts).toHaveLength(1)
  })
})

test('a rule with faults says where they are', () => {
  const rule = ruleOf({
    condition: {
      kind: 'all',
      of: [
        { kind: 'threshold', property: 'air.co3', is: 'above', raise: 1 },
        { kind: 'not', of: { kind: 'threshold', property: 'bin.fill', is: 'above', raise: 180, clear: 190 } },
        { kind: 'expression', cel: 'air_co2 > "a"' },
      ],
    },
  })
  expect(checkRule(rule).map(({ path, code }) => [path, code])).toEqual([
    ['condition.of.0.property', 'unknownProperty'],
    ['condition.of.1.of.clear', 'clearBeyondRaise'],
    ['condition.of.1.of.raise', 'outOfRange'],
    ['condition.of.2.cel', 'expression'],
  ])
})

test('the schema refuses what cannot be meant', () => {
  const threshold = { kind: 'threshold', property: 'a', is: 'above', raise: 1 } as const
  const silence = { kind: 'silence' } as const
  expect(() => ruleOf({ condition: threshold, timeZone: 'Europe/Lutece' })).toThrow('time zone')
  expect(() => ruleOf({ condition: threshold, steps: [{ severity: 'major' }] })).toThrow('a step needs')
  expect(() => ruleOf({ condition: silence, steps: [{ severity: 'major', raise: 3 }] })).toThrow(
    'compares nothing',
  )
  expect(() =>
    ruleOf({ condition: threshold, severity: 'minor', steps: [{ severity: 'minor', raise: 3 }] }),
  ).toThrow('once')
  let deep: object = threshold
  for (let i = 0; i < 10; i++) deep = { kind: 'not', of: deep }
  expect(() => ruleOf({ condition: deep as typeof threshold })).toThrow('nested')
})
