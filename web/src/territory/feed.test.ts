import type { LiveValue } from '@trame/domain'
import { expect, test } from 'vitest'
import { mergeFeed } from './feed.ts'

const at = (minute: number) => `2026-11-24T12:${String(minute).padStart(2, '0')}:00Z`
const live = (assetId: string | null, minute: number, value: number, property = 'bin.fill'): LiveValue => ({
  seriesId: 1,
  assetId,
  deviceId: 'dev_1',
  property,
  slot: '',
  value,
  observedAt: at(minute),
  quality: 'ok',
})

test('each asset has one line, the newest asset first, and the line remembers the value before', () => {
  let rows = mergeFeed([], [live('a', 1, 10), live('b', 2, 20)], 10)
  rows = mergeFeed(rows, [live('a', 3, 14)], 10)
  expect(rows.map((row) => [row.assetId, row.value, row.before])).toEqual([
    ['a', 14, 10],
    ['b', 20, null],
  ])
})

test('late data, device news and values without an asset leave the list as it is', () => {
  const rows = mergeFeed([], [live('a', 5, 10)], 10)
  expect(mergeFeed(rows, [live('a', 1, 99), live('a', 9, 3.1, 'battery'), live(null, 9, 1)], 10)).toEqual(
    rows,
  )
})

test('the list is bounded, the oldest leave', () => {
  const rows = mergeFeed([], [live('a', 1, 1), live('b', 2, 2), live('c', 3, 3)], 2)
  expect(rows.map((row) => row.assetId)).toEqual(['c', 'b'])
})
