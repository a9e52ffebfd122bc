import { expect, test } from 'vitest'
import { whoIsOnCall } from './on-call.ts'

const at = (local: string) => Date.parse(local)
const calendar = {
  timeZone: 'Europe/Paris',
  weekly: [
    { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', userId: 'usr_day' },
    { days: [1, 2, 3, 4, 5, 6, 7], from: '17:00', to: '08:00', userId: 'usr_night' },
  ],
  overrides: [
    { from: '2026-07-13T17:00:00+02:00', until: '2026-07-14T08:00:00+02:00', userId: 'usr_stand-in' },
    { from: '2026-12-24T00:00:00+01:00', until: '2026-12-26T00:00:00+01:00', userId: null },
  ],
}

test.each([
  ['a Monday morning', '2026-06-01T09:00:00+02:00', ['usr_day']],
  ['the same hour in winter time', '2026-12-07T08:30:00+01:00', ['usr_day']],
  ['past midnight, the shift that began the day before', '2026-06-02T03:00:00+02:00', ['usr_night']],
  ['the minute of the change', '2026-06-01T17:00:00+02:00', ['usr_night']],
  ['a Sunday at noon, which nobody has', '2026-06-07T12:00:00+02:00', []],
  ['a night that somebody stands in for', '2026-07-13T23:00:00+02:00', ['usr_stand-in']],
  ['when the stand-in ends, the week again', '2026-07-14T08:00:00+02:00', ['usr_day']],
  ['dates on which nobody is', '2026-12-25T20:00:00+01:00', []],
])('%s', (_, moment, expected) => {
  expect(whoIsOnCall(calendar, at(moment))).toEqual(expected)
})
