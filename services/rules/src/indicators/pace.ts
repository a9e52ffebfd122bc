import type { Every } from '@trame/domain'

const minute = 60_000

/** While a period runs, its value is computed at most this often. */
export const liveWaitMs: Record<Every, number> = {
  change: 500,
  quarterHour: 15_000,
  hour: 30_000,
  day: minute,
  night: minute,
  week: 2 * minute,
  month: 2 * minute,
}

/** What comes late, or is played in, is waited for until it seems to be all. */
export const lateWaitMs = 10_000
/** A change this recent is live. */
export const recentMs = 15 * minute

/** A period is seen to this long after its end: most frames of its last minutes are there by then. */
export const graceMs: Record<Exclude<Every, 'change'>, number> = {
  quarterHour: 30_000,
  hour: minute,
  day: 5 * minute,
  night: 5 * minute,
  week: 5 * minute,
  month: 5 * minute,
}

/** The expected interval of a computed series. */
export const intervalMs: Record<Every, number> = {
  change: 60 * minute,
  quarterHour: 15 * minute,
  hour: 60 * minute,
  day: 25 * 60 * minute,
  night: 25 * 60 * minute,
  week: 7 * 24 * 60 * minute,
  month: 31 * 24 * 60 * minute,
}
