import { defineUseCase } from '../define-use-case.ts'
import { hour, minute } from '../durations.ts'

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
      attributes: {
        altitudeM: { kind: 'number', fr: 'Altitude', en: 'Altitude', unit: 'm', min: -10, max: 5000 },
        rural: {
          kind: 'flag',
          fr: 'Station de campagne (référence)',
          en: 'Rural station (reference)',
          default: false,
        },
      },
    },
  },
  rules: {
    heat: {
      name: 'Forte chaleur',
      scope: { assetTypes: ['weatherMast'] },
      condition: {
        kind: 'threshold',
        property: 'air.temperature',
        is: 'above',
        raise: 35,
        clear: 33,
        raiseAfterMs: 30 * minute,
        clearAfterMs: 2 * hour,
      },
      severity: 'minor',
    },
  },
})
