import type { DefaultScenarioDraft, ScenarioStepDraft } from '@trame/domain'

const zones = { select: 'scope' as const, scope: { assetTypes: ['heatingZone'] } }
const setpoint = (celsius: number): ScenarioStepDraft => ({
  kind: 'command',
  to: zones,
  command: 'heating.setpoint',
  parameters: { celsius },
})
const schoolDays = {
  weekdays: [1, 2, 3, 4, 5],
  publicHolidays: 'never' as const,
  schoolHolidays: 'never' as const,
}

/** domain.md 15.1: 19 °C when occupied (code de l’énergie R241-26), a set-back at night, more of it when nobody comes. */
export const buildingScenarios = {
  setBack: {
    name: 'Chauffage réduit le soir',
    triggers: [{ kind: 'calendar', at: '18:00' }],
    steps: [
      {
        kind: 'choose',
        of: [{ if: { kind: 'mode', is: ['holiday'] }, steps: [setpoint(12)] }],
        otherwise: [setpoint(16)],
      },
    ],
    graceMs: 4 * 3_600_000,
  },
  warmUp: {
    name: 'Chauffage du matin',
    triggers: [{ kind: 'calendar', at: '05:30', days: schoolDays }],
    conditions: [{ kind: 'not', of: { kind: 'mode', is: ['holiday'] } }],
    steps: [setpoint(19)],
    graceMs: 2 * 3_600_000,
  },
} satisfies Record<string, DefaultScenarioDraft>
