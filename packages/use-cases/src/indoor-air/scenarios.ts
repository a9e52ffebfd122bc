import type {
  ConditionDraft,
  DefaultScenarioDraft,
  ScenarioConditionDraft,
  ScenarioStepDraft,
} from '@trame/domain'
import { minute } from '../durations.ts'

const outside = { select: 'scope' as const, scope: { assetTypes: ['weatherMast'] } }
const above = (property: string, raise: number, clear = raise): ConditionDraft => ({
  kind: 'threshold',
  property,
  is: 'above',
  raise,
  clear,
})
const here = (condition: ConditionDraft): ScenarioConditionDraft => ({ kind: 'observed', condition })
const there = (condition: ConditionDraft): ScenarioConditionDraft => ({
  kind: 'observed',
  of: outside,
  condition,
})
const move = (percent: number): ScenarioStepDraft => ({
  kind: 'command',
  to: { select: 'parts', scope: { assetTypes: ['vent'] } },
  command: 'vent.move',
  parameters: { percent },
})
/** Somebody moved within twenty minutes. */
const occupied = here({
  kind: 'change',
  property: 'presence.motionCount',
  is: 'rises',
  clearAfterMs: 20 * minute,
})

/** Vents of a class room, in the order of domain.md 15.2; the five minutes between two moves are the command's own. */
export const indoorAirScenarios = {
  vents: {
    name: 'Ouvrants selon le CO₂',
    forEach: { assetTypes: ['classRoom'] },
    triggers: [
      { kind: 'property', condition: above('air.co2', 1000, 900) },
      { kind: 'property', condition: above('air.co2', 1000, 900), when: 'ends' },
      { kind: 'property', condition: above('air.co2', 800, 700) },
      { kind: 'property', condition: above('air.co2', 800, 700), when: 'ends' },
      { kind: 'property', condition: above('air.temperature', 24, 23) },
      { kind: 'property', condition: above('air.temperature', 24, 23), when: 'ends' },
    ],
    runMode: 'restart',
    steps: [
      {
        kind: 'choose',
        of: [
          {
            if: {
              kind: 'any',
              of: [
                there(above('rain.intensity', 0.2)),
                there(above('wind.speed', 12)),
                { kind: 'mode', is: ['crisis'] },
              ],
            },
            steps: [move(0)],
          },
          { if: { kind: 'all', of: [occupied, here(above('air.co2', 1000))] }, steps: [move(100)] },
          { if: { kind: 'all', of: [occupied, here(above('air.co2', 800))] }, steps: [move(50)] },
          {
            // Night purge: at least 24 °C inside, 12 to 22 °C outside, so 2 K at least between them.
            if: {
              kind: 'all',
              of: [
                { kind: 'not', of: occupied },
                here(above('air.temperature', 24)),
                there({
                  kind: 'all',
                  of: [
                    above('air.temperature', 12),
                    { kind: 'threshold', property: 'air.temperature', is: 'below', raise: 22 },
                  ],
                }),
              ],
            },
            steps: [move(100)],
          },
        ],
        otherwise: [move(0)],
      },
    ],
  },
} satisfies Record<string, DefaultScenarioDraft>
