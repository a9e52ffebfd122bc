import { expect, test } from 'vitest'
import { compile, deadlineOf, initialState, step } from './step.ts'
import { minute, play, ruleOf, seen, t0, tick } from './testing.ts'

const fill = (draft: object = {}) =>
  ruleOf({
    condition: { kind: 'threshold', property: 'bin.fill', is: 'above', raise: 80, clear: 70, ...draft },
  })

test('a bin twice at 80 % raises, twice under 70 % clears, and one 85 does nothing', () => {
  // domain-vectors.json, bin.hysteresis, on80-off70-n2
  const series = [55, 62, 71, 79.9, 80, 79, 80, 81, 83, 78, 72, 69.9, 70, 69, 68, 12, 14, 20, 85, 20, 80, 80]
  const stepper = compile(fill({ raiseAfterCount: 2, clearAfterCount: 2 }))
  const state = stepper.start()
  const told = series.flatMap((value, index) =>
    stepper
      .apply(state, [seen('bin.fill', t0 + index * 15 * minute, value)])
      .map((event) => [index, event.type === 'opened' ? 'RAISE' : event.type === 'cleared' ? 'CLEAR' : '?']),
  )
  expect(told).toEqual([
    [7, 'RAISE'],
    [14, 'CLEAR'],
    [21, 'RAISE'],
  ])
})

test('the first value at once, when no delay is asked', () => {
  const { summary } = play(compile(fill()), [seen('bin.fill', t0, 80), seen('bin.fill', t0 + 1, 69)])
  expect(summary).toEqual([{ openedAt: t0, severity: 'minor', clearedAt: t0 + 1, reason: 'condition' }])
})

test('a duration ends by a tick, at its own time and not at the tick’s', () => {
  const rule = fill({ raiseAfterMs: 10 * minute })
  const first = step(rule, initialState(rule), seen('bin.fill', t0, 90))
  expect(deadlineOf(first.state, rule)).toEqual(new Date(t0 + 10 * minute))
  expect(step(rule, first.state, tick(t0 + 10 * minute - 1)).events).toEqual([])
  const late = step(rule, first.state, tick(t0 + 25 * minute))
  expect(late.events).toMatchObject([{ type: 'opened', at: t0 + 10 * minute }])
  expect(deadlineOf(late.state, rule)).toBeNull()
})

test('unavailable, refused and missing values reset no clock', () => {
  const rule = fill({ raiseAfterMs: 10 * minute })
  const { summary } = play(compile(rule), [
    seen('bin.fill', t0, 90),
    seen('bin.fill', t0 + 2 * minute, null),
    seen('bin.fill', t0 + 3 * minute, Number.NaN),
    { type: 'observation', property: 'bin.fill', value: 0, quality: 'outOfRange', at: t0 + 4 * minute },
    seen('bin.fill', t0 + 12 * minute, 91),
  ])
  expect(summary).toMatchObject([{ openedAt: t0 + 10 * minute, clearedAt: null }])
})

test('one value under the limit resets the clock', () => {
  const rule = fill({ raiseAfterMs: 10 * minute })
  const { summary } = play(compile(rule), [
    seen('bin.fill', t0, 90),
    seen('bin.fill', t0 + 5 * minute, 79),
    seen('bin.fill', t0 + 6 * minute, 85),
    tick(t0 + 15 * minute),
  ])
  expect(summary).toEqual([])
})

test('a value at the very end of the duration has the last word', () => {
  const rule = fill({ raiseAfterMs: 10 * minute })
  const at = (value: number) => [seen('bin.fill', t0, 90), seen('bin.fill', t0 + 10 * minute, value)]
  expect(play(compile(rule), at(50)).summary).toEqual([])
  expect(play(compile(rule), at(90)).summary).toMatchObject([{ openedAt: t0 + 10 * minute }])
  const [first, last] = at(50)
  expect(play(compile(rule), [first!, tick(t0 + 10 * minute), last!]).summary).toEqual([])
})

test('raise and clear have delays of their own', () => {
  const rule = fill({ raiseAfterMs: minute, clearAfterMs: 60 * minute })
  const { summary } = play(compile(rule), [
    seen('bin.fill', t0, 90),
    seen('bin.fill', t0 + 10 * minute, 20),
    seen('bin.fill', t0 + 30 * minute, 75),
    seen('bin.fill', t0 + 40 * minute, 20),
    tick(t0 + 200 * minute),
  ])
  expect(summary).toMatchObject([{ openedAt: t0 + minute, clearedAt: t0 + 100 * minute }])
})

test('below is the mirror image', () => {
  const frost = ruleOf({
    condition: { kind: 'threshold', property: 'air.temperature', is: 'below', raise: 5, clear: 7 },
  })
  const { summary } = play(
    compile(frost),
    [5.1, 5, 6.9, 7, 7.1].map((value, i) => seen('air.temperature', t0 + i, value)),
  )
  expect(summary).toMatchObject([{ openedAt: t0 + 1, clearedAt: t0 + 4 }])
})

test('severity steps up and down within one episode', () => {
  const rule = ruleOf({
    condition: { kind: 'threshold', property: 'bin.fill', is: 'above', raise: 80, clear: 70 },
    severity: 'minor',
    steps: [
      { severity: 'critical', raise: 100 },
      { severity: 'major', raise: 95, clear: 90 },
    ],
  })
  const stepper = compile(rule)
  const state = stepper.start()
  const told = [82, 96, 100, 91, 89, 60].flatMap((value, i) =>
    stepper.apply(state, [seen('bin.fill', t0 + i, value)]).map((event) => {
      if (event.type === 'severityChanged') return event.to
      return event.type === 'opened' ? event.severity : event.type
    }),
  )
  expect(told).toEqual(['minor', 'major', 'critical', 'major', 'minor', 'cleared'])
})

test('a severity step may ask for a longer delay instead of another limit', () => {
  const rule = ruleOf({
    condition: { kind: 'threshold', property: 'air.co2', is: 'above', raise: 1500 },
    severity: 'information',
    steps: [{ severity: 'major', hold: { raiseAfterMs: 60 * minute } }],
  })
  const { ledger } = play(compile(rule), [seen('air.co2', t0, 1600), tick(t0 + 61 * minute)])
  expect(ledger.alerts.get(1)).toMatchObject({ openedAt: t0, severity: 'major' })
  expect(ledger.alerts.get(1)!.steps).toEqual([
    [t0, 'information'],
    [t0 + 60 * minute, 'major'],
  ])
})

test('the limit may be an attribute of the asset; without the attribute nothing is known', () => {
  const rule = ruleOf({
    condition: { kind: 'threshold', property: 'water.level', is: 'above', raise: { attribute: 'yellow' } },
  })
  const stepper = compile(rule)
  const input = [seen('water.level', t0, 2.1)]
  expect(stepper.apply(stepper.start(), input, { attributes: { yellow: 2 } })).toHaveLength(1)
  expect(stepper.apply(stepper.start(), input, { attributes: { yellow: 2.2 } })).toEqual([])
  expect(stepper.apply(stepper.start(), input)).toEqual([])
})

test('an episode tells its first, last, lowest and highest value and how many there were', () => {
  const { ledger } = play(
    compile(fill()),
    [80, 99, 75, 90].map((value, i) => seen('bin.fill', t0 + i, value)),
  )
  expect(ledger.alerts.get(1)).toMatchObject({ count: 1, first: [80, t0] })
  const rule = fill()
  const stepper = compile(rule)
  const state = stepper.start()
  for (const [i, value] of [80, 99, 75, 90].entries()) stepper.apply(state, [seen('bin.fill', t0 + i, value)])
  expect(state.head.episodes[0]).toMatchObject({ count: 4, last: [90, t0 + 3], lowest: 75, highest: 99 })
})

test('another property moves nothing', () => {
  const stepper = compile(fill())
  const state = stepper.start()
  const before = JSON.stringify(state)
  stepper.apply(state, [seen('air.co2', t0 + 10 * minute, 99)])
  expect(JSON.stringify(state)).toBe(before)
})

test('the open alert goes on under a new version of the rule', () => {
  const old = compile(fill())
  const state = old.start()
  old.apply(state, [seen('bin.fill', t0, 85)])
  const rule = { ...fill({ raise: 90, clear: 80 }), version: 2 }
  expect(() => compile(rule).apply(state, [])).toThrow('v1 given to')
  const next = compile(rule).start({ after: state })
  expect(compile(rule).apply(next, [seen('bin.fill', t0 + minute, 79)])).toMatchObject([
    { type: 'cleared', episode: { number: 1, openedAt: t0 } },
  ])
})

test('a value that is computed again takes the place of the first: what was told is taken back', () => {
  const stepper = compile(fill())
  const { ledger, state } = play(stepper, [seen('bin.fill', t0, 90), seen('bin.fill', t0 + minute, 91)])
  expect(ledger.summary()).toMatchObject([{ openedAt: t0, clearedAt: null }])
  ledger.hear(stepper.apply(state, [seen('bin.fill', t0, 60)]))
  expect(ledger.summary()).toMatchObject([{ openedAt: t0 + minute, clearedAt: null }])
  ledger.hear(stepper.apply(state, [seen('bin.fill', t0 + minute, 60)]))
  expect(ledger.summary()).toEqual([])
})
