import { z } from 'zod'
import { ActiveHours, activityAt } from '../calendar/active-hours.ts'
import { Instant, Name } from '../resources/common.ts'

const WeeklyInterval = ActiveHours.shape.weekly.unwrap().element

/** Who is on call: a week that repeats, and dated exceptions that win over it (`userId: null` = nobody). */
export const OnCallCalendar = z
  .object({
    id: z.string(),
    name: Name,
    timeZone: z.string().refine(isTimeZone, 'unknown time zone'),
    weekly: z.array(WeeklyInterval.extend({ userId: z.string() })).max(200),
    overrides: z
      .array(
        z
          .object({ from: Instant, until: Instant, userId: z.string().nullable() })
          .refine(({ from, until }) => Date.parse(from) < Date.parse(until), 'ends before it begins'),
      )
      .max(500),
  })
  .meta({ id: 'OnCallCalendar' })
export type OnCallCalendar = z.infer<typeof OnCallCalendar>
export const NewOnCallCalendar = OnCallCalendar.omit({ id: true })
export type NewOnCallCalendar = z.infer<typeof NewOnCallCalendar>

/** User ids, without repeats. The last override that covers the moment decides alone. */
export function whoIsOnCall(calendar: Omit<OnCallCalendar, 'id' | 'name'>, at: number): string[] {
  const override = calendar.overrides.findLast(
    ({ from, until }) => Date.parse(from) <= at && at < Date.parse(until),
  )
  if (override) return override.userId === null ? [] : [override.userId]
  const covering = calendar.weekly.filter(
    ({ userId: _, ...interval }) =>
      activityAt(ActiveHours.parse({ weekly: [interval] }), calendar.timeZone, at).active,
  )
  return [...new Set(covering.map(({ userId }) => userId))]
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
