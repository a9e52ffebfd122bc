import { expect, test } from 'vitest'
import { createOrders } from '../downlink/orders.ts'
import { stageWith } from '../testing.ts'
import { hourMs } from '../world/local-time.ts'
import { lampSource } from './lamp.ts'
import { faultSpans, isFaulty, type lampFaults } from './lamp-fault.ts'

// Weeks begin on Mondays at midnight UTC; seed 0 has its fault in the first.
const night = Date.parse('2026-02-02T22:00:00Z')
const noon = Date.parse('2026-02-03T12:00:00Z')
const options = { ratedW: 69, night: { from: 23, to: 6, level: 40 } }
const lampWith = (fault?: (typeof lampFaults)[number]) =>
  lampSource('lampe-x', 0, stageWith().world, createOrders(), { ...options, ...(fault && { fault }) })
const quarter = hourMs / 4
/** A report of each kind follows the other. */
const both = (fault: (typeof lampFaults)[number] | undefined, at: number) => {
  const { signal } = lampWith(fault)
  return { ...signal(at), ...signal(at + quarter) }
}

test('each fault shows in what the lamp tells, and its meter agrees', () => {
  expect(isFaulty(0, night)).toBe(true)
  expect(both('dead', night)).toMatchObject({ 'light.level': 40, 'power.active': 0 })
  expect(both('weakDriver', night)['power.active']).toBeCloseTo(0.7 * 29.7, -1)
  expect(both('dayBurner', noon)).toMatchObject({ 'light.level': 100 })
  expect(both('dayBurner', noon)['power.active']).toBeGreaterThan(60)
  expect(both('overVoltage', night + 2 * hourMs)['electric.voltage']).toBeGreaterThan(252)
  const levels = [0, 1, 2, 3, 4, 5].map(
    (n) => lampWith('cycling').onDemand!(night + n * 2 * quarter)['light.level'],
  )
  expect(new Set(levels)).toEqual(new Set([0, 40]))
  const used = (fault?: (typeof lampFaults)[number]) => {
    const total = (at: number) => both(fault, at)['energy.active.total']!
    return total(noon) - total(noon - 20 * hourMs)
  }
  expect(used('dead')).toBeCloseTo(0, 6)
  expect(used('weakDriver') / used()).toBeCloseTo(0.7, 2)
  expect(used('dayBurner')).toBeCloseTo(20 * 0.069, 2)
})

test('a fault is mended after a week, and the ledger knows', () => {
  const mended = night + 7 * 24 * hourMs
  expect(both('dead', mended)['power.active']).toBeGreaterThan(25)
  expect([night, mended].map((at) => lampWith('dead').truth!(at).fault)).toEqual(['dead', 'none'])
  expect(lampWith().truth!(night).fault).toBeUndefined()
  expect(faultSpans(1, Date.parse('2026-01-20T00:00:00Z'))).toHaveLength(1)
})
