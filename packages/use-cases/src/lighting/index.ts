import { defineUseCase } from '../define-use-case.ts'
import { minute } from '../durations.ts'
import { lightingScenarios } from './scenarios.ts'

export default defineUseCase({
  id: 'lighting',
  function: 'optimise',
  fr: 'Éclairage public',
  en: 'Street lighting',
  assetTypes: {
    streetLamp: {
      fr: 'Lampadaire',
      en: 'Street lamp',
      icon: 'Lamp2',
      main: 'light.level',
      properties: [
        'light.level',
        'light.on',
        'power.active',
        'energy.active.total',
        'light.failure',
        'light.onTime',
        'electric.voltage',
      ],
    },
  },
  scenarios: lightingScenarios,
  rules: {
    out: {
      name: 'Lampe éteinte malgré l’ordre',
      scope: { assetTypes: ['streetLamp'] },
      condition: {
        kind: 'any',
        of: [
          { kind: 'threshold', property: 'light.failure', is: 'equals', raise: 1 },
          {
            kind: 'all',
            raiseAfterMs: 30 * minute,
            clearAfterMs: 10 * minute,
            of: [
              { kind: 'threshold', property: 'light.level', is: 'above', raise: 10 },
              { kind: 'threshold', property: 'power.active', is: 'below', raise: 2, clear: 5 },
            ],
          },
        ],
      },
      severity: 'minor',
    },
    burningByDay: {
      name: 'Lampe allumée en plein jour',
      scope: { assetTypes: ['streetLamp'] },
      condition: {
        kind: 'threshold',
        property: 'power.active',
        is: 'above',
        raise: 8,
        clear: 5,
        raiseAfterMs: 30 * minute,
      },
      severity: 'information',
      // Hours of daylight all the year round in metropolitan France.
      activeHours: { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '10:00', to: '16:00' }], atEnd: 'clear' },
    },
  },
})
