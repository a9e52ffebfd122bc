import { defineScript, repeated } from '../script/define-script.ts'

const day = 24 * 60
/** Nights that are heard before the pipe breaks. */
const quiet = 8
const fiveInTheMorning = 17 * 60
const night = (n: number) => n * day + fiveInTheMorning

/** Quiet nights differ a little; a frozen message would be taken for a dead logger. */
const wobble = (n: number, salt: number) => ((n * 7 + salt * 3) % 5) / 10

function logger(device: string, salt: number, leakDb: number) {
  return repeated(device, { minute: night(0) + salt, everyMinutes: day, count: quiet + 4 }, (n) => {
    const leaks = n >= quiet && leakDb > 0
    return {
      'leak.level': (leaks ? leakDb : 9) + wobble(n, salt),
      'leak.spread': leaks ? 3 + wobble(n, salt) : 14 + wobble(n, salt) * 4,
      'leak.tone': 14 + wobble(n, salt) * 10,
      'leak.frequency': leaks ? 420 : 160,
    }
  })
}

/** Two cubic metres an hour more from the ninth night on. Quarters of an hour between two and five. */
function districtNight(n: number) {
  const leak = n >= quiet ? 2 : 0
  return Array.from({ length: 12 }, (_, quarter) => ({
    minute: n * day + 14 * 60 + quarter * 15 + 1,
    device: 'inlet',
    values: { 'water.flow': 2.1 + leak + wobble(n + quarter, 1) / 5, 'water.pressure': 410 - 4 * leak },
  }))
}

/** Starts at noon: a night of the use case runs from noon to noon. */
export const script = defineScript({
  fr: 'Une fuite dans la nuit : deux enregistreurs l’entendent, le secteur la boit, la troisième nuit la confirme.',
  en: 'A leak in the night: two loggers hear it, the district drinks it, the third night confirms it.',
  start: '2026-11-02T12:00',
  assets: {
    north: {
      type: 'waterDistrict',
      attributes: { properties: 900, nonHousehold: 0.4, mainsKm: 11 },
      position: [0.35, 47.05],
    },
    ear1: { type: 'leakLogger', attributes: { parent: 'north' }, position: [0.351, 47.051] },
    ear2: { type: 'leakLogger', attributes: { parent: 'north' }, position: [0.3525, 47.051] },
    ear3: { type: 'leakLogger', attributes: { parent: 'north' }, position: [0.36, 47.056] },
    pair: {
      type: 'loggerPair',
      attributes: { parent: 'north', first: 'ear1', second: 'ear2', pipes: 'ductileIron 150: 114' },
    },
    home: { type: 'customerMeter', attributes: { parent: 'north' } },
  },
  devices: {
    ea1: { asset: 'ear1', json: ['leak.level', 'leak.spread', 'leak.tone', 'leak.frequency'] },
    ea2: { asset: 'ear2', json: ['leak.level', 'leak.spread', 'leak.tone', 'leak.frequency'] },
    ea3: { asset: 'ear3', json: ['leak.level', 'leak.spread', 'leak.tone', 'leak.frequency'] },
    correlator: { asset: 'pair', json: ['leak.delay', 'leak.correlation'] },
    inlet: { asset: 'north', json: ['water.flow', 'water.pressure'] },
    // A real meter: its frames carry the index in litres.
    meter: { asset: 'home', model: 'axioma-w1' },
  },
  steps: [
    ...logger('ea1', 1, 31),
    ...logger('ea2', 2, 22),
    ...logger('ea3', 3, 0),
    ...Array.from({ length: quiet + 4 }, (_, n) => districtNight(n)).flat(),
    ...repeated('meter', { minute: 0, everyMinutes: 60, count: 80 }, (n) => ({ volume: 100 + n * 0.012 })),
    {
      minute: night(quiet - 1) + 30,
      expect: { asset: 'ear1', property: 'leak.likelihood', value: 1, within: 3 },
    },
    { minute: night(quiet) + 8 * 60, expect: { asset: 'ear1', rule: 'leak', is: 'none' } },
    { minute: night(quiet + 1) + 8 * 60, expect: { asset: 'ear1', rule: 'leak', is: 'none' } },
    {
      minute: night(quiet + 2) + 8 * 60,
      expect: { asset: 'ear1', rule: 'leak', is: 'opened', severity: 'major' },
    },
    { minute: night(quiet + 2) + 8 * 60, expect: { asset: 'ear1', property: 'leak.state', value: 2 } },
    { minute: night(quiet + 2) + 8 * 60, expect: { asset: 'ear1', property: 'leak.neighbours', value: 1 } },
    { minute: night(quiet + 2) + 8 * 60, expect: { asset: 'ear3', rule: 'leak', is: 'none' } },
    {
      minute: night(quiet + 2) + 8 * 60,
      expect: { asset: 'north', property: 'water.nightFlow.leak', value: 2.2, within: 0.3 },
    },
    {
      minute: night(quiet + 2) + 9 * 60,
      device: 'correlator',
      values: { 'leak.delay': -40, 'leak.correlation': 9 },
    },
    {
      minute: night(quiet + 2) + 9 * 60,
      expect: { asset: 'pair', property: 'leak.position', value: 32, within: 4 },
    },
    { minute: 60 * 60, expect: { asset: 'home', rule: 'customer', is: 'opened' } },
    { minute: 85 * 60, expect: { asset: 'home', property: 'water.continuousFlow', value: 2 } },
  ],
})
