import { signCode } from '@trame/domain'
import { defineScript, type ScriptUplink } from '../script/define-script.ts'

/** Counters of the barriers of a car park: entries and exits so far. */
const barriers = (device: string, minute: number, pulsesA: number, pulsesB: number): ScriptUplink => ({
  minute,
  device,
  values: { pulsesA, pulsesB, batteryLow: 0 },
})
const wanted = (minute: number, asset: string, text: string) =>
  ({ minute, expect: { asset, property: 'sign.wanted', value: signCode(text) } }) as const

export const script = defineScript({
  fr: 'Un parc se remplit, son panneau passe du nombre à COMPLET et renvoie au suivant ; le comptage de nuit corrige les barrières',
  en: 'A car park fills, its sign goes from the number to COMPLET and sends on to the next; the night count corrects the barriers',
  start: '2026-06-15T04:00',
  assets: {
    sector: { type: 'parkingZone', position: [0.35, 47.05] },
    halles: {
      type: 'carPark',
      attributes: { parent: 'sector', number: 1, capacity: 200 },
      position: [0.35, 47.05],
    },
    gare: {
      type: 'carPark',
      attributes: { parent: 'sector', number: 3, capacity: 300 },
      position: [0.36, 47.06],
    },
    sign: {
      type: 'parkingSign',
      attributes: { parent: 'sector', announces: 'halles', redirects: true },
      position: [0.35, 47.05],
    },
  },
  devices: {
    hallesBarriers: {
      asset: 'halles',
      model: 'adeunis-pulse',
      bind: { pulsesA: { property: 'parking.entries' }, pulsesB: { property: 'parking.exits' } },
    },
    gareBarriers: {
      asset: 'gare',
      model: 'adeunis-pulse',
      bind: { pulsesA: { property: 'parking.entries' }, pulsesB: { property: 'parking.exits' } },
    },
    hallesCount: { asset: 'halles', json: ['parking.known'] },
    gareCount: { asset: 'gare', json: ['parking.known'] },
  },
  steps: [
    barriers('hallesBarriers', 0, 1000, 500),
    barriers('gareBarriers', 0, 300, 100),
    { minute: 1, device: 'hallesCount', values: { 'parking.known': 10 } },
    { minute: 1, device: 'gareCount', values: { 'parking.known': 20 } },
    { minute: 2, expect: { asset: 'halles', property: 'parking.free', value: 190 } },
    wanted(2, 'sign', 'LIBRE'),
    // 10 + 120 - 7: 77 places, shown in steps of five.
    barriers('hallesBarriers', 240, 1120, 507),
    barriers('gareBarriers', 240, 400, 110),
    wanted(241, 'sign', '75'),
    // Three left: full, and the station has 190.
    barriers('gareBarriers', 299, 400, 110),
    barriers('hallesBarriers', 300, 1194, 507),
    { minute: 301, expect: { asset: 'halles', property: 'parking.full', value: 1 } },
    wanted(301, 'sign', 'COMPLET P3'),
    barriers('hallesBarriers', 305, 1194, 511),
    wanted(306, 'sign', 'COMPLET P3'),
    // Eight again: open.
    barriers('hallesBarriers', 310, 1194, 512),
    wanted(311, 'sign', '8'),
    { minute: 320, expect: { asset: 'halles', rule: 'full', is: 'none' } },
    // In the evening most are gone; the barriers say 12, somebody counted 5: 3.5 % of the capacity.
    barriers('hallesBarriers', 1140, 1200, 698),
    { minute: 1170, device: 'hallesCount', values: { 'parking.known': 5 } },
    { minute: 1171, expect: { asset: 'halles', property: 'parking.free', value: 195 } },
    { minute: 1300, expect: { asset: 'halles', property: 'parking.drift', value: -7 } },
    { minute: 1300, expect: { asset: 'halles', property: 'parking.driftShare', value: 3.5, within: 0.01 } },
    { minute: 1300, expect: { asset: 'halles', rule: 'drift', is: 'opened', severity: 'minor' } },
  ],
})
