import { defineUseCase } from '../define-use-case.ts'
import { hour, minute } from '../durations.ts'
import { calmClear, intensity, night, wave } from './indicators.ts'
import { script } from './scenario.ts'

/** A hot day is one event of the whole network: its masts and its heat wave, from one midnight to the next. */
const oneDay = { metres: 30_000, withinMs: 24 * hour }

export default defineUseCase({
  id: 'heat',
  function: 'map',
  fr: 'Îlots de chaleur',
  en: 'Urban heat islands',
  aim: {
    fr: 'Voir où la nuit ne rafraîchit pas, et qui y habite, pour savoir où planter, ombrer et désimperméabiliser.',
    en: 'To see where the night brings no relief, and who lives there, to know where to plant, shade and unseal.',
  },
  assetTypes: {
    climateNetwork: {
      fr: 'Réseau climat',
      en: 'Climate network',
      icon: 'TopologyStar',
      main: 'heat.meanMax',
      properties: ['heat.calmClear', 'heat.meanMax', 'heat.meanMin', 'heat.waveDay'],
    },
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
        'rain.cumulative',
        'rain.intensity',
        'rain.expected',
        'solar.irradiance',
        'heat.intensity',
        'heat.intensityNight',
        'heat.intensityMax',
        'heat.intensityAfterSunset',
        'heat.nightMin',
        'heat.tropicalNight',
      ],
      attributes: {
        parent: { kind: 'asset', fr: 'Réseau', en: 'Network', assetTypes: ['climateNetwork'] },
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
  roles: {
    mast: {
      fr: 'Station de température',
      en: 'Temperature station',
      assetType: 'weatherMast',
      observes: ['air.temperature'],
    },
  },
  indicators: { intensity, night, calmClear, wave },
  rules: {
    heatWave: {
      name: 'Canicule',
      scope: { assetTypes: ['climateNetwork'] },
      together: oneDay,
      condition: { kind: 'threshold', property: 'heat.waveDay', is: 'equals', raise: 1 },
      severity: 'major',
      actions: [
        {
          kind: 'procedure',
          steps: [
            'Vérifier la vigilance de Météo-France',
            'Ouvrir les lieux rafraîchis',
            'Appeler les personnes inscrites au registre',
          ],
        },
      ],
    },
    heat: {
      name: 'Forte chaleur',
      scope: { assetTypes: ['weatherMast'] },
      together: oneDay,
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
  key: {
    kind: 'indicator',
    property: 'heat.intensityNight',
    of: { assetType: 'weatherMast' },
    over: 'week',
  },
  page: [
    {
      kind: 'indicator',
      property: 'heat.intensityNight',
      of: { assetType: 'weatherMast' },
      over: 'week',
      baseline: { kind: 'period' },
      better: 'down',
    },
    {
      kind: 'indicator',
      property: 'heat.tropicalNight',
      of: { assetType: 'weatherMast' },
      over: 'month',
      better: 'down',
    },
    {
      kind: 'indicator',
      property: 'heat.waveDay',
      of: { assetType: 'climateNetwork' },
      over: 'month',
      better: 'down',
    },
    { kind: 'surface', assetType: 'weatherMast', property: 'heat.intensity' },
    {
      kind: 'chart',
      properties: ['air.temperature', 'heat.intensity'],
      of: { assetType: 'weatherMast' },
      days: 7,
      grain: 'hour',
    },
    {
      kind: 'table',
      assetType: 'weatherMast',
      columns: [
        { property: 'air.temperature' },
        { property: 'heat.intensity' },
        { property: 'heat.intensityNight' },
        { property: 'heat.intensityMax' },
        { property: 'heat.nightMin' },
        { attribute: 'altitudeM' },
        { attribute: 'rural' },
      ],
      sortBy: 'heat.intensityNight',
    },
    { kind: 'alerts' },
  ],
  script,
  datasets: {
    masts: {
      fr: 'Températures du réseau climat',
      en: 'Temperatures of the climate network',
      assetType: 'weatherMast',
      properties: ['air.temperature', 'air.relativeHumidity', 'heat.intensity', 'heat.tropicalNight'],
      attributes: ['altitudeM', 'rural'],
      grain: 'hour',
    },
  },
})
