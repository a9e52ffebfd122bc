import { instantOf, isoWeekday, localDay } from '../../packages/domain/src/calendar/local-time.ts'
import { isPublicHoliday } from '../../packages/domain/src/calendar/public-holidays.ts'
import { isSchoolHoliday } from '../../packages/domain/src/calendar/school-holidays.ts'
import type { Expected } from './town-day-expected.ts'
import type { Spell } from './town-day-ledger.ts'

const zone = 'Europe/Paris'
/** As long as the platform takes late messages as such. */
const longestDays = 28

const isSchoolDay = (day: number) =>
  isoWeekday(day) <= 5 && !isPublicHoliday(day, 'metropole') && !isSchoolHoliday(day, 'B')

/** Midnight before the last school day that is over; in the long holidays, before yesterday. */
export function lastSchoolDay(now: number): number {
  const yesterday = localDay(zone, now) - 1
  for (let day = yesterday; day > yesterday - longestDays; day--)
    if (isSchoolDay(day)) return instantOf(zone, day, 0, 'first')
  return instantOf(zone, yesterday, 0, 'first')
}

/** What of a spell lies within these hours, which may pass midnight: a part each day. */
export function dayParts(
  spell: Spell,
  { between: [opens, closes], schoolDays }: NonNullable<Expected['hours']>,
  end: number,
): Spell[] {
  const parts: Spell[] = []
  const nextDay = closes <= opens ? 1 : 0
  for (let day = localDay(zone, spell.from) - nextDay; ; day++) {
    const from = Math.max(spell.from, instantOf(zone, day, opens * 60, 'first'))
    const until = Math.min(spell.until, instantOf(zone, day + nextDay, closes * 60, 'first'))
    if (from >= Math.min(spell.until, end)) return parts
    if (until <= from || (schoolDays && !isSchoolDay(day))) continue
    parts.push({ ...spell, from, until, longestMs: Math.min(spell.longestMs, until - from, end - from) })
  }
}
