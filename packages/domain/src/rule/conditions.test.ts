import { expect, test } from 'vitest'
import type { ConditionDraft } from './condition.ts'
import { compile } from './step.ts'
import { day, hour, minute, play, ruleOf, seen, t0, tick } from './testing.ts'

const run = (condition: ConditionDraft, inputs: Parameters<typeof play>[1]) =>
  play(compile(ruleOf({ condition })), inputs).summary

test('repetition: three noise bursts within an hour, and it clears when they are old', () => {
  const condition = {
    kind: 'repetition',
    property: 'sound.laeq',
    is: 'above',
    value: 85,
    count: 3,
    windowMs: hour,
  } as const
  const bursts = [0, 20, 50].map((m) => seen('sound.laeq', t0 + m * minute, 90))
  const quiet = [10, 30].map((m) => seen('sound.laeq', t0 + m * minute, 40))
  expect(run(condition, [...bursts, ...quiet, tick(t0 + 3 * hour)])).toMatchObject([
    { openedAt: t0 + 50 * minute, clearedAt: t0 + hour + 1 },
  ])
  expect(
    run(
      condition,
      [0, 20, 80].map((m) => seen('sound.laeq', t0 + m * minute, 90)),
    ),
  ).toEqual([])
})

test('rate per hour: a river that rises by 0.3 m/h', () => {
  const condition = {
    kind: 'rate',
    property: 'water.level',
    is: 'rises',
    raise: 0.3,
    clear: 0.1,
    windowMs: hour,
  } as const
  const level = (m: number) => (m < 120 ? 1 : m < 240 ? 1 + ((m - 120) / 60) * 0.4 : 1.8)
  const inputs = Array.from({ length: 40 }, (_, i) =>
    seen('water.level', t0 + i * 10 * minute, level(i * 10)),
  )
  const [alert, ...more] = run(condition, inputs)
  expect(more).toEqual([])
  expect(alert!.openedAt).toBe(t0 + 170 * minute)
  expect(alert!.clearedAt).toBe(t0 + 290 * minute)
})

test('rate within a window: a fire is +10 K in 10 minutes, seen at once', () => {
  const condition = {
    kind: 'rate',
    property: 'air.temperature',
    is: 'rises',
    per: 'window',
    raise: 10,
    windowMs: 10 * minute,
  } as const
  const values = [20, 21, 20, 24, 33, 40, 41, 41, 41].map((value, i) =>
    seen('air.temperature', t0 + i * 4 * minute, value),
  )
  expect(run(condition, values)).toMatchObject([{ openedAt: t0 + 16 * minute, clearedAt: t0 + 24 * minute }])
})

test('difference to another property: two counters that disagree', () => {
  const condition = {
    kind: 'difference',
    property: 'people.in.total',
    reference: { kind: 'property', property: 'people.out.total' },
    is: 'apart',
    as: 'percent',
    raise: 20,
    clear: 10,
  } as const
  expect(
    run(condition, [
      seen('people.in.total', t0, 130),
      seen('people.out.total', t0 + 1, 100),
      seen('people.out.total', t0 + 2, 112),
      seen('people.out.total', t0 + 3, 125),
    ]),
  ).toMatchObject([{ openedAt: t0 + 1, clearedAt: t0 + 3 }])
})

test('difference to the usual: the median of the same local hour of the weeks before, across a change of clocks', () => {
  const condition = {
    kind: 'difference',
    property: 'leak.level',
    reference: { kind: 'usual', weeks: 4 },
    is: 'above',
    raise: 10,
    clear: 5,
  } as const
  // Wednesdays 03:00 in Paris: 02:00 UTC in winter, 01:00 UTC after 29 March 2026.
  const nights = [
    '2026-03-04T02',
    '2026-03-11T02',
    '2026-03-18T02',
    '2026-03-25T02',
    '2026-04-01T01',
    '2026-04-08T01',
    '2026-04-15T01',
  ]
  const levels = [20, 21, 60, 19, 31, 21, 20]
  const inputs = nights.map((night, i) => seen('leak.level', Date.parse(`${night}:00:00Z`), levels[i]!))
  const found = run(condition, inputs)
  expect(found.map(({ openedAt, clearedAt }) => [openedAt, clearedAt])).toEqual([
    [inputs[2]!.at, inputs[3]!.at],
    [inputs[4]!.at, inputs[5]!.at],
  ])
})

test('silence: three intervals without a frame; one or two lost frames are no silence', () => {
  const condition = { kind: 'silence', intervals: 3, expectedIntervalMs: 15 * minute } as const
  const heard = [0, 15, 60, 75].map((m) => seen('air.co2', t0 + m * minute, 600))
  expect(run(condition, [...heard, tick(t0 + 120 * minute)])).toEqual([])
  expect(run(condition, [...heard, tick(t0 + 5 * hour), seen('battery', t0 + 6 * hour, 3)])).toEqual([
    {
      openedAt: t0 + 120 * minute + 1,
      severity: 'minor',
      clearedAt: t0 + 6 * hour,
      reason: 'condition',
    },
  ])
})

test('silence: a refused value proves life, an unavailable one does not', () => {
  const stepper = compile(ruleOf({ condition: { kind: 'silence', expectedIntervalMs: 10 * minute } }))
  const state = stepper.start({ heardAt: t0 })
  expect(stepper.deadlineOf(state)).toEqual(new Date(t0 + 30 * minute + 1))
  stepper.apply(state, [seen('air.co2', t0 + 20 * minute, null)])
  expect(stepper.deadlineOf(state)).toEqual(new Date(t0 + 30 * minute + 1))
  stepper.apply(state, [
    { type: 'observation', property: 'air.co2', value: 1e9, quality: 'outOfRange', at: t0 + 20 * minute },
  ])
  expect(stepper.deadlineOf(state)).toEqual(new Date(t0 + 50 * minute + 1))
})

test('silence: the expected interval of the device comes with the step; without it nothing is known', () => {
  const stepper = compile(ruleOf({ condition: { kind: 'silence', intervals: 2 } }))
  const state = stepper.start()
  stepper.apply(state, [seen('a', t0, 1)])
  expect(stepper.deadlineOf(state)).toBeNull()
  expect(stepper.deadlineOf(state, { expectedIntervalMs: hour })).toEqual(new Date(t0 + 2 * hour + 1))
})

test('a polygon with a hole: outside the town, or in the hole, is outside', () => {
  const square = (low: number, high: number): [number, number][] => [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
    [low, low],
  ]
  const rule = ruleOf({
    condition: { kind: 'place', is: 'outside', polygon: [square(0, 10), square(4, 6)] },
  })
  const stepper = compile(rule)
  const at = (x: number, y: number, time: number) =>
    ({ type: 'position', position: [x, y], at: time }) as const
  const { summary } = play(stepper, [at(1, 1, t0), at(5, 5, t0 + 1), at(9, 9, t0 + 2), at(11, 9, t0 + 3)])
  expect(summary).toMatchObject([
    { openedAt: t0 + 1, clearedAt: t0 + 2 },
    { openedAt: t0 + 3, clearedAt: null },
  ])
})

test('all waits for what it does not know; any does not; not turns the confirmed verdict', () => {
  const a = { kind: 'threshold', property: 'a', is: 'above', raise: 1 } as const
  const b = { ...a, property: 'b' }
  expect(run({ kind: 'all', of: [a, b] }, [seen('a', t0, 2)])).toEqual([])
  expect(run({ kind: 'any', of: [a, b] }, [seen('a', t0, 2)])).toHaveLength(1)
  expect(run({ kind: 'not', of: a }, [seen('b', t0, 2)])).toEqual([])
  expect(
    run({ kind: 'all', of: [a, { kind: 'not', of: b }] }, [seen('b', t0, 0), seen('a', t0, 2)]),
  ).toHaveLength(1)
})

test('any is over when what made it true is, whatever has never been known', () => {
  const a = { kind: 'threshold', property: 'a', is: 'above', raise: 1 } as const
  const any = ruleOf({ condition: { kind: 'any', of: [a, { ...a, property: 'b' }] } })
  const { summary } = play(compile(any), [seen('a', t0, 2), seen('a', t0 + 1, 0), seen('a', t0 + 2, 2)])
  expect(summary).toMatchObject([
    { openedAt: t0, clearedAt: t0 + 1 },
    { openedAt: t0 + 2, clearedAt: null },
  ])
})

test('what one frame carries is judged together: no alert between its two values', () => {
  const stepper = compile(
    ruleOf({
      condition: {
        kind: 'all',
        of: [
          { kind: 'threshold', property: 'a', is: 'above', raise: 1 },
          { kind: 'threshold', property: 'b', is: 'below', raise: 1 },
        ],
      },
    }),
  )
  const state = stepper.start()
  stepper.apply(state, [seen('a', t0, 0), seen('b', t0, 0)])
  expect(stepper.apply(state, [seen('a', t0 + hour, 2), seen('b', t0 + hour, 2)])).toEqual([])
})

test('three nights in a row, and two to close: a missing night changes nothing', () => {
  const condition: ConditionDraft = {
    kind: 'all',
    raiseAfterCount: 3,
    clearAfterCount: 2,
    of: [
      { kind: 'threshold', property: 'leak.level', is: 'above', raise: 30 },
      { kind: 'threshold', property: 'leak.spread', is: 'below', raise: 6 },
    ],
  }
  const night = (n: number, level: number) => [
    seen('leak.level', t0 + n * day, level),
    seen('leak.spread', t0 + n * day, 4),
  ]
  const inputs = [
    night(0, 40),
    night(1, 41),
    night(3, 39),
    night(4, 10),
    night(5, 40),
    night(6, 9),
    night(8, 9),
  ]
  const { summary } = play(compile(ruleOf({ condition })), inputs.flat())
  expect(summary).toMatchObject([{ openedAt: t0 + 3 * day, clearedAt: t0 + 8 * day }])
})

test('CEL: values, attributes, age and the local hour', () => {
  const cel = 'air_co2 > asset.limit && age_air_temperature < 3600 && now.getHours("Europe/Paris") < 18'
  const stepper = compile(ruleOf({ condition: { kind: 'expression', cel } }))
  const state = stepper.start()
  const context = { attributes: { limit: 1000 } }
  const at = Date.parse('2026-01-05T14:00:00Z')
  expect(stepper.apply(state, [seen('air.co2', at, 1500)], context)).toEqual([])
  expect(stepper.apply(state, [seen('air.temperature', at + 1, 20)], context)).toMatchObject([
    { type: 'opened', at: at + 1 },
  ])
  // An hour later the temperature is too old: found at the next five-minute mark, whenever the tick comes.
  expect(stepper.apply(state, [tick(at + 5 * hour)], context)).toMatchObject([
    { type: 'cleared', at: at + hour + 5 * minute },
  ])
  const blind = stepper.start()
  expect(stepper.apply(blind, [seen('air.co2', at, 1500), seen('air.temperature', at, 20)])).toEqual([])
})

test('an expression that only reads the clock begins with the first observation, not with 1970', () => {
  const rule = ruleOf({
    condition: {
      kind: 'all',
      of: [
        { kind: 'threshold', property: 'water.flow', is: 'below', raise: 0 },
        { kind: 'expression', cel: 'now.getHours("Europe/Paris") >= 14' },
      ],
    },
  })
  const stepper = compile(rule)
  const state = stepper.start()
  expect(stepper.apply(state, [seen('water.flow', t0, 0)])).toEqual([])
  expect(stepper.apply(state, [tick(t0 + 2 * hour)]).map(({ type }) => type)).toEqual(['opened'])
})
