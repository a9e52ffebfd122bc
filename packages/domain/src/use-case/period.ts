import { z } from 'zod'
import { instantOf, isoWeekday, localDay, localMs } from '../calendar/local-time.ts'

/**
 * How often an indicator is computed, in the site's time zone. change: at each new value of its inputs. night: from local
 * noon to local noon, so that what happens after dark is of one period. week: from Monday (ISO 8601).
 */
export const every = ['change', 'quarterHour', 'hour', 'day', 'night', 'week', 'month'] as const
export const Every = z.enum(every)
export type Every = z.infer<typeof Every>
export type PeriodGrain = Exclude<Every, 'change'>

/** `from` inclusive, `to` exclusive, in ms since 1970. */
export interface Period {
  from: number
  to: number
}

const quarterMs = 900_000
const hourMs = 3_600_000
const noon = 720

/** The period that holds an instant. A civil day has 23, 24 or 25 hours. */
export function periodAt(grain: PeriodGrain, timeZone: string, at: number): Period {
  if (grain === 'quarterHour' || grain === 'hour') {
    // Zones change on a quarter of an hour; hours of zones off by thirty minutes begin at their own minute.
    const size = grain === 'hour' ? hourMs : quarterMs
    const wall = localMs(timeZone, at)
    const from = at - (((wall % size) + size) % size)
    return { from, to: from + size }
  }
  const [first, count] = daysOf(grain, localDay(timeZone, at))
  const minutes = grain === 'night' ? noon : 0
  const from = instantOf(timeZone, first, minutes, 'first')
  if (grain === 'night' && at < from)
    return { from: instantOf(timeZone, first - 1, minutes, 'first'), to: from }
  return { from, to: instantOf(timeZone, first + count, minutes, 'first') }
}

/** First civil day and number of days. */
function daysOf(grain: 'day' | 'night' | 'week' | 'month', day: number): [first: number, count: number] {
  if (grain === 'day' || grain === 'night') return [day, 1]
  if (grain === 'week') return [day - isoWeekday(day) + 1, 7]
  const date = new Date(day * 86_400_000)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86_400_000
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000
  return [first, next - first]
}

/** All periods that touch [from, to), in order. */
export function* periodsIn(grain: PeriodGrain, timeZone: string, { from, to }: Period): Generator<Period> {
  for (let period = periodAt(grain, timeZone, from); period.from < to; ) {
    yield period
    period = periodAt(grain, timeZone, period.to)
  }
}
