import { defineUseCase } from '../define-use-case.ts'

export default defineUseCase({
  id: 'heat',
  function: 'map',
  fr: 'Îlots de chaleur',
  en: 'Urban heat islands',
  assetTypes: {
    weatherMast: {
      fr: 'Mât météo',
      en: 'Weather mast',
      icon: 'Temperature',
      main: 'air.temperature',
      properties: [
        'air.temperature',
        'air.relativeHumidity',
        'air.pressure',
        'wind.speed',
        'wind.gust',
        'wind.direction',
        'rain.amount',
        'solar.irradiance',
      ],
    },
  },
})
