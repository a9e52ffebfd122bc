import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import { compile } from './step.ts'
import { hour, minute, ruleOf, seen, t0, tick } from './testing.ts'

const rule = ruleOf({
  condition: {
    kind: 'all',
    of: [
      {
        kind: 'threshold',
        property: 'air.co2',
        is: 'above',
        raise: 1500,
        clear: 1400,
        raiseAfterMs: 10 * minute,
      },
      { kind: 'not', of: { kind: 'threshold', property: 'window.open', is: 'equals', raise: 1 } },
    ],
  },
})
const stepper = compile(rule)

test('says why nothing is known yet', () => {
  const state = stepper.start()
  stepper.apply(state, [seen('window.open', t0, 0)])
  const trace = explain(rule, state)
  expect(trace.outcome).toBe('unknown')
  expect(trace.levels[0]!.condition.children[0]).toMatchObject({ value: null, now: null, verdict: null })
})

test('says what is pending, since when and until when', () => {
  const state = stepper.start()
  stepper.apply(state, [seen('window.open', t0, 0), seen('air.co2', t0, 1600)])
  const trace = explain(rule, state, tick(t0 + 3 * minute))
  expect(trace).toMatchObject({ outcome: 'pending', at: t0 + 3 * minute, events: [] })
  expect(trace.levels[0]!.condition.children[0]).toMatchObject({
    path: 'condition.of.0',
    property: 'air.co2',
    value: 1600,
    newest: [1600, t0],
    raise: 1500,
    clear: 1400,
    now: true,
    verdict: false,
    pending: { since: t0, until: t0 + 10 * minute },
  })
})

test('says why there is no alert: the window was open', () => {
  const state = stepper.start()
  stepper.apply(state, [seen('window.open', t0, 1), seen('air.co2', t0, 1600), tick(t0 + hour)])
  const { outcome, levels } = explain(rule, state)
  expect(outcome).toBe('clear')
  expect(levels[0]!.condition.children.map(({ verdict }) => verdict)).toEqual([true, false])
  expect(levels[0]!.condition.children[1]!.children[0]).toMatchObject({
    path: 'condition.of.1.of',
    value: 1,
    raise: 1,
    verdict: true,
    since: t0,
  })
})

test('asks "what if" without touching the state', () => {
  const state = stepper.start()
  const before = JSON.stringify(state)
  const trace = explain(rule, state, [
    seen('window.open', t0, 0),
    seen('air.co2', t0, 1600),
    tick(t0 + 10 * minute),
  ])
  expect(trace.outcome).toBe('open')
  expect(trace.events).toMatchObject([{ type: 'opened', at: t0 + 10 * minute }])
  expect(JSON.stringify(state)).toBe(before)
})

test('says that the rule sleeps, and until when', () => {
  const night = ruleOf({
    condition: { kind: 'threshold', property: 'a', is: 'above', raise: 1 },
    activeHours: { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '20:00', to: '06:00' }] },
  })
  const state = compile(night).start()
  compile(night).apply(state, [seen('a', t0, 5)])
  expect(explain(night, state)).toMatchObject({
    outcome: 'asleep',
    asleepUntil: Date.parse('2026-01-05T19:00Z'),
  })
})
