import { defineUseCase } from '../define-use-case.ts'

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
})
