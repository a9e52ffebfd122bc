import { expect, test } from 'vitest'
import type { IndicatorWindow, InputSeries, Point, Subject } from '../define-indicator.ts'
import { customerLeak } from './customer-indicators.ts'
import { balance, nightFlow, performance } from './district-indicators.ts'
import { usedIn } from './index-reading.ts'
import { pipesOf, position } from './logger-indicators.ts'

const hourMs = 3_600_000
const noon = Date.parse('2026-11-02T12:00:00+01:00')
const midnight = Date.parse('2026-11-03T00:00:00+01:00')
const subject = (attributes: Subject['attributes'] = {}): Subject => ({
  id: 'ast_1',
  name: 'One',
  type: 'waterDistrict',
  attributes,
  position: null,
})
const series = (points: Point[], of = subject()): InputSeries => ({ subject: of, points })
const window = (
  from: number,
  to: number,
  inputs: Record<string, InputSeries[]>,
  of = subject(),
): IndicatorWindow => ({
  from,
  to,
  timeZone: 'Europe/Paris',
  subject: of,
  inputs,
  factor: () => {
    throw new Error('none')
  },
})
const every = (from: number, stepMs: number, count: number, value: (n: number) => number): Point[] =>
  Array.from({ length: count }, (_, n) => ({ at: from + n * stepMs, value: value(n) }))

test('the night flow is that of two to five, in local time, and needs a whole hour', () => {
  const flow = every(noon, hourMs / 4, 96, (n) => (n >= 60 && n < 64 ? 1.5 : n >= 40 && n < 44 ? 0.1 : 4))
  const of = subject({ properties: 500, nonHousehold: 0.1 })
  const result = nightFlow.compute(
    window(noon, noon + 24 * hourMs, { flow: [series(flow)], pressure: [] }, of),
  )
  // Quarter 60 is three in the morning; the dip at ten in the evening is no night.
  expect(result['water.nightFlow.minimum']).toBeCloseTo(1.5, 9)
  expect(result['water.nightFlow.leak']).toBeCloseTo(1.5 - 0.85 - 0.1, 9)
  const holes = flow.filter((_, n) => n % 4 !== 2)
  expect(
    nightFlow.compute(window(noon, noon + 24 * hourMs, { flow: [series(holes)], pressure: [] }, of)),
  ).toEqual({})
})

test('a balance needs five homes, and a day of which three quarters were heard', () => {
  const day = { from: midnight, to: midnight + 24 * hourMs }
  const home = (perHour: number) => series(every(midnight - 2 * hourMs, hourMs, 27, (n) => 100 + n * perHour))
  const flow = (hours: number) => [series(every(midnight, hourMs, hours, () => 5))]
  const of = subject({ properties: 300 })
  const run = (hours: number, homes: number) =>
    balance.compute(
      window(
        day.from,
        day.to,
        { flow: flow(hours), meters: Array.from({ length: homes }, () => home(0.01)) },
        of,
      ),
    )
  expect(run(24, 5)['water.supplied']).toBeCloseTo(120, 9)
  expect(run(24, 5)['water.delivered']).toBeCloseTo(72, 6)
  expect(run(20, 4)).toEqual({ 'water.supplied': 120, 'water.delivered': null })
  expect(run(17, 5)['water.supplied']).toBeNull()
})

test('yield of the days on which both sides are known', () => {
  const at = (n: number) => midnight + n * 24 * hourMs
  const of = subject({ mainsKm: 10, unmetered: 0 })
  const supplied = [series([0, 1, 2].map((n) => ({ at: at(n), value: 100 })))]
  const delivered = [series([0, 2].map((n) => ({ at: at(n), value: 80 })))]
  const result = performance.compute(window(midnight, at(30), { supplied, delivered }, of))
  expect(result['water.yield']).toBeCloseTo(80, 9)
  expect(result['water.linearLoss']).toBeCloseTo(2, 9)
  expect(result['water.yieldThreshold']).toBeCloseTo(65 + 8 / 5, 9)
})

test('a customer leak: not from one dry hour, not from a meter that was changed, not before a day of hours', () => {
  const day = (points: Point[]) =>
    customerLeak.compute(window(midnight, midnight + 24 * hourMs, { volume: [series(points)] }))
  const from = midnight - 74 * hourMs
  const steady = every(from, hourMs, 98, (n) => 50 + n * 0.007)
  expect(day(steady)).toEqual({
    'water.continuousFlow': 2,
    'water.continuousHours': 72,
    'water.waste': expect.closeTo(168, 6),
  })
  const dry = steady.map(({ at, value }, n) => ({ at, value: n >= 90 ? value - 0.007 : value }))
  expect(day(dry)['water.continuousFlow']).toBe(0)
  expect(day(steady.slice(-12))).toEqual({})
  expect(day([])).toEqual({})
})

test('an index between two readings lies on the line, far apart nowhere', () => {
  const points = [
    { at: 0, value: 10 },
    { at: 2 * hourMs, value: 12 },
    { at: 8 * hourMs, value: 14 },
  ]
  expect(usedIn(points, 0, hourMs)).toBeCloseTo(1, 9)
  expect(usedIn(points, 0, 5 * hourMs)).toBeNull()
  expect(usedIn([...points, { at: 9 * hourMs, value: 2 }], 8 * hourMs, 9 * hourMs)).toBeNull()
})

test('a pair says where, and within how many metres; a weak peak says nothing', () => {
  const of = subject({ pipes: 'fonte ductile 150: 60; PEHD 110: 40' })
  const at = (delay: number, peak: number) =>
    position.compute(
      window(
        noon,
        noon + 1,
        { delay: [series([{ at: noon, value: delay }])], peak: [series([{ at: noon, value: peak }])] },
        of,
      ),
    )
  const found = at(20, 12)
  expect(found['leak.position']).toBeGreaterThan(70)
  expect(found['leak.position']).toBeLessThan(78)
  expect(found['leak.positionError']).toBeGreaterThan(1)
  expect(at(20, 4)).toEqual({})
  expect(at(400, 12)).toEqual({})
  expect(pipesOf('plomb 20: 10')).toBeNull()
  expect(pipesOf('PVC 110')).toBeNull()
})
