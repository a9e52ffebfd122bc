import type { SurfaceFrame } from '@trame/domain'
import { expect, test } from 'vitest'
import { csvOf } from '../ui/csv.ts'
import { type SurfaceColumns, surfaceRows } from './surface-rows.ts'

const columns = [
  'from',
  'to',
  'kind',
  'id',
  'name',
  'mean',
  'max',
  'population',
  'exposed',
  'unknown',
] as const
const words = {
  ...Object.fromEntries(columns.map((name) => [name, name])),
  district: 'Quartier',
  zone: 'Zone climatique',
} as unknown as SurfaceColumns

const share = { population: 1200, exposed: 300, areaM2: 1, unknown: 0.0712345 }
const frame: SurfaceFrame = {
  from: '2026-07-15T22:00:00.000Z',
  to: '2026-07-15T23:00:00.000Z',
  bands: [],
  errors: [],
  masked: null,
  stations: [],
  districts: [{ siteId: 'sit_gare', name: 'Gare', mean: 2.8471936512, max: 4, ...share }],
  zones: [{ zone: '2', fr: 'Immeubles serrés', en: 'Compact mid-rise', mean: 3.1, max: 4.2199999, ...share }],
}

test('the file of a map has its numbers in the page’s language, no finer than they are known', () => {
  const lines = csvOf(surfaceRows(frame, words, 'fr'), 'fr')
    .trim()
    .split('\r\n')
  expect(lines[0]).toBe(`\uFEFF${columns.join(';')}`.trim())
  expect(lines.slice(1)).toEqual([
    '2026-07-15T22:00:00.000Z;2026-07-15T23:00:00.000Z;Quartier;sit_gare;Gare;2,85;4;1200;300;7',
    '2026-07-15T22:00:00.000Z;2026-07-15T23:00:00.000Z;Zone climatique;2;Immeubles serrés;3,1;4,22;1200;300;7',
  ])
  expect(csvOf(surfaceRows(frame, words, 'en'), 'en')).toContain(',Compact mid-rise,3.1,4.22,')
})
