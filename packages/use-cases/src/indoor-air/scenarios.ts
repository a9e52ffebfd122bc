import type { DefaultScenarioDraft, ScenarioConditionDraft, ScenarioStepDraft } from '@trame/domain'
import { minute } from '../durations.ts'

const move = (percent: number): ScenarioStepDraft => ({
  kind: 'command',
  command: 'vent.move',
  parameters: { percent },
})
const wanted = (atLeast: number): ScenarioConditionDraft => ({
  kind: 'observed',
  condition: { kind: 'threshold', property: 'vent.wanted', is: 'above', raise: atLeast },
  maxAgeMs: 30 * minute,
})

/** Vents go where the decision table wants them (`vent-indicator.ts`), and shut in a crisis. */
export const indoorAirScenarios = {
  vents: {
    name: 'Ouvrants selon le CO₂',
    description: 'Suit l’ouverture voulue : CO₂, présence, chaleur, pluie et vent.',
    forEach: { assetTypes: ['vent'] },
    triggers: [
      { kind: 'property', condition: { kind: 'change', property: 'vent.wanted' } },
      { kind: 'mode', becomes: 'crisis' },
    ],
    runMode: 'restart',
    steps: [
      {
        kind: 'choose',
        of: [
          { if: { kind: 'mode', is: ['crisis'] }, steps: [move(0)] },
          { if: wanted(75), steps: [move(100)] },
          { if: wanted(25), steps: [move(50)] },
        ],
        otherwise: [move(0)],
      },
    ],
  },
} satisfies Record<string, DefaultScenarioDraft>
