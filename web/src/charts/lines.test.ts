import { expect, test } from 'vitest'
import { dotsOf, panelsOf } from './lines.ts'

const day = 86_400_000
const at = (day: number) => new Date(Date.UTC(2026, 10, day)).toISOString()
const point = (day: number, value: number) => ({ at: at(day), value, subjects: 3, min: value, max: value })

test('a missing day breaks the line, the long day of October does not', () => {
  const dots = dotsOf([point(1, 5), point(2, 6), point(5, 7)], day)
  expect(dots.map(([, value]) => value)).toEqual([5, 6, null, 7])
  const october = ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'].map((time) => ({
    ...point(1, 5),
    at: time,
  }))
  expect(dotsOf(october, day)).toHaveLength(2)
  expect(dotsOf([], day)).toEqual([])
})

test('quantities of one unit share a panel, each state has its own', () => {
  const lines = ['air.temperature', 'power.active', 'soil.temperature', 'window.open', 'light.on'].map(
    (property) => ({ property }),
  )
  expect(panelsOf(lines).map((panel) => panel.map(({ property }) => property))).toEqual([
    ['air.temperature', 'soil.temperature'],
    ['power.active'],
    ['window.open'],
    ['light.on'],
  ])
})
