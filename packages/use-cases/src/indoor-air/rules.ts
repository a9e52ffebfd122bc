import type { DefaultRuleDraft } from '../define-use-case.ts'
import { hour, minute } from '../durations.ts'

const schoolDays = {
  publicHolidays: 'never',
  schoolHolidays: 'never',
} as const

export const rules = {
  co2: {
    name: 'Air confiné',
    scope: { assetTypes: ['classRoom'] },
    condition: {
      kind: 'threshold',
      property: 'air.co2',
      is: 'above',
      raise: 1500,
      clear: 1000,
      raiseAfterCount: 2,
    },
    severity: 'minor',
    steps: [{ severity: 'major', raise: 2500, clear: 2200 }],
    activeHours: {
      weekly: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
      ...schoolDays,
      atEnd: 'clear',
    },
    message: { fr: 'Aérer la salle : CO₂ à {value}.', en: 'Air the room: CO₂ at {value}.' },
  },
  windowLeftOpen: {
    name: 'Fenêtre restée ouverte dans le froid',
    scope: { assetTypes: ['classRoom'] },
    condition: {
      kind: 'all',
      raiseAfterMs: 45 * minute,
      clearAfterMs: 10 * minute,
      of: [
        { kind: 'threshold', property: 'window.open', is: 'equals', raise: 1 },
        { kind: 'threshold', property: 'air.temperature', is: 'below', raise: 16, clear: 18 },
      ],
    },
    severity: 'minor',
    message: {
      fr: 'La salle se refroidit, fenêtre ouverte.',
      en: 'The room cools down with its window open.',
    },
  },
  ventLeftOpen: {
    name: 'Ouvrant resté ouvert hors des cours',
    scope: { assetTypes: ['vent'] },
    // In the heating season: a summer night is aired on purpose.
    condition: {
      kind: 'threshold',
      property: 'valve.position',
      is: 'above',
      raise: 10,
      clear: 5,
      raiseAfterMs: hour,
    },
    severity: 'minor',
    activeHours: {
      weekly: [
        { days: [1, 2, 3, 4, 5], from: '18:30', to: '07:00' },
        { days: [6, 7], from: '07:00', to: '07:00' },
      ],
      exceptions: [
        { from: '2026-05-01', until: '2026-10-15', effect: 'never' },
        { from: '2027-05-01', until: '2027-10-15', effect: 'never' },
      ],
    },
    message: {
      fr: 'Ouvrant à {value} hors des cours, en hiver.',
      en: 'Vent at {value} out of hours, in winter.',
    },
  },
  neverAired: {
    name: 'Salle jamais aérée, ou sonde qui dérive',
    scope: { assetTypes: ['classRoom'] },
    condition: { kind: 'threshold', property: 'iaq.weekMinimum', is: 'above', raise: 600, clear: 550 },
    severity: 'information',
    actions: [
      {
        kind: 'procedure',
        steps: [
          'Comparer la sonde à l’air extérieur',
          'Vérifier bouches et grilles d’aération',
          'Étalonner la sonde',
        ],
      },
    ],
  },
} as const satisfies Record<string, DefaultRuleDraft>
