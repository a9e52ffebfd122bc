import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ScenarioConditionDraft } from './scenario-condition.ts'
import type { ScenarioStepDraft } from './scenario-step.ts'
import { factsOf, minute, Player, scenarioOf, t0 } from './testing.ts'

const condition = fc.constantFrom<ScenarioConditionDraft[]>(
  { kind: 'mode', is: ['crisis'] },
  { kind: 'not', of: { kind: 'mode', is: ['crisis'] } },
)
const simple: fc.Arbitrary<ScenarioStepDraft> = fc.oneof(
  fc.constant<ScenarioStepDraft>({
    kind: 'command',
    to: { select: 'scope', scope: { tags: ['lamps'] } },
    command: 'light.resume',
  }),
  fc.integer({ min: 1, max: 15 }).map((n) => ({
    kind: 'wait' as const,
    until: { kind: 'after' as const, ms: n * minute },
  })),
  fc.record({
    kind: fc.constant('waitFor' as const),
    condition,
    timeoutMs: fc.integer({ min: 1, max: 6 }).map((n) => n * minute),
    otherwise: fc.constantFrom('stop' as const, 'goOn' as const),
  }),
  fc.constant<ScenarioStepDraft>({ kind: 'mode', mode: 'event' }),
)
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: simple },
    fc.record({
      kind: fc.constant('choose' as const),
      of: fc.array(fc.record({ if: condition, steps: fc.array(simple, { maxLength: 3 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
      otherwise: fc.array(simple, { maxLength: 2 }),
    }),
  ),
  { minLength: 1, maxLength: 5 },
)
const life = fc.record({
  runMode: fc.constantFrom('single' as const, 'restart' as const, 'queue' as const),
  steps,
  triggers: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 8 }),
  /** Minutes at which the mode changes. */
  modes: fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 5 }),
  /** Minutes at which the process dies, or its clock ticks. */
  crashes: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 }),
})

test('crashes, restarts and ticks at any time change nothing; no step is done twice; every run ends', () => {
  fc.assert(
    fc.property(life, ({ runMode, steps, triggers, modes, crashes }) => {
      const scenario = scenarioOf({ triggers: [{ kind: 'manual' }], runMode, queueMost: 3, steps })
      const factsAt = (at: number) => {
        const changes = modes.filter((one) => t0 + one * minute <= at).length
        return factsOf({ mode: changes % 2 === 1 ? 'crisis' : 'normal' })
      }
      const play = (extra: readonly number[]) => {
        const player = new Player(scenario, factsAt)
        const events = [
          ...triggers.map((at) => ({ at, is: 'trigger' as const })),
          ...extra.map((at) => ({ at, is: 'crash' as const })),
        ].sort((a, b) => a.at - b.at || (a.is < b.is ? -1 : 1))
        for (const { at, is } of events) {
          if (is === 'trigger') player.trigger(t0 + at * minute)
          else {
            player.advance(t0 + at * minute)
            player.restart()
          }
        }
        player.advance(t0 + 24 * 60 * minute)
        return player
      }
      const once = play([])
      const crashed = play(crashes)
      expect(crashed.effects).toEqual(once.effects)
      const acts = once.effects.flatMap((one) => (one.type === 'line' ? [] : `${one.run} ${one.path}`))
      expect(new Set(acts).size).toBe(acts.length)
      expect(once.state.run).toBeNull()
      expect(once.outcomes().length).toBe(triggers.length)
      for (const [, state] of once.outcomes()) expect(['running', 'waiting', 'queued']).not.toContain(state)
    }),
    { numRuns: 300 },
  )
}, 60_000)
