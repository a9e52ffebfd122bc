import { expect, test } from 'vitest'
import { lessonsWithin, timetableOf, usualTimetable } from './timetable.ts'

const paris = 'Europe/Paris'
const at = (iso: string) => Date.parse(iso)
const lessons = (day: string, text = usualTimetable) => {
  const hours = timetableOf(text, { schoolZone: 'B' })!
  return lessonsWithin(hours, paris, at(`${day}T00:00:00+01:00`), at(`${day}T23:59:00+01:00`)).map(
    ({ from, to }) => [from, to].map((time) => new Date(time).toISOString().slice(11, 16)).join('-'),
  )
}

test('a Tuesday has a morning and an afternoon, a Wednesday a morning, a Sunday nothing', () => {
  expect(lessons('2026-11-24')).toEqual(['07:30-11:00', '12:30-15:30'])
  expect(lessons('2026-11-25')).toEqual(['07:30-11:00'])
  expect(lessons('2026-11-29')).toEqual([])
})

test('closed on holidays, public ones and those of the school', () => {
  expect(lessons('2026-11-11')).toEqual([])
  expect(lessons('2026-12-22')).toEqual([])
})

test('what cannot be read is nothing, not an empty week', () => {
  for (const text of ['', 'lu', '08:30-12:00', 'lu 8h30', 'lu 25:00-26:00'])
    expect(timetableOf(text), text).toBeNull()
  expect(timetableOf('LU, ma 8:30-12:00')?.weekly).toEqual([{ days: [1, 2], from: '08:30', to: '12:00' }])
})
