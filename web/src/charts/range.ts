import type { Grain } from '@trame/domain'

const hour = 3_600_000
const day = 24 * hour

export const rangeNames = ['1h', '24h', '7d', '30d'] as const
export type RangeName = (typeof rangeNames)[number]
export const rangeMs: Record<RangeName, number> = { '1h': hour, '24h': day, '7d': 7 * day, '30d': 30 * day }

/** More marks than pixels says nothing more and costs a lot. */
const mostPoints = 1_500

/**
 * Raw as long as one can tell the points apart, then the finest rollup that stays readable. A device that speaks once a
 * day is shown raw for a year; one that speaks each second never over half an hour.
 */
export function grainFor(spanMs: number, expectedIntervalMs: number | null): Grain {
  const interval = expectedIntervalMs ?? hour
  if (spanMs / interval <= mostPoints && spanMs <= 8 * day) return 'raw'
  if (spanMs / interval <= mostPoints / 4) return 'raw'
  if (spanMs / hour <= mostPoints) return 'hour'
  if (spanMs / day <= mostPoints) return 'day'
  return 'month'
}

export interface Window {
  from: number
  to: number
}

/** The window on screen: it ends now (to the minute, so that it does not slide at each frame), or `back` windows ago. */
export function windowOf(range: RangeName, back: number, now: number): Window {
  const span = rangeMs[range]
  const step = Math.max(60_000, Math.min(hour, span / 60))
  const end = back === 0 ? Math.ceil(now / 60_000) * 60_000 : Math.ceil(now / step) * step
  return { from: end - (back + 1) * span, to: end - back * span }
}
