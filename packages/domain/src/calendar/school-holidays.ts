import { dayOf } from './local-time.ts'
import { type SchoolZone, schoolHolidays, schoolHolidaysKnown } from './school-holidays-data.ts'

const spans = schoolHolidays.map(({ zones, from, until }) => ({
  zones,
  from: dayOf(from),
  until: dayOf(until),
}))
const knownFrom = dayOf(schoolHolidaysKnown.from)
const knownUntil = dayOf(schoolHolidaysKnown.until)

export const isSchoolHoliday = (day: number, zone: SchoolZone): boolean =>
  spans.some((span) => span.from <= day && day < span.until && span.zones.includes(zone))

export const schoolCalendarKnows = (day: number): boolean => knownFrom <= day && day < knownUntil
