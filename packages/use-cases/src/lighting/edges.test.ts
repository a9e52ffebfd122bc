import { describe, expect, test } from 'vitest'
import { daliLevel, daliPercent } from './dali.ts'
import { legalLatestOff } from './legal-hours.ts'
import { ledPower, sodiumPower, zeroTenVolt } from './power.ts'
import { boosted, boostSpans } from './presence-boost.ts'
import {
  astronomicalDefault,
  type Place,
  partNightLevel,
  profileLevel,
  readPartNight,
  ruledLevel,
} from './profile.ts'
import { astronomicalNight, sunAltitude, sunTimes } from './sun.ts'

const angers: Place = { latitude: 47.4784, longitude: -0.5632, timeZone: 'Europe/Paris' }
const at = (iso: string) => Date.parse(iso)

test('MASK and what is no level have no percentage; every level comes back', () => {
  expect([255, -1, 1.5, 300].map((level) => daliPercent(level))).toEqual([null, null, null, null])
  for (const curve of ['logarithmic', 'linear'] as const)
    for (let level = 0; level <= 254; level++)
      expect(daliLevel(daliPercent(level, curve)!, curve)).toBe(level)
  expect([0, -3, Number.NaN, 0.01, 400].map((percent) => daliLevel(percent))).toEqual([0, 0, 0, 1, 254])
})

test('a driver at or below one volt gives its least light, and is off only where it can', () => {
  expect(zeroTenVolt({ volts: 1 })).toBe(10)
  expect(zeroTenVolt({ volts: 0.6 })).toBe(10)
  expect(zeroTenVolt({ volts: 0.59 })).toBe(0)
  expect(zeroTenVolt({ volts: 0, offBelowVolts: null, minPercent: 1 })).toBe(1)
  expect(ledPower(0, { nominalW: 69 })).toBe(0.5)
  expect(ledPower(130, { nominalW: 69 })).toBe(69)
  expect(sodiumPower(150)).toBeCloseTo(172.5, 9)
})

test('legal hours of activities that end after midnight, of parks, and of streets that have none', () => {
  expect(legalLatestOff('shopWindow', '19:00')).toBe('01:00+1')
  expect(legalLatestOff('officeInterior', '23:30')).toBe('00:30+1')
  expect(legalLatestOff('activityCarPark', '00:00')).toBe('02:00+1')
  expect(legalLatestOff('park', '20:00')).toBe('21:00')
  expect(legalLatestOff('publicStreet', '20:00')).toBeNull()
  expect(() => legalLatestOff('park', 'evening')).toThrow(RangeError)
})

test('the sun: high at noon, below at midnight, and without a night beyond the polar circle in June', () => {
  expect(sunAltitude(at('2024-06-21T12:04:11Z'), 47.4784, -0.5632)).toBeCloseTo(65.96, 1)
  expect(sunAltitude(at('2024-06-21T00:04:00Z'), 47.4784, -0.5632)).toBeLessThan(-18)
  const { sunrise } = sunTimes(at('2024-12-21T12:00:00Z'), 47.4784, -0.5632)
  expect(sunAltitude(sunrise!, 47.4784, -0.5632)).toBeCloseTo(-0.833, 2)
  expect(sunTimes(at('2024-06-21T12:00:00Z'), 69.65, 18.96).sunset).toBeNull()
  expect(astronomicalNight(at('2024-06-21T12:00:00Z'), 69.65, 18.96)).toBeNull()
})

describe('profiles', () => {
  const partNight = [
    ...astronomicalDefault,
    { at: { clock: '23:00' }, level: 40, rampMs: 60_000 },
    { at: { clock: '06:00' }, level: 100 },
  ]
  const level = (iso: string, profile = partNight) => profileLevel(profile, at(iso), angers)

  test('sun and clock by turns, over midnight, and on the ramp between two levels', () => {
    expect(level('2024-12-21T16:28:00Z')).toBe(0)
    expect(level('2024-12-21T16:30:00Z')).toBe(100)
    expect(level('2024-12-21T22:00:30Z')).toBe(70)
    expect(level('2024-12-22T03:00:00Z')).toBe(40)
    expect(level('2024-12-22T05:30:00Z')).toBe(100)
    expect(level('2024-12-22T07:34:00Z')).toBe(0)
  })

  test('the night in which clocks are put back has its hour twice, and one level', () => {
    expect(level('2024-10-27T00:30:00Z')).toBe(40)
    expect(level('2024-10-27T01:30:00Z')).toBe(40)
    expect(profileLevel([], at('2024-10-27T01:30:00Z'), angers)).toBeNull()
  })

  test('the highest layer that asks has its way; a part-night profile lights nothing by day', () => {
    expect(ruledLevel({ astronomical: 100, partNight: 40 })).toEqual({ level: 40, by: 'partNight' })
    expect(ruledLevel({ astronomical: 100, partNight: 40, presence: 100 })).toEqual({
      level: 100,
      by: 'presence',
    })
    expect(ruledLevel({ astronomical: 0, partNight: 40 })).toEqual({ level: 0, by: 'astronomical' })
    expect(ruledLevel({ safety: 0, maintenance: 100, presence: 100 })).toEqual({ level: 0, by: 'safety' })
    expect(ruledLevel({ exception: 80, partNight: 40, astronomical: 100 })).toEqual({
      level: 80,
      by: 'exception',
    })
    expect(ruledLevel({})).toEqual({ level: 0, by: 'astronomical' })
  })

  test('a lighting plan’s own words', () => {
    expect(readPartNight('40% 23:00-06:00 else 100%')).toEqual({ level: 40, from: '23:00', to: '06:00' })
    expect(readPartNight('off 23:00-05:00')).toEqual({ level: 0, from: '23:00', to: '05:00' })
    expect([readPartNight('100% all night'), readPartNight('140% 23:00-06:00')]).toEqual([null, null])
    const part = readPartNight('40% 23:00-06:00')!
    expect([1379, 1380, 0, 359, 360].map((minute) => partNightLevel(part, minute))).toEqual([
      null,
      40,
      40,
      40,
      null,
    ])
  })
})

test('detections that come while a boost holds prolong it; those outside the window count only within it', () => {
  const spans = (eventsS: number[]) => boostSpans({ eventsS, windowS: 100, holdS: 20 })
  expect(spans([50, 10, 25, 95, -10, 400])).toEqual([
    [0, 45],
    [50, 70],
    [95, 100],
  ])
  expect(spans([])).toEqual([])
  expect(boosted(0, 10)).toEqual([0, 1, 2])
  expect(boosted(9, 10)).toEqual([7, 8, 9])
  expect(boosted(0, 1)).toEqual([0])
})
