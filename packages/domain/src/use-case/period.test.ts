import fc from 'fast-check'
import { expect, test } from 'vitest'
import { every, type PeriodGrain, periodAt, periodsIn } from './period.ts'

const paris = 'Europe/Paris'
const at = (iso: string) => Date.parse(iso)
const hours = ({ from, to }: { from: number; to: number }) => (to - from) / 3_600_000

test('a civil day has 23, 24 or 25 hours', () => {
  expect(hours(periodAt('day', paris, at('2026-03-29T10:00:00Z')))).toBe(23)
  expect(hours(periodAt('day', paris, at('2026-10-25T10:00:00Z')))).toBe(25)
  expect(hours(periodAt('day', paris, at('2026-06-15T10:00:00Z')))).toBe(24)
})

test('a night runs from local noon to local noon', () => {
  const night = { from: at('2026-07-01T12:00:00+02:00'), to: at('2026-07-02T12:00:00+02:00') }
  expect(periodAt('night', paris, at('2026-07-02T03:00:00+02:00'))).toEqual(night)
  expect(periodAt('night', paris, at('2026-07-01T12:00:00+02:00'))).toEqual(night)
  expect(periodAt('night', paris, at('2026-07-02T11:59:59+02:00'))).toEqual(night)
})

test('a week begins on Monday, a month on its first', () => {
  expect(periodAt('week', paris, at('2026-11-28T10:00:00Z'))).toEqual({
    from: at('2026-11-23T00:00:00+01:00'),
    to: at('2026-11-30T00:00:00+01:00'),
  })
  expect(periodAt('month', paris, at('2026-10-28T10:00:00Z'))).toEqual({
    from: at('2026-10-01T00:00:00+02:00'),
    to: at('2026-11-01T00:00:00+01:00'),
  })
})

const grain = fc.constantFrom(...every.filter((one): one is PeriodGrain => one !== 'change'))
const zone = fc.constantFrom(paris, 'Indian/Reunion', 'America/St_Johns', 'Pacific/Noumea', 'UTC')
const instant = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') })

test('every instant lies in one period, and periods follow each other without a gap', () => {
  fc.assert(
    fc.property(grain, zone, instant, (size, timeZone, now) => {
      const period = periodAt(size, timeZone, now)
      expect(period.from).toBeLessThanOrEqual(now)
      expect(period.to).toBeGreaterThan(now)
      expect(periodAt(size, timeZone, period.from)).toEqual(period)
      expect(periodAt(size, timeZone, period.to - 1)).toEqual(period)
      expect(periodAt(size, timeZone, period.to).from).toBe(period.to)
    }),
  )
})

test('the periods of a span cover it', () => {
  const span = { from: at('2026-10-24T05:00:00Z'), to: at('2026-10-27T05:00:00Z') }
  const days = [...periodsIn('day', paris, span)]
  expect(days.map(hours)).toEqual([24, 25, 24, 24])
})
