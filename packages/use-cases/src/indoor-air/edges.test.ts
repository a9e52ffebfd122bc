import { expect, test } from 'vitest'
import { campaignEffect, studentQuantile } from './campaign.ts'
import { icone } from './icone.ts'
import { airChangesFromDecay, carbonDioxideAfter } from './mass-balance.ts'
import { airColours } from './signal.ts'
import { nextVentOrder, ventOrder } from './vents.ts'

test('an empty class has no index', () => {
  expect(icone([])).toBeNull()
  expect(icone([Number.NaN])).toBeNull()
})

test('a sealed room rises for ever, an empty one decays to the air outside', () => {
  const room = { volumeM3: 180, persons: 25, litresPerSecond: 0.0035, airChanges: 0, outdoorPpm: 420 }
  expect(carbonDioxideAfter(room, 420, 1).ppm).toBeCloseTo(420 + 1750, 6)
  const empty = { ...room, persons: 0, airChanges: 2 }
  const { ppm } = carbonDioxideAfter(empty, 2000, 0.5)
  expect(airChangesFromDecay(2000, ppm, 0.5, 420)).toBeCloseTo(2, 9)
  expect(airChangesFromDecay(2000, 410, 0.5, 420)).toBeNull()
  expect(airChangesFromDecay(900, 1000, 0.5, 420)).toBeNull()
})

test('vents: what is unknown decides nothing, weather wins over all, foul air outside over all but the worst inside', () => {
  expect(ventOrder({ occupied: true })).toBe('CLOSED')
  expect(ventOrder({ occupied: true, co2: 1000 })).toBe('OPEN')
  expect(ventOrder({ occupied: true, co2: 800 })).toBe('HALF')
  expect(ventOrder({ occupied: true, co2: 3000, wind: 12.1 })).toBe('CLOSED')
  expect(ventOrder({ occupied: true, co2: 3000, wind: 12 })).toBe('OPEN')
  expect(ventOrder({ occupied: true, co2: 3000, alarm: true })).toBe('CLOSED')
  expect(ventOrder({ occupied: true, co2: 1500, outdoorSubIndex: 5 })).toBe('CLOSED')
  expect(ventOrder({ occupied: true, co2: 1501, outdoorSubIndex: 5 })).toBe('OPEN')
  expect(ventOrder({ occupied: false, inside: 24, outside: 22 })).toBe('OPEN')
  expect(ventOrder({ occupied: false, inside: 24, outside: 11.9 })).toBe('CLOSED')
  expect(ventOrder({ occupied: false, inside: 30 })).toBe('CLOSED')
})

test('a vent rests five minutes between moves, obeys a hand for thirty, and neither in the rain', () => {
  const stuffy = { occupied: true, co2: 1200 }
  const minute = 60_000
  const past = { position: 'CLOSED', movedAt: 0, byHandAt: null } as const
  expect(nextVentOrder(stuffy, past, 4 * minute)).toEqual({ order: 'CLOSED', because: 'pause' })
  expect(nextVentOrder(stuffy, past, 5 * minute)).toEqual({ order: 'OPEN', because: 'decision' })
  const byHand = { position: 'OPEN', movedAt: 0, byHandAt: 0 } as const
  const fresh = { occupied: true, co2: 500 }
  expect(nextVentOrder(fresh, byHand, 29 * minute)).toEqual({ order: 'OPEN', because: 'byHand' })
  expect(nextVentOrder(fresh, byHand, 30 * minute).order).toBe('CLOSED')
  expect(nextVentOrder({ ...fresh, rain: true }, byHand, minute)).toEqual({
    order: 'CLOSED',
    because: 'decision',
  })
})

test('the light turns at the second value and falls back 50 ppm lower', () => {
  expect(airColours([700, 810, 700, 810, 820])).toEqual(['green', 'green', 'green', 'green', 'orange'])
  expect(airColours([790, 760, 749, 740], 'orange')).toEqual(['orange', 'orange', 'orange', 'green'])
  expect(airColours([1500, 1500, 1501, 1502], 'orange')).toEqual(['orange', 'orange', 'orange', 'red'])
  expect(airColours([1451, 1451, 1450, 1449], 'red')).toEqual(['red', 'red', 'red', 'orange'])
  // From green straight to red, when both values ask for it.
  expect(airColours([2000, 2000])).toEqual(['green', 'red'])
})

test('a campaign: rooms against themselves, and the season out by the controls', () => {
  const rooms = [2.5, 3, 1.5, 2, 3.5].map((before, i) => ({ before, after: before - 0.5 - 0.02 * (i - 2) }))
  const effect = campaignEffect(rooms)!
  expect(effect.difference).toBeCloseTo(-0.5, 9)
  // Five differences of standard deviation 0.0316: t(4) = 2.776 times their standard error.
  expect(effect.high - effect.low).toBeCloseTo((2 * 2.776445 * 0.0316228) / Math.sqrt(5), 4)
  const controls = [1, 2, 3].map((before) => ({ before, after: before - 0.2 }))
  expect(campaignEffect(rooms, controls)!.difference).toBeCloseTo(-0.3, 9)
  expect(campaignEffect(rooms.slice(0, 1))).toBeNull()
})

test.each([
  [5, 2.570582],
  [10, 2.228139],
  [30, 2.042272],
  [1e9, 1.959964],
])('the quantile of t with %d degrees is %d', (freedom, quantile) => {
  expect(Math.abs(studentQuantile(freedom) - quantile)).toBeLessThan(0.01)
})
