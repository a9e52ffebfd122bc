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
      properties: ['traffic.count', 'traffic.speed'],
    },
    peopleCounter: {
      fr: 'Compteur de passages',
      en: 'People counter',
      icon: 'Walk',
      main: 'people.in.total',
      properties: ['people.in.total', 'people.out.total', 'people.in', 'people.out'],
    },
  },
})
