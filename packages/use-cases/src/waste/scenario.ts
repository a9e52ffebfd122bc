import { defineScript, repeated } from '../script/define-script.ts'

/** 1.60 m to the bottom, full at 0.30 m: a fill in per cent as the echo of it. */
const metres = (fill: number) => Math.round((1.6 - (fill / 100) * 1.3) * 1000) / 1000
const echo = (fill: number, temperature = 18) => ({
  distance: metres(fill),
  temperature,
  tilted: 0,
  battery: 80,
})

export const script = defineScript({
  fr: 'Un conteneur passe 80 % deux fois, une fausse mesure ne compte pas ; le camion passe, l’alerte se ferme',
  en: 'A container passes 80% twice, a false echo does not count; the truck comes, the alert is cleared',
  start: '2026-06-15T06:00',
  assets: {
    glass: {
      type: 'wasteContainer',
      attributes: { kind: 'verre', capacityM3: 4, emptyM: 1.6, fullM: 0.3 },
      position: [-0.55, 47.47],
    },
    paper: {
      type: 'wasteContainer',
      attributes: { kind: 'papier', capacityM3: 2, emptyM: 1.6, fullM: 0.3 },
      position: [-0.552, 47.471],
    },
  },
  devices: {
    glassProbe: {
      asset: 'glass',
      model: 'milesight-em400-mud',
      bind: {
        distance: { property: 'bin.fill', scale: -100 / 1.3, offset: 160 / 1.3 },
      },
    },
    paperProbe: { asset: 'paper', model: 'milesight-em400-mud' },
  },
  steps: [
    ...repeated('glassProbe', { minute: 0, everyMinutes: 60, count: 5 }, (n) => echo(60 + 4 * n)),
    // 85 % once, then back: one echo from a bag that was thrown in.
    { minute: 300, device: 'glassProbe', values: echo(85) },
    { minute: 360, device: 'glassProbe', values: echo(78) },
    { minute: 361, expect: { asset: 'glass', rule: 'full', is: 'none' } },
    { minute: 420, device: 'glassProbe', values: echo(81) },
    { minute: 480, device: 'glassProbe', values: echo(83) },
    { minute: 481, expect: { asset: 'glass', property: 'bin.fill', value: 83, within: 1 } },
    { minute: 481, expect: { asset: 'glass', rule: 'full', is: 'opened', severity: 'minor' } },
    { minute: 540, device: 'glassProbe', values: echo(4) },
    { minute: 600, device: 'glassProbe', values: echo(5) },
    { minute: 601, expect: { asset: 'glass', rule: 'full', is: 'cleared' } },
    { minute: 1500, expect: { asset: 'glass', property: 'bin.collections', value: 1 } },
    { minute: 1500, expect: { asset: 'glass', property: 'bin.fillAtCollection', value: 83, within: 1 } },
    { minute: 1500, expect: { site: true, property: 'bin.collections', value: 1 } },
    // The other one burns: +10 K in ten minutes, long before 60 Cel.
    { minute: 1502, device: 'paperProbe', values: echo(30, 21) },
    { minute: 1508, device: 'paperProbe', values: echo(30, 34) },
    { minute: 1509, expect: { asset: 'paper', rule: 'fire', is: 'opened', severity: 'critical' } },
    { minute: 1509, expect: { asset: 'paper', rule: 'tilted', is: 'none' } },
  ],
})
