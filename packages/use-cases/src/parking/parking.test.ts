import { expect, test } from 'vitest'
import { correctionsOf, growthOf, occupiedAt } from './count.ts'
import { parkingMetrics } from './metrics.ts'
import { redirectFrom } from './redirect.ts'
import { freeOnArrival, signFace, signFaces, signRuleFor } from './sign-rule.ts'
import vectors from './vectors.json' with { type: 'json' }

const minute = 60_000
const clock = (text: string) => {
  const [hours, minutes] = text.split(':').map(Number)
  return (hours! * 60 + minutes!) * minute
}

test.each(vectors['parking.metrics'])('metrics $id', ({ input, expected, tolerance }) => {
  const found = parkingMetrics({
    events: input.events.map(({ t, bay, occupied }) => ({ at: clock(t), bay, occupied })),
    bays: input.bays,
    from: clock(input.from),
    to: clock(input.to),
    minStayMs: input.minStayMin * minute,
  })
  const { meanCompletedStayMin, ...rest } = expected
  expect(Math.abs(found.meanCompletedStayMs! / minute - meanCompletedStayMin)).toBeLessThanOrEqual(tolerance)
  for (const [name, value] of Object.entries(rest))
    expect(Math.abs(found[name as keyof typeof rest]! - value), name).toBeLessThanOrEqual(tolerance)
})

test.each(vectors['parking.sign'])('sign $id', ({ input, expected }) => {
  expect(signFaces(input.capacity, input.freeSequence)).toEqual(expected)
})

const events = (...list: [string, string, boolean][]) =>
  list.map(([t, bay, occupied]) => ({ at: clock(t), bay, occupied }))
const morning = { bays: ['A', 'B'], from: clock('08:00'), to: clock('10:00') }

test('a state that is said again changes nothing; a heartbeat repairs a lost event', () => {
  const found = parkingMetrics({
    ...morning,
    events: events(['08:00', 'A', true], ['08:30', 'A', true], ['09:00', 'A', false], ['09:30', 'A', false]),
  })
  expect(found).toMatchObject({
    arrivals: 1,
    completedStays: 1,
    meanCompletedStayMs: 60 * minute,
    freeAtEnd: 2,
  })
})

test('a car that stood there before fills its bay, and is no arrival', () => {
  const before = events(['07:00', 'A', true], ['09:00', 'A', false])
  const seen = parkingMetrics({ ...morning, events: before })
  expect(seen).toMatchObject({
    arrivals: 0,
    completedStays: 1,
    occupancyRate: 0.25,
    meanCompletedStayMs: 120 * minute,
  })
  const unseen = parkingMetrics({ ...morning, events: events(['09:00', 'A', false]) })
  expect(unseen).toMatchObject({
    arrivals: 0,
    completedStays: 0,
    occupancyRate: 0.25,
    meanCompletedStayMs: null,
  })
})

test('events out of order, of unknown bays, and after the end change nothing', () => {
  const list = events(['08:00', 'A', true], ['09:00', 'A', false], ['08:10', 'Z', true], ['10:30', 'B', true])
  const found = parkingMetrics({ ...morning, events: list.reverse() })
  expect(found).toMatchObject({ arrivals: 1, completedStays: 1, occupancyRate: 0.25, freeAtEnd: 2 })
})

test('nothing is divided by nothing: no bay, no stay', () => {
  expect(parkingMetrics({ events: [], bays: [], from: 0, to: minute })).toMatchObject({
    occupancyRate: null,
    turnoverPerBay: null,
    meanCompletedStayMs: null,
    freeAtEnd: 0,
  })
  expect(parkingMetrics({ ...morning, events: [] })).toMatchObject({ occupancyRate: 0, respectRate: null })
})

test('respect of the allowed time is of completed stays', () => {
  const list = events(
    ['08:00', 'A', true],
    ['08:30', 'A', false],
    ['08:00', 'B', true],
    ['09:45', 'B', false],
  )
  expect(parkingMetrics({ ...morning, events: list, allowedMs: 60 * minute }).respectRate).toBe(0.5)
})

test('closed, unknown, old: said in words; full stays full through them', () => {
  const park = { capacity: 400, free: 200, full: false }
  expect(signFace({ ...park, open: false }).text).toBe('FERMÉ')
  expect(signFace({ ...park, ageMs: 11 * minute }).text).toBe('---')
  expect(signFace({ ...park, free: null, full: true })).toEqual({ text: '---', full: true })
  expect(signFace({ ...park, free: 7, full: true }).text).toBe('COMPLET')
  expect(signFace({ ...park, ageMs: 10 * minute }).text).toBe('200')
})

test('a small car park shows each place, and opens again even when it has fewer than eight', () => {
  expect(signFaces(40, [20, 9, 4, 3, 7, 8], signRuleFor(40))).toEqual([
    '20',
    '9',
    '4',
    'COMPLET',
    'COMPLET',
    '8',
  ])
  expect(signFaces(5, [5, 3, 4, 5], signRuleFor(5))).toEqual(['LIBRE', 'COMPLET', 'COMPLET', 'LIBRE'])
})

test('on arrival there are fewer, never less than none, never more than now', () => {
  expect([freeOnArrival(20, 60, 10 * minute), freeOnArrival(5, 60, 10 * minute)]).toEqual([10, 0])
  expect(freeOnArrival(20, -60, 10 * minute)).toBe(20)
})

test('a barrier count starts at a known count, is clamped, and its drift is written down', () => {
  const count = {
    capacity: 100,
    entries: [
      { at: 0, value: 1000 },
      { at: 10, value: 1030 },
      { at: 20, value: 5 },
      { at: 30, value: 205 },
    ],
    exits: [
      { at: 0, value: 500 },
      { at: 10, value: 510 },
    ],
    known: [
      { at: 0, occupied: 10 },
      { at: 15, occupied: 26 },
    ],
  }
  expect(growthOf(count.entries)).toBe(235)
  expect([occupiedAt(count, -1), occupiedAt(count, 0), occupiedAt(count, 10)]).toEqual([null, 10, 30])
  // The counter began again at 20, and the place can't hold the 200 of 30.
  expect([occupiedAt(count, 15), occupiedAt(count, 20), occupiedAt(count, 30)]).toEqual([26, 31, 100])
  expect(correctionsOf(count)).toEqual([{ at: 15, counted: 30, known: 26, cars: -4, shareOfCapacity: 0.04 }])
})

test('a full car park sends on to the nearest that has places, is open, and is known', () => {
  const at = (id: string, longitude: number, more = {}) => ({
    id,
    name: id,
    position: [longitude, 47] as const,
    free: 20 as number | null,
    full: false,
    open: true,
    ...more,
  })
  const here = at('here', 0, { full: true, free: 2 })
  const others = [
    here,
    at('shut', 0.001, { open: false }),
    at('old', 0.002, { free: null }),
    at('near', 0.01),
    at('far', 0.02),
  ]
  const found = redirectFrom(here, others)!
  expect(found.to.id).toBe('near')
  expect(found.metres).toBeGreaterThan(750)
  expect(found.metres).toBeLessThan(765)
  expect(redirectFrom(here, others.slice(0, 3))).toBeNull()
})
