import { defineScript, repeated } from '../script/define-script.ts'

const hour = 60
const day = 24 * hour
const frame = (n: number, co2: number) => ({
  temperature: 20 + (n % 3) / 10,
  humidity: 45,
  illuminance: 300,
  motion: n % 4,
  co2,
  battery: 3.6,
})

/** A Monday of November, from six in the morning. */
export const script = defineScript({
  fr: 'Une salle que personne n’aère, et sa voisine au signal lumineux : rouge, fenêtres, vert.',
  en: 'A room that nobody airs, and its neighbour with a light signal: red, windows, green.',
  start: '2026-11-16T06:00',
  assets: {
    stuffy: { type: 'classRoom', attributes: { school: 'École Pasteur' } },
    aired: { type: 'classRoom', attributes: { school: 'École Pasteur', signalSince: '2026-11-01' } },
    sash: { type: 'vent', attributes: { parent: 'aired' } },
  },
  devices: {
    probe1: { asset: 'stuffy', model: 'elsys-ers' },
    probe2: { asset: 'aired', model: 'elsys-ers' },
    motor: { asset: 'sash', json: ['valve.position'] },
  },
  steps: [
    // Lessons begin at half past eight: three hours up to 2,400 ppm.
    ...repeated('probe1', { minute: 0, everyMinutes: 10, count: 16 }, (n) => frame(n, 430)),
    ...repeated('probe1', { minute: 160, everyMinutes: 10, count: 20 }, (n) => frame(n, 700 + n * 90)),
    ...repeated('probe1', { minute: 6 * hour, everyMinutes: 10, count: 24 }, (n) =>
      frame(n, Math.round(420 + 2000 * Math.exp(-n / 12))),
    ),
    ...repeated('probe2', { minute: 3, everyMinutes: 10, count: 16 }, (n) => frame(n, 430)),
    // Red at about ten, then the windows.
    ...repeated('probe2', { minute: 163, everyMinutes: 10, count: 10 }, (n) => frame(n, 700 + n * 110)),
    ...repeated('probe2', { minute: 263, everyMinutes: 10, count: 12 }, (n) =>
      frame(n, Math.max(620, 1300 - n * 200)),
    ),
    { minute: 150, expect: { asset: 'stuffy', property: 'iaq.signal', value: 0 } },
    { minute: 261, expect: { asset: 'aired', property: 'iaq.signal', value: 2 } },
    { minute: 261, expect: { asset: 'aired', property: 'iaq.class', value: 2 } },
    { minute: 261, expect: { asset: 'aired', rule: 'co2', is: 'opened' } },
    { minute: 320, expect: { asset: 'aired', property: 'iaq.signal', value: 0 } },
    { minute: 320, expect: { asset: 'aired', rule: 'co2', is: 'cleared' } },
    { minute: 351, expect: { asset: 'stuffy', rule: 'co2', is: 'opened', severity: 'minor' } },
    {
      minute: 18 * hour + 5,
      expect: { asset: 'stuffy', property: 'iaq.minutesAbove1500', value: 110, within: 15 },
    },
    // A vent that is left open when everybody has gone.
    { minute: 14 * hour, device: 'motor', values: { 'valve.position': 100 } },
    { minute: 15 * hour + 30, expect: { asset: 'sash', rule: 'ventLeftOpen', is: 'opened' } },
    { minute: 16 * hour, device: 'motor', values: { 'valve.position': 0 } },
    { minute: 16 * hour + 1, expect: { asset: 'sash', rule: 'ventLeftOpen', is: 'cleared' } },
    ...repeated('probe1', { minute: day + 160, everyMinutes: 10, count: 20 }, (n) => frame(n, 1200 + n * 60)),
    ...repeated('probe1', { minute: 2 * day + 160, everyMinutes: 10, count: 20 }, (n) =>
      frame(n, 1200 + n * 60),
    ),
    ...repeated('probe1', { minute: 3 * day + 160, everyMinutes: 10, count: 20 }, (n) =>
      frame(n, 1200 + n * 60),
    ),
    ...repeated('probe1', { minute: 4 * day + 160, everyMinutes: 10, count: 20 }, (n) =>
      frame(n, 1200 + n * 60),
    ),
    { minute: 7 * day, expect: { asset: 'stuffy', property: 'iaq.icone', value: 4 } },
    { minute: 7 * day, expect: { asset: 'aired', property: 'iaq.icone', value: null } },
    { minute: 7 * day, expect: { site: true, property: 'iaq.iconeRaw', value: 3.6, within: 0.6 } },
  ],
})
