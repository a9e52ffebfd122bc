import { defineUseCase } from '../define-use-case.ts'
import { irrigationScenarios } from './scenarios.ts'

export default defineUseCase({
  id: 'irrigation',
  function: 'optimise',
  fr: 'Arrosage',
  en: 'Irrigation',
  assetTypes: {
    irrigationZone: {
      fr: 'Zone arrosée',
      en: 'Irrigation zone',
      icon: 'Plant2',
      main: 'soil.moisture',
      properties: [
        'soil.moisture',
        'soil.temperature',
        'soil.ec',
        'soil.waterTension',
        'valve.open',
        'pulse.total',
      ],
    },
  },
  scenarios: irrigationScenarios,
  rules: {
    dry: {
      name: 'Sol trop sec',
      scope: { assetTypes: ['irrigationZone'] },
      condition: {
        kind: 'threshold',
        property: 'soil.moisture',
        is: 'below',
        raise: 12,
        clear: 18,
        raiseAfterCount: 3,
        clearAfterCount: 2,
      },
      severity: 'information',
    },
  },
})
