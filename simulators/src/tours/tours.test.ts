import { expect, test } from 'vitest'
import { sourceOf } from '../signals/source-plan.ts'
import { scenes, stageWith } from '../testing.ts'
import { hourMs } from '../world/local-time.ts'
import { createTours, type DrivenTour } from './tours.ts'

/** A Monday on which the round passes at six, local time. */
const monday = '2026-11-30'
const six = Date.parse('2026-11-30T05:00:00Z')
const saturday = Date.parse('2026-11-28T10:00:00Z')
const tour = (stops: DrivenTour['stops'], id = 'tou_1') => ({ id, date: monday, stops })
const options = { emptyM: 1.6, fullM: 0.3, rounds: [1, 4], roundHour: 6 }

function bin(key: string, tours = createTours()) {
  const device = { key, position: scenes.leak, play: { kind: 'bin' as const, ...options } }
  return sourceOf(device, { ...stageWith(), tours })
}
const emptiedBy = (source: ReturnType<typeof bin>, at: number) => source.truth!(at).emptied

test('without a tour the truck drives its fixed rounds', () => {
  expect(emptiedBy(bin('pav-1'), six + hourMs)).toBe('2026-11-30T05:00:00.000Z by round')
})

test('a published tour empties its stops when it is there, and leaves the others as they are', () => {
  const tours = createTours()
  const called = bin('pav-1', tours)
  const left = bin('pav-2', tours)
  const passage = six + 0.7 * hourMs
  expect(tours.hear([tour([{ device: 'pav-1', at: passage }])], saturday)).toEqual([
    { tour: 'tou_1', date: monday, step: 'followed', stops: 1 },
  ])
  // Heard twice is heard once.
  expect(tours.hear([tour([{ device: 'pav-1', at: passage }])], saturday + hourMs)).toEqual([])
  const before = called.signal(passage - 60_000).distance!
  expect(before).toBeLessThan(1.5)
  expect(called.signal(passage + 60_000).distance!).toBeGreaterThan(1.5)
  expect(emptiedBy(called, passage)).toBe(`${new Date(passage).toISOString()} by tou_1`)
  expect(emptiedBy(left, passage)).toBe('2026-11-26T05:00:00.000Z by round')
  // The next round is a fixed one again.
  expect(emptiedBy(left, six + 80 * hourMs)).toBe('2026-12-03T05:00:00.000Z by round')
})

test('an empty tour says that nobody drives that day', () => {
  const tours = createTours()
  expect(tours.hear([tour([])], saturday)).toMatchObject([{ step: 'followed', stops: 0 }])
  const left = bin('pav-1', tours)
  expect(emptiedBy(left, six + hourMs)).toBe('2026-11-26T05:00:00.000Z by round')
  expect(tours.hear([], saturday + hourMs)).toMatchObject([{ step: 'dropped' }])
  expect(emptiedBy(bin('pav-1', tours), six + hourMs)).toBe('2026-11-30T05:00:00.000Z by round')
})

test('what was published too late changes nothing that was', () => {
  const tours = createTours()
  const late = six + 2 * hourMs
  const stops = [
    { device: 'pav-1', at: six + hourMs },
    { device: 'pav-2', at: six + 3 * hourMs },
  ]
  expect(tours.hear([tour(stops)], late)).toMatchObject([{ stops: 1 }])
  expect(emptiedBy(bin('pav-1', tours), late)).toBe('2026-11-30T05:00:00.000Z by round')
  expect(emptiedBy(bin('pav-2', tours), six + 4 * hourMs)).toContain('by tou_1')
})

test('a tour that was cancelled is not driven; what was driven of it stays', () => {
  const remembered: DrivenTour[] = []
  const tours = createTours(remembered)
  tours.hear([tour([{ device: 'pav-1', at: six + hourMs }])], saturday)
  expect(tours.hear([], saturday + hourMs)).toMatchObject([{ step: 'dropped' }])
  expect(emptiedBy(bin('pav-1', tours), six + 2 * hourMs)).toBe('2026-11-30T05:00:00.000Z by round')

  tours.hear(
    [
      tour([
        { device: 'pav-1', at: six + hourMs },
        { device: 'pav-2', at: six + 3 * hourMs },
      ]),
    ],
    saturday,
  )
  tours.hear([], six + 2 * hourMs)
  // Through a restart too.
  const again = createTours(structuredClone(remembered))
  expect(again.emptied('pav-1', six + 4 * hourMs)).toEqual({ at: six + hourMs, tour: 'tou_1' })
  expect(again.emptied('pav-2', six + 4 * hourMs)).toBeUndefined()
})
