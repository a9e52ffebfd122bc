import { defineUseCase } from '../define-use-case.ts'

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
})
