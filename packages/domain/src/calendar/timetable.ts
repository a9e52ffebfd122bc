import { ActiveHours, activityAt } from './active-hours.ts'
import type { HolidayRegion } from './public-holidays.ts'
import type { SchoolZone } from './school-holidays-data.ts'

/** Lessons of a French primary school, five mornings a week. */
export const usualTimetable = 'lu ma me je ve 08:30-12:00; lu ma je ve 13:30-16:30'

const weekDays = ['lu', 'ma', 'me', 'je', 've', 'sa', 'di']
const clock = /^([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)$/

/**
 * `lu ma je ve 08:30-12:00 13:30-16:30; me 08:30-11:30`: days, then hours, part by part. Closed on public holidays and in school
 * holidays of the zone. null: it cannot be read.
 */
export function timetableOf(
  text: string,
  { schoolZone = 'A', region = 'metropole' }: { schoolZone?: SchoolZone; region?: HolidayRegion } = {},
): ActiveHours | null {
  const weekly = text.split(';').flatMap((part) => {
    const words = part
      .trim()
      .toLowerCase()
      .split(/[\s,]+/)
    const days = words.filter((word) => weekDays.includes(word)).map((word) => weekDays.indexOf(word) + 1)
    return words
      .filter((word) => !weekDays.includes(word))
      .map((word) => {
        const [, hour, minute, toHour, toMinute] = clock.exec(word) ?? []
        return hour === undefined || days.length === 0
          ? null
          : {
              days,
              from: `${hour.padStart(2, '0')}:${minute}`,
              to: `${toHour!.padStart(2, '0')}:${toMinute}`,
            }
      })
  })
  if (weekly.length === 0 || weekly.some((one) => one === null)) return null
  const read = ActiveHours.safeParse({
    weekly,
    publicHolidays: 'never',
    schoolHolidays: 'never',
    schoolZone,
    region,
  })
  return read.success ? read.data : null
}

/** Spans in which there are lessons within [from, to), in order. */
export function lessonsWithin(
  hours: ActiveHours,
  timeZone: string,
  from: number,
  to: number,
): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (let at = from; at < to; ) {
    const { active, until } = activityAt(hours, timeZone, at)
    if (active) {
      const last = spans.at(-1)
      if (last && last.to === at) last.to = Math.min(until, to)
      else spans.push({ from: at, to: Math.min(until, to) })
    }
    at = until
  }
  return spans
}
