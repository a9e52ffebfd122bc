import { type Every, type PeriodGrain, periodAt } from '@trame/domain'
import type { Window } from '../charts/range.ts'

export type Over = 'now' | 'day' | 'week' | 'month'

/** The civil period of a figure. An indicator of nights is read by nights. */
export function grainOf(over: Exclude<Over, 'now'>, every: Every | undefined): PeriodGrain {
  return over === 'day' && every === 'night' ? 'night' : over
}

/** The period that runs, and the one before: shown as long as the first has no value yet. */
export function periodsFor(
  over: Exclude<Over, 'now'>,
  every: Every | undefined,
  timeZone: string,
  now: number,
): { grain: PeriodGrain; current: Window; before: Window } {
  const grain = grainOf(over, every)
  const current = periodAt(grain, timeZone, now)
  return { grain, current, before: periodAt(grain, timeZone, current.from - 1) }
}

/** Chart buckets never finer than what is computed, never so fine that they blur. */
export function chartGrain(
  asked: 'hour' | 'day' | 'month',
  every: Every | undefined,
  spanMs: number,
): 'hour' | 'day' | 'month' {
  const day = 86_400_000
  if (every === 'month' || spanMs > 800 * day) return 'month'
  if (every === 'day' || every === 'night' || every === 'week') return 'day'
  if (spanMs <= 3 * day) return 'hour'
  return asked === 'hour' && spanMs > 62 * day ? 'day' : asked
}

/** Longest time between two neighbours of an unbroken line. */
export const stepOf = (grain: 'hour' | 'day' | 'month', every: Every | undefined) =>
  every === 'week' ? 7 * 86_400_000 : { hour: 3_600_000, day: 86_400_000, month: 31 * 86_400_000 }[grain]
