import { defineScript, type ScriptUplink } from '../script/define-script.ts'

/** Every quarter of an hour from noon to noon: a warm day, and a night that stays warm in town only. */
const day = (device: string, town: boolean): ScriptUplink[] =>
  Array.from({ length: 96 }, (_, quarter) => {
    const hour = (12 + quarter / 4) % 24
    const isNight = hour >= 22 || hour < 6
    const country = isNight ? 17 : 30
    return {
      minute: quarter * 15,
      device,
      values: { temperature: country + (town && isNight ? 5 : 0), humidity: 50, battery: 3.3 },
    }
  })

export const script = defineScript({
  fr: 'Une nuit d’été : la ville reste à 22 °C, la campagne descend à 17 ; nuit tropicale en ville seulement',
  en: 'A summer night: the town stays at 22 °C, the country falls to 17; a tropical night in town only',
  start: '2026-07-15T12:00',
  assets: {
    network: { type: 'climateNetwork', position: [0.35, 47.05] },
    town: {
      type: 'weatherMast',
      attributes: { parent: 'network', altitudeM: 50, rural: false },
      position: [0.35, 47.05],
    },
    country: {
      type: 'weatherMast',
      attributes: { parent: 'network', altitudeM: 50, rural: true },
      position: [0.45, 47.1],
    },
  },
  devices: {
    townMast: { asset: 'town', model: 'decentlab-atm41' },
    countryMast: { asset: 'country', model: 'decentlab-atm41' },
  },
  steps: [
    ...day('townMast', true),
    ...day('countryMast', false),
    { minute: 1441, expect: { asset: 'town', property: 'heat.nightMin', value: 22, within: 0.2 } },
    { minute: 1441, expect: { asset: 'town', property: 'heat.tropicalNight', value: 1 } },
    { minute: 1441, expect: { asset: 'country', property: 'heat.tropicalNight', value: 0 } },
    { minute: 1441, expect: { asset: 'town', property: 'heat.intensityMax', value: 5, within: 0.2 } },
    { minute: 1441, expect: { asset: 'town', property: 'heat.intensityAfterSunset', value: 5, within: 0.2 } },
    { minute: 1441, expect: { asset: 'town', rule: 'heat', is: 'none' } },
  ],
})
