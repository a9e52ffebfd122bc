import type { Grain } from '@trame/domain'
import { z } from 'zod'

const hour = 3_600_000
const day = 24 * hour

export const rangeNames = ['1h', '24h', '7d', '30d', '90d', '1y'] as const
export type RangeName = (typeof rangeNames)[number]
export const rangeMs: Record<RangeName, number> = {
  '1h': hour,
  '24h': day,
  '7d': 7 * day,
  '30d': 30 * day,
  '90d': 90 * day,
  '1y': 365 * day,
}

/** The period of a page as it stands in the URL: a range that ends now, or two instants when somebody zoomed. */
export const RangeSearch = z.object({
  range: z.enum(rangeNames).optional().catch(undefined),
  /** Shift the window into the past, in whole windows. */
  back: z.coerce.number().int().min(1).max(1000).optional().catch(undefined),
  from: z.iso.datetime({ offset: true }).optional().catch(undefined),
  to: z.iso.datetime({ offset: true }).optional().catch(undefined),
})
export type RangeSearch = z.infer<typeof RangeSearch>

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

export interface ChosenWindow extends Window {
  /** Null: two instants were chosen. */
  range: RangeName | null
  /** It ends now, and moves with the clock. */
  live: boolean
}

/** Two instants in the URL win over a range; a pair that makes no sense is not obeyed. */
export function chosenWindow(search: RangeSearch, fallback: RangeName, now: number): ChosenWindow {
  const from = Date.parse(search.from ?? '')
  const to = Date.parse(search.to ?? '')
  if (to - from >= 60_000) return { from, to, range: null, live: false }
  const range = search.range ?? fallback
  const back = search.back ?? 0
  return { ...windowOf(range, back, now), range, live: back === 0 }
}

/** Whole seconds, no milliseconds: it stands in an address that people read. */
export const isoSecond = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`

/** The same length of time before or after the one on screen; never later than now. */
export function shifted(window: ChosenWindow, search: RangeSearch, way: -1 | 1, now: number): RangeSearch {
  if (window.range !== null) {
    const back = Math.max(0, (search.back ?? 0) - way)
    return { back: back || undefined, from: undefined, to: undefined }
  }
  const span = window.to - window.from
  const to = Math.min(window.to + way * span, Math.max(window.to, Math.ceil(now / 60_000) * 60_000))
  return { from: isoSecond(to - span), to: isoSecond(to) }
}
