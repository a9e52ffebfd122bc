import { z } from 'zod'
import { dayOf, instantOf, isoWeekday, localDay } from './local-time.ts'
import { holidayRegions, isPublicHoliday } from './public-holidays.ts'
import { isSchoolHoliday } from './school-holidays.ts'
import { schoolZones } from './school-holidays-data.ts'

export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'HH:MM')
/** What a special day does: nothing, the whole day active, or no interval that starts on it. */
export const DayEffect = z.enum(['asWeekly', 'always', 'never'])

export const Weekdays = z.array(z.int().min(1).max(7)).min(1).max(7)
const specialDays = {
  publicHolidays: DayEffect.default('asWeekly'),
  region: z.enum(holidayRegions).default('metropole'),
  schoolHolidays: DayEffect.default('asWeekly'),
  schoolZone: z.enum(schoolZones).default('A'),
  /** Closing days of the town, dates that a rector moved, an event; `until` included. */
  exceptions: z
    .array(z.object({ from: z.iso.date(), until: z.iso.date(), effect: DayEffect }))
    .max(100)
    .default([]),
}
/** Days of a calendar by themselves; `always` and `never` say what a special day is. */
export const CalendarDays = z.object({ weekdays: Weekdays.default([1, 2, 3, 4, 5, 6, 7]), ...specialDays })
export type CalendarDays = z.infer<typeof CalendarDays>

/** `day`: civil days since 1970. */
export function isCalendarDay(days: CalendarDays, day: number): boolean {
  const effect = effectOf(days, day)
  return effect === 'asWeekly' ? days.weekdays.includes(isoWeekday(day)) : effect === 'always'
}

/**
 * Local weekly intervals of a rule. `days` are ISO week days (1 = Monday) on which the interval starts; `to` at or before
 * `from` means the next day. Exceptions win over public holidays, those over school holidays, those over the week.
 */
export const ActiveHours = z.object({
  weekly: z
    .array(z.object({ days: Weekdays, from: ClockTime, to: ClockTime }))
    .max(20)
    .default([]),
  ...specialDays,
  /** What happens to an open alert when the hours end: it waits for the next hours, or it closes. */
  atEnd: z.enum(['keep', 'clear']).default('keep'),
})
export type ActiveHours = z.infer<typeof ActiveHours>

export interface Activity {
  active: boolean
  /** The next moment at which the answer has to be asked again. */
  until: number
}

export const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const horizonDays = 8

export function activityAt(hours: ActiveHours, timeZone: string, at: number): Activity {
  const today = localDay(timeZone, at)
  const intervals: [number, number][] = []
  for (let day = today - 1; day <= today + horizonDays; day++) {
    intervals.push(...intervalsOf(hours, timeZone, day))
  }
  intervals.sort((a, b) => a[0] - b[0])
  const horizon = instantOf(timeZone, today + horizonDays, 0, 'first')
  let end = at
  for (const [from, to] of intervals) {
    if (from <= end && to > end) end = to
    else if (from > end) return { active: end > at, until: Math.min(end > at ? end : from, horizon) }
  }
  return { active: end > at, until: end > at ? Math.min(end, horizon) : horizon }
}

function intervalsOf(hours: ActiveHours, timeZone: string, day: number): [number, number][] {
  const effect = effectOf(hours, day)
  if (effect === 'never') return []
  if (effect === 'always') return [span(timeZone, day, 0, 1440)]
  const weekday = isoWeekday(day)
  return hours.weekly
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }) => {
      const start = minutesOf(from)
      const end = minutesOf(to)
      return span(timeZone, day, start, end > start ? end : end + 1440)
    })
}

/** From the first time that clocks show the start to the last time that they show the end: one piece, even on DST nights. */
const span = (timeZone: string, day: number, from: number, to: number): [number, number] => [
  instantOf(timeZone, day, from, 'first'),
  instantOf(timeZone, day, to, 'second'),
]

function effectOf(hours: Omit<CalendarDays, 'weekdays'>, day: number): z.infer<typeof DayEffect> {
  for (const { from, until, effect } of hours.exceptions) {
    if (dayOf(from) <= day && day <= dayOf(until)) return effect
  }
  if (hours.publicHolidays !== 'asWeekly' && isPublicHoliday(day, hours.region)) return hours.publicHolidays
  if (hours.schoolHolidays !== 'asWeekly' && isSchoolHoliday(day, hours.schoolZone)) {
    return hours.schoolHolidays
  }
  return 'asWeekly'
}
