import { defineUseCase } from '../define-use-case.ts'

export default defineUseCase({
  id: 'indoor-air',
  function: 'alert',
  fr: 'Air intérieur',
  en: 'Indoor air',
  assetTypes: {
    classRoom: {
      fr: 'Salle de classe',
      en: 'Class room',
      icon: 'Building',
      main: 'air.co2',
      properties: [
        'air.co2',
        'air.temperature',
        'air.relativeHumidity',
        'air.tvoc',
        'air.lightIntensity',
        'presence.motionCount',
        'window.open',
      ],
    },
  },
})
