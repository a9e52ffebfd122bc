import { expect, test } from 'vitest'
import { shownStatus } from './shown-status.ts'
import { outcomeCounts } from './tour-features.ts'

test('stops are counted by how they ended, those still to do by none', () => {
  const stops = (['emptied', null, 'damaged', 'emptied', null] as const).map((outcome) => ({ outcome }))
  expect(outcomeCounts(stops)).toEqual([
    { outcome: 'emptied', count: 2 },
    { outcome: 'damaged', count: 1 },
  ])
  expect(outcomeCounts([])).toEqual([])
})

test('a day without a passage is approved, not handed over', () => {
  expect(shownStatus({ status: 'published', stops: 0 })).toBe('publishedNone')
  expect(shownStatus({ status: 'published', stops: 3 })).toBe('published')
  expect(shownStatus({ status: 'planned', stops: 0 })).toBe('planned')
})
