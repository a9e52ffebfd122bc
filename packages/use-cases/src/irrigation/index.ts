import { defineUseCase } from '../define-use-case.ts'

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
})
