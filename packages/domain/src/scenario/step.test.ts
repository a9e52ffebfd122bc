import { expect, test } from 'vitest'
import { seen } from '../rule/testing.ts'
import { ScenarioCondition } from './scenario-condition.ts'
import type { ScenarioStepDraft } from './scenario-step.ts'
import { assetFacts, factsOf, minute, Player, scenarioOf, t0 } from './testing.ts'

const dim = (level: number): ScenarioStepDraft => ({
  kind: 'command',
  to: { select: 'scope', scope: { assetTypes: ['streetLamp'] } },
  command: 'light.dim',
  parameters: { level },
  until: { kind: 'clock', at: '05:00' },
})
const wait = (ms: number): ScenarioStepDraft => ({ kind: 'wait', until: { kind: 'after', ms } })
const manual = [{ kind: 'manual' as const }]

test('a reduction ends at the next 05:00 of the place', () => {
  const player = new Player(scenarioOf({ triggers: manual, steps: [dim(30)] }))
  player.trigger(t0)
  expect(player.commands()).toEqual([
    { at: t0, run: 1, path: 'steps.0', level: 30, until: '2026-01-06T04:00:00.000Z' },
  ])
  expect(player.outcomes()).toEqual([[1, 'done']])
})

test('single leaves the second trigger, and says so', () => {
  const player = new Player(scenarioOf({ triggers: manual, steps: [dim(100), wait(5 * minute), dim(30)] }))
  player.trigger(t0)
  player.trigger(t0 + minute)
  player.advance(t0 + 10 * minute)
  expect(player.outcomes()).toEqual([
    [1, 'done'],
    [2, 'busy'],
  ])
  expect(player.commands().map(({ at }) => at)).toEqual([t0, t0 + 5 * minute])
})

test('restart begins anew: the boost lasts five minutes after the last movement', () => {
  const player = new Player(
    scenarioOf({ triggers: manual, runMode: 'restart', steps: [dim(100), wait(5 * minute), dim(30)] }),
  )
  player.trigger(t0)
  player.trigger(t0 + 4 * minute)
  player.advance(t0 + 20 * minute)
  expect(player.commands().map(({ at, level }) => [(at - t0) / minute, level])).toEqual([
    [0, 100],
    [4, 100],
    [9, 30],
  ])
  expect(player.outcomes()).toEqual([
    [1, 'replaced'],
    [2, 'done'],
  ])
})

test('queue waits for the end of the one before, up to its bound', () => {
  const player = new Player(
    scenarioOf({ triggers: manual, runMode: 'queue', queueMost: 1, steps: [wait(5 * minute), dim(30)] }),
  )
  for (const late of [0, 1, 2]) player.trigger(t0 + late * minute)
  player.advance(t0 + 30 * minute)
  expect(player.outcomes()).toEqual([
    [1, 'done'],
    [2, 'done'],
    [3, 'queueFull'],
  ])
  expect(player.commands().map(({ at }) => (at - t0) / minute)).toEqual([5, 10])
})

test('what is not known is no reason to act, and the trace says what was looked at', () => {
  const conditions = [
    ScenarioCondition.parse({
      kind: 'observed',
      condition: { kind: 'threshold', property: 'soil.waterTension', is: 'above', raise: 45 },
    }),
  ]
  const scenario = scenarioOf({ triggers: manual, forEach: {}, conditions, steps: [dim(30)] })
  const stale = seen('soil.waterTension', t0 - 4 * 60 * minute, 60)
  const fresh = seen('soil.waterTension', t0 - minute, 60)
  const low = seen('soil.waterTension', t0 - minute, 20)
  for (const [inputs, outcome] of [
    [[], 'notMet'],
    [[stale], 'notMet'],
    [[low], 'notMet'],
    [[fresh], 'done'],
  ] as const) {
    const player = new Player(scenario, () => factsOf({ observed: { 'conditions.0': [assetFacts(inputs)] } }))
    player.trigger(t0)
    expect(player.outcomes(), outcome).toEqual([[1, outcome]])
    const told = player.effects.find((one) => one.type === 'line')
    expect(told?.conditions?.[0]?.assets?.[0]?.why.value ?? null).toBe(
      inputs.length === 0 ? null : inputs[0].type === 'observation' ? inputs[0].value : null,
    )
  }
})

test('waits for a condition, looks every half minute, and goes on or stops when the time is over', () => {
  const until = (otherwise: 'stop' | 'goOn') =>
    scenarioOf({
      triggers: manual,
      steps: [
        {
          kind: 'waitFor',
          condition: { kind: 'mode', is: ['crisis'] },
          timeoutMs: 10 * minute,
          otherwise,
        },
        dim(50),
      ],
    })
  const becomes = (at: number) => (now: number) => factsOf({ mode: now >= at ? 'crisis' : 'normal' })
  const soon = new Player(until('stop'), becomes(t0 + 2 * minute + 1))
  soon.trigger(t0 + 7)
  soon.advance(t0 + 60 * minute)
  expect(soon.commands().map(({ at }) => at - t0)).toEqual([2.5 * minute])
  const never = new Player(until('stop'))
  never.trigger(t0)
  never.advance(t0 + 60 * minute)
  expect(never.outcomes()).toEqual([[1, 'timedOut']])
  const anyway = new Player(until('goOn'))
  anyway.trigger(t0)
  anyway.advance(t0 + 60 * minute)
  expect(anyway.commands().map(({ at }) => at - t0)).toEqual([10 * minute])
})

test('chooses the first branch that holds, and goes on after it', () => {
  const scenario = scenarioOf({
    triggers: manual,
    steps: [
      {
        kind: 'choose',
        of: [
          { if: { kind: 'mode', is: ['crisis'] }, steps: [dim(100)] },
          { if: { kind: 'mode', is: ['crisis', 'event'] }, steps: [dim(80), dim(70)] },
        ],
        otherwise: [dim(30)],
      },
      dim(1),
    ],
  })
  for (const [mode, levels] of [
    ['crisis', [100, 1]],
    ['event', [80, 70, 1]],
    ['normal', [30, 1]],
  ] as const) {
    const player = new Player(scenario, () => factsOf({ mode }))
    player.trigger(t0)
    expect(player.commands().map(({ level }) => level)).toEqual(levels)
  }
})

test('a trigger that is found too late starts nothing', () => {
  const player = new Player(scenarioOf({ triggers: manual, steps: [dim(30)] }))
  player.trigger(t0, { seenAt: t0 + 16 * minute })
  expect(player.outcomes()).toEqual([[1, 'tooLate']])
  expect(player.commands()).toEqual([])
})
