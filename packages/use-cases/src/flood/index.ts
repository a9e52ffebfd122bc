import { defineUseCase } from '../define-use-case.ts'
import { hour } from '../durations.ts'
import { floodScenarios } from './scenarios.ts'

export default defineUseCase({
  id: 'flood',
  function: 'alert',
  fr: 'Rivières et crues',
  en: 'Rivers and floods',
  assetTypes: {
    riverGauge: {
      fr: 'Station de rivière',
      en: 'River gauge',
      icon: 'Ripple',
      main: 'water.level',
      properties: ['water.level', 'water.temperature'],
    },
  },
  scenarios: floodScenarios,
  rules: {
    level: {
      name: 'Rivière haute',
      scope: { assetTypes: ['riverGauge'] },
      condition: {
        kind: 'threshold',
        property: 'water.level',
        is: 'above',
        raise: 2.2,
        clear: 2,
        raiseAfterCount: 2,
        clearAfterMs: 2 * hour,
      },
      severity: 'minor',
      steps: [
        { severity: 'major', raise: 2.8, clear: 2.5 },
        { severity: 'critical', raise: 3.5, clear: 3.1 },
      ],
      actions: [
        {
          kind: 'procedure',
          steps: ['Lire la vigilance officielle (Vigicrues)', 'Prévenir l’élu d’astreinte'],
        },
      ],
    },
    rise: {
      name: 'Montée rapide de la rivière',
      scope: { assetTypes: ['riverGauge'] },
      condition: {
        kind: 'rate',
        property: 'water.level',
        is: 'rises',
        raise: 0.3,
        clear: 0.1,
        windowMs: hour,
        clearAfterMs: hour,
      },
      severity: 'major',
    },
  },
})
