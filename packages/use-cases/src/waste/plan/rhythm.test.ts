import { expect, test } from 'vitest'
import type { Outlook } from './outlook.ts'
import { bestRhythm } from './rhythm.ts'

/** So full now, and so much fuller at each passage. */
const rising = (now: number, step: number): Outlook => {
  const fill = (passage: number, emptied?: number) =>
    emptied === undefined ? now + step * passage : step * (passage - emptied)
  return { fill, over: (passage, emptied) => fill(passage, emptied) >= 100 }
}
/** They would be full one after the other, one each passage. */
const outlooks = Array.from({ length: 10 }, (_, i) => rising(90 - 9 * i, 9))
const ahead = (perTour: number, perStop: number) =>
  bestRhythm(outlooks, {
    fullFrom: 100,
    costOf: (called) => perTour + perStop * called.length,
    passages: 12,
  })

test('where only the stops cost, each is called at when it is full; where a tour costs, several are called at together', () => {
  expect(ahead(0, 1)).toBe(0)
  expect(ahead(3, 1)).toBeGreaterThan(0)
  expect(ahead(30, 1)).toBeGreaterThanOrEqual(ahead(3, 1))
  expect(ahead(30, 1)).toBeLessThanOrEqual(6)
})

test('where nothing will be full, nothing is known of a rhythm', () => {
  const terms = { fullFrom: 80, costOf: () => 1, passages: 12 }
  expect(bestRhythm([rising(10, 0), null], terms)).toBe(0)
  expect(bestRhythm([], terms)).toBe(0)
})
