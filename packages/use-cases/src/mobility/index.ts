import { defineUseCase } from '../define-use-case.ts'

export default defineUseCase({
  id: 'mobility',
  function: 'map',
  fr: 'Mobilités',
  en: 'Mobility',
  assetTypes: {
    trafficCounter: {
      fr: 'Compteur de trafic',
      en: 'Traffic counter',
      icon: 'Car',
      main: 'traffic.count',
      properties: [
        'traffic.count',
        'traffic.speed',
        'people.in',
        'people.out',
        'people.in.total',
        'people.out.total',
      ],
    },
  },
})
