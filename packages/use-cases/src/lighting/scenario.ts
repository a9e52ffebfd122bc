import { defineScript, repeated } from '../script/define-script.ts'

// Angers, 15 June 2026: the sun sets at 22:01 and rises at 06:05, so that lamps are lit from 22:16 to 05:50. Minute 0 is 20:00.
const on = 136
const partNight = 180
const off = 590

const level = (minute: number) => (minute < on || minute >= off ? 0 : minute < partNight ? 100 : 40)
const watts = (percent: number) => (percent === 0 ? 0 : Math.round(69 * (0.05 + 0.95 * (percent / 100))))
/** kWh since the evening, minute by minute. */
const used = (minute: number) =>
  Array.from({ length: minute }, (_, m) => (level(m) === 0 ? 0 : 69 * (0.05 + 0.0095 * level(m)))).reduce(
    (sum, w) => sum + w / 60_000,
    0,
  )

const state = (percent: number) => ({ level: percent, on: Number(percent > 0), failure: 0, temperature: 22 })
const usage = (minute: number, power: number) => ({
  power,
  energy: Math.round((120 + used(minute)) * 1000) / 1000,
  voltage: 231,
  onTime: 900,
})

export const script = defineScript({
  fr: 'Une nuit de juin : une lampe suit son profil, une autre ne s’allume pas, une troisième brûle le lendemain en plein jour',
  en: 'A night in June: one lamp follows its profile, another does not light up, a third burns on the next day in full sun',
  start: '2026-06-15T20:00',
  assets: {
    cabinet: { type: 'lightingCabinet', position: [-0.5632, 47.4784] },
    good: {
      type: 'streetLamp',
      attributes: { ratedW: 69, referenceW: 172.5, partNight: '40% 23:00-06:00', parent: 'cabinet' },
      position: [-0.5632, 47.4784],
    },
    dead: {
      type: 'streetLamp',
      attributes: { ratedW: 69, referenceW: 172.5, partNight: '40% 23:00-06:00', parent: 'cabinet' },
      position: [-0.563, 47.4784],
    },
    burner: {
      type: 'streetLamp',
      attributes: { ratedW: 69, referenceW: 172.5, partNight: '40% 23:00-06:00', parent: 'cabinet' },
      position: [-0.5628, 47.4784],
    },
    // Of no cabinet: it still speaks when the others are silent, so that the network is heard.
    other: { type: 'streetLamp', attributes: { ratedW: 69 }, position: [-0.5632, 47.482] },
  },
  devices: {
    otherLamp: { asset: 'other', model: 'nasys-ul20xx-1.1' },
    goodLamp: { asset: 'good', model: 'nasys-ul20xx-1.1' },
    deadLamp: { asset: 'dead', model: 'nasys-ul20xx-1.1' },
    burningLamp: { asset: 'burner', model: 'nasys-ul20xx-1.1' },
  },
  steps: [
    ...repeated('goodLamp', { minute: 0, everyMinutes: 30, count: 22 }, (n) => state(level(30 * n))),
    ...repeated('goodLamp', { minute: 15, everyMinutes: 30, count: 22 }, (n) =>
      usage(15 + 30 * n, watts(level(15 + 30 * n))),
    ),
    ...repeated('deadLamp', { minute: 140, everyMinutes: 30, count: 5 }, () => state(100)),
    ...repeated('deadLamp', { minute: 145, everyMinutes: 30, count: 5 }, () => usage(0, 1)),
    { minute: 266, expect: { asset: 'dead', rule: 'wrongLevel', is: 'opened', severity: 'information' } },
    { minute: 146, expect: { asset: 'dead', rule: 'out', is: 'none' } },
    { minute: 160, expect: { asset: 'good', property: 'light.level', value: 100 } },
    { minute: 176, expect: { asset: 'dead', property: 'light.power.deviation', value: -99, within: 1 } },
    { minute: 176, expect: { asset: 'dead', rule: 'out', is: 'opened', severity: 'minor' } },
    { minute: 206, expect: { asset: 'good', property: 'light.level', value: 40 } },
    { minute: 226, expect: { asset: 'good', property: 'light.power.expected', value: 29.7, within: 0.1 } },
    { minute: 226, expect: { asset: 'good', rule: 'wrongLevel', is: 'none' } },
    // Half past nine in the morning, the sun is high.
    ...repeated('burningLamp', { minute: 810, everyMinutes: 15, count: 4 }, () => usage(0, 69)),
    { minute: 830, expect: { asset: 'burner', rule: 'burningByDay', is: 'none' } },
    { minute: 856, expect: { asset: 'burner', rule: 'burningByDay', is: 'opened' } },
    { minute: 870, device: 'burningLamp', values: usage(0, 0) },
    { minute: 871, expect: { asset: 'burner', rule: 'burningByDay', is: 'cleared' } },
    // The night is over at noon: 0.25 kWh in place of the 1.31 that the sodium lamp took.
    { minute: 970, expect: { asset: 'good', property: 'light.energy', value: 0.254, within: 0.005 } },
    {
      minute: 970,
      expect: { asset: 'good', property: 'light.energy.reference', value: 1.306, within: 0.01 },
    },
    { minute: 970, expect: { asset: 'good', property: 'light.profileFollowed', value: 100 } },
    { minute: 970, expect: { site: true, property: 'light.energy.saved', value: 1.395, within: 0.02 } },
    ...repeated('otherLamp', { minute: 905, everyMinutes: 30, count: 2 }, () => state(0)),
    { minute: 970, expect: { asset: 'cabinet', property: 'light.lampsSilent', value: 100 } },
    { minute: 970, expect: { asset: 'cabinet', rule: 'cabinetLost', is: 'opened', severity: 'major' } },
  ],
})
