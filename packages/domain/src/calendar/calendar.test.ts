import { expect, test } from 'vitest'
import { ActiveHours, activityAt } from './active-hours.ts'
import { dateOf, dayOf, instantOf, isoWeekday, offsetMs } from './local-time.ts'
import { easterDay, publicHolidays } from './public-holidays.ts'
import { isSchoolHoliday, schoolCalendarKnows } from './school-holidays.ts'
import { schoolHolidays } from './school-holidays-data.ts'

const paris = 'Europe/Paris'
const utc = (time: string) => Date.parse(`${time}Z`)

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
])('Easter %d is %s', (year, date) => {
  expect(dateOf(easterDay(year))).toBe(date)
})

test('France has eleven public holidays, Alsace-Moselle thirteen', () => {
  expect(publicHolidays(2026).map(({ date }) => date.slice(5))).toEqual([
    '01-01',
    '04-06',
    '05-01',
    '05-08',
    '05-14',
    '05-25',
    '07-14',
    '08-15',
    '11-01',
    '11-11',
    '12-25',
  ])
  const more = publicHolidays(2026, 'alsaceMoselle').map(({ date }) => date)
  expect(more).toHaveLength(13)
  expect(more).toContain('2026-04-03')
  expect(more).toContain('2026-12-26')
})

test('school holidays begin on a Saturday and end before the day of return, zone by zone', () => {
  expect(isSchoolHoliday(dayOf('2026-02-07'), 'A')).toBe(true)
  expect(isSchoolHoliday(dayOf('2026-02-07'), 'B')).toBe(false)
  expect(isSchoolHoliday(dayOf('2026-02-22'), 'A')).toBe(true)
  expect(isSchoolHoliday(dayOf('2026-02-23'), 'A')).toBe(false)
  expect(isSchoolHoliday(dayOf('2026-08-31'), 'C')).toBe(true)
  expect(isSchoolHoliday(dayOf('2026-09-01'), 'C')).toBe(false)
  expect(schoolCalendarKnows(dayOf('2028-01-01'))).toBe(false)
  for (const { from, until, fr } of schoolHolidays) {
    expect(dayOf(until)).toBeGreaterThan(dayOf(from))
    if (fr !== 'Pont de l’Ascension') expect(isoWeekday(dayOf(from))).toBe(6)
  }
})

test('a clock time that is skipped in spring is the end of the gap; one that comes twice has two instants', () => {
  const spring = dayOf('2026-03-29')
  expect(instantOf(paris, spring, 90, 'first')).toBe(utc('2026-03-29T00:30'))
  expect(instantOf(paris, spring, 150, 'first')).toBe(utc('2026-03-29T01:00'))
  expect(instantOf(paris, spring, 180, 'first')).toBe(utc('2026-03-29T01:00'))
  const autumn = dayOf('2026-10-25')
  expect(instantOf(paris, autumn, 150, 'first')).toBe(utc('2026-10-25T00:30'))
  expect(instantOf(paris, autumn, 150, 'second')).toBe(utc('2026-10-25T01:30'))
  expect(offsetMs('Indian/Reunion', utc('2026-07-01T00:00'))).toBe(4 * 3_600_000)
})

test('an interval over a DST night is one piece: 9 h in spring, 11 h in autumn', () => {
  const hours = ActiveHours.parse({ weekly: [{ days: [6], from: '20:00', to: '06:00' }] })
  expect(activityAt(hours, paris, utc('2026-03-28T20:00'))).toEqual({
    active: true,
    until: utc('2026-03-29T04:00'),
  })
  expect(activityAt(hours, paris, utc('2026-10-24T18:00'))).toEqual({
    active: true,
    until: utc('2026-10-25T05:00'),
  })
})

test('the answer holds until the boundary that comes with it', () => {
  const hours = ActiveHours.parse({
    weekly: [
      { days: [1, 2, 3, 4, 5], from: '18:00', to: '08:00' },
      { days: [3], from: '12:00', to: '14:00' },
    ],
    publicHolidays: 'always',
    exceptions: [{ from: '2026-05-04', until: '2026-05-05', effect: 'never' }],
  })
  for (let at = utc('2026-04-20T00:00'); at < utc('2026-06-01T00:00'); at += 47 * 60_000) {
    const { active, until } = activityAt(hours, paris, at)
    expect(until).toBeGreaterThan(at)
    for (const between of [at + 1, (at + until) / 2, until - 1]) {
      expect(activityAt(hours, paris, between).active).toBe(active)
    }
  }
})
