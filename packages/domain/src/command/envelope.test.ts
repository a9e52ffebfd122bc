import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkEnvelope, isSafe, personsFor, restoreOf, type Situation } from './envelope.ts'
import { lampFloor, unknownRoadFloor } from './floors.ts'
import { type CommandKindId, commandKind, commandKindIds } from './kinds.ts'
import { defaultExpiry, nextUplinkAt } from './next-uplink.ts'
import { nextSunrise } from './sunrise.ts'

const now = Date.parse('2024-12-21T22:00:00Z')
const hour = 3_600_000
const known: Situation = {
  now,
  latest: { value: 100, at: now - 60_000 },
  staleAfterMs: 3 * hour,
  lastOrder: null,
  floor: 30,
  position: [-0.5632, 47.4784],
}
const until = (ms: number) => new Date(now + ms).toISOString()

test('an order outside its envelope is refused, whatever else is known', () => {
  fc.assert(
    fc.property(fc.constantFrom(...commandKindIds), fc.double({ noDefaultInfinity: true }), (id, value) => {
      const kind = commandKind(id)
      if (!kind.envelope) return
      const { min, max } = kind.envelope
      const parameters = valued(id, value)
      if (parameters === null || (value >= min && value <= max)) return
      expect(checkEnvelope(id, parameters, known)?.code).toBe('outOfEnvelope')
    }),
  )
})

test('with old data, or none, only the safe state may be ordered', () => {
  const old = { ...known, latest: { value: 100, at: now - 4 * hour } }
  for (const situation of [old, { ...known, latest: null }]) {
    expect(checkEnvelope('light.dim', { level: 60, until: until(hour) }, situation)?.code).toBe('staleData')
    expect(checkEnvelope('light.dim', { level: 100, until: until(hour) }, situation)).toBeNull()
    expect(checkEnvelope('valve.set', { open: true, seconds: 60 }, situation)?.code).toBe('staleData')
    expect(checkEnvelope('valve.set', { open: false }, situation)).toBeNull()
    expect(checkEnvelope('light.resume', {}, situation)).toBeNull()
  }
})

test('a set-point moves no faster than the building may', () => {
  const at16 = { ...known, latest: { value: 16, at: now - 60_000 } }
  const asked = (celsius: number, lastOrder: Situation['lastOrder'] = null) =>
    checkEnvelope('heating.setpoint', { celsius }, { ...at16, lastOrder })?.code
  const aMinuteAgo = { value: 16, at: now - 60_000 }
  expect(asked(16.2, aMinuteAgo)).toBeUndefined()
  expect(asked(19, aMinuteAgo)).toBe('tooFast')
  expect(asked(19, { value: 16, at: now - hour })).toBeUndefined()
  expect(asked(19, { value: 16, at: now + hour })).toBe('tooFast')
  // The first order of a zone, however lately its radiator spoke: from set-back to comfort, and no farther.
  expect(asked(19)).toBeUndefined()
  expect(asked(20)).toBeUndefined()
  expect(asked(20.5)).toBe('tooFast')
})

test('a lamp that is off is lit again by sunrise, and never away for longer than twelve hours', () => {
  const dim = (level: number, ms: number) =>
    checkEnvelope('light.dim', { level, until: until(ms) }, known)?.code
  expect(dim(0, 9 * hour)).toBeUndefined()
  // Sunrise at 07:47 UTC (domain.md 5.3).
  expect(dim(0, 10 * hour)).toBe('leaseTooLong')
  expect(dim(20, 10 * hour)).toBeUndefined()
  expect(dim(20, 13 * hour)).toBe('leaseTooLong')
  expect(dim(20, -1)).toBe('outOfEnvelope')
  expect(personsFor('light.dim', { level: 0 })).toBe(2)
  expect(personsFor('light.dim', { level: 1 })).toBe(1)
})

test('what takes something away from its safe state names the order that brings it back', () => {
  const back = restoreOf('valve.set', { open: true, seconds: 60, valve: 2 })!
  expect(back).toEqual({ kind: 'valve.set', parameters: { open: false, valve: 2 } })
  for (const { kind, parameters } of [back, restoreOf('light.dim', { level: 0 })!])
    expect(isSafe(kind, parameters)).toBe(true)
  expect(restoreOf('valve.set', { open: false })).toBeNull()
})

test('the floor of a lamp is its own, else its road’s, else that of an unknown road', () => {
  expect(lampFloor({ roadClass: 'street', floorPercent: 45 })).toBe(45)
  expect(lampFloor({ roadClass: 'street' })).toBe(30)
  expect(lampFloor({ roadClass: 'nothing we know' })).toBe(unknownRoadFloor)
  expect(lampFloor({ floorPercent: -5 })).toBe(unknownRoadFloor)
})

test('sunrise at Angers is within a minute of the reference, both clock changes and both solstices', () => {
  const expected = [
    '2024-03-31T05:42:18Z',
    '2024-06-21T04:05:07Z',
    '2024-10-27T06:39:01Z',
    '2024-12-21T07:47:17Z',
  ]
  for (const at of expected) {
    const found = nextSunrise([-0.5632, 47.4784], Date.parse(at) - 5 * hour)
    expect(Math.abs(found - Date.parse(at)), at).toBeLessThan(60_000)
  }
  const [sydney, after] = [[151.2, -33.9] as const, Date.parse('2024-12-21T12:00:00Z')]
  expect(Math.abs(nextSunrise(sydney, after) - Date.parse('2024-12-21T18:41:00Z'))).toBeLessThan(120_000)
})

test('a class A device is expected at its next uplink, in the rhythm that it has', () => {
  const device = {
    network: 'lorawan' as const,
    downlinkClass: null,
    lastUplinkAt: now - 10 * 60_000,
    expectedIntervalMs: 15 * 60_000,
  }
  expect(nextUplinkAt(device, now)).toBe(now + 5 * 60_000)
  expect(nextUplinkAt({ ...device, lastUplinkAt: now - 40 * 60_000 }, now)).toBe(now + 5 * 60_000)
  expect(nextUplinkAt({ ...device, downlinkClass: 'C' }, now)).toBeNull()
  expect(defaultExpiry(device, 60_000, now)).toBe(now + 27.5 * 60_000)
})

function valued(id: CommandKindId, value: number): Record<string, unknown> | null {
  if (id === 'light.dim') return { level: value, until: until(hour) }
  if (id === 'heating.setpoint') return { celsius: value }
  if (id === 'vent.move') return { percent: value }
  return null
}
