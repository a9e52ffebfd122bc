import type { Asset, LiveValue } from '@trame/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeLive, patchAsset } from './live-merge.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 12, 0, second)).toISOString()
const value = (seriesId: number, second: number): LiveValue => ({
  seriesId,
  assetId: 'ast_1',
  deviceId: 'dev_1',
  property: 'bin.fill',
  slot: '',
  value: second,
  observedAt: at(second),
  quality: 'ok',
})

test('keeps the newest value of each series, whatever the order of arrival and the batches', () => {
  const arrivals = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 50 })), {
    minLength: 1,
  })
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 1, max: 5 }), (pairs, size) => {
      let merged = new Map<number, LiveValue>()
      for (let i = 0; i < pairs.length; i += size)
        merged = mergeLive(
          merged,
          pairs.slice(i, i + size).map(([series, second]) => value(series, second)),
        )
      for (const [series, found] of merged)
        expect(found.value).toBe(
          Math.max(...pairs.filter(([id]) => id === series).map(([, second]) => second)),
        )
    }),
  )
})

const asset: Asset = {
  id: 'ast_1',
  name: 'Point d’apport',
  type: 'bin',
  siteId: null,
  siteName: null,
  position: [1, 47],
  geometry: null,
  attributes: {},
  tags: [],
  freshness: 'stale',
  severity: null,
  main: {
    seriesId: 1,
    property: 'bin.fill',
    value: 3,
    observedAt: at(10),
    receivedAt: at(10),
    quality: 'ok',
    stale: true,
  },
  updatedAt: at(0),
}

test('a fresh value takes the stale mark off its asset', () => {
  const patched = patchAsset(asset, mergeLive(new Map(), [value(1, 20)]))
  expect(patched.freshness).toBe('fresh')
  expect(patched.main).toMatchObject({ value: 20, stale: false })
})

test('late data and the values of other series leave the asset as it is', () => {
  expect(patchAsset(asset, mergeLive(new Map(), [value(1, 5), value(2, 30)]))).toBe(asset)
})
