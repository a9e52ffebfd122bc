import { z } from 'zod'
import { Instant } from './common.ts'
import { Quality } from './series.ts'

export const IndicatorValueQuery = z.object({
  /** An asset or a site. */
  subject: z.string(),
  from: Instant,
  to: Instant,
})

/** One value with what it was made of. `at` is the start of its period. */
export const IndicatorPoint = z.object({
  at: Instant,
  value: z.number(),
  /** estimated: the period is not over. */
  quality: Quality,
  /** Share of the expected input that was there, 0 to 1; null when nothing was expected. */
  completeness: z.number().nullable(),
  /** Points used, by name of input. */
  inputs: z.record(z.string(), z.int()),
  /** Of the formula that computed it. */
  version: z.int(),
  computedAt: Instant,
})
export type IndicatorPoint = z.infer<typeof IndicatorPoint>

export const IndicatorValues = z
  .object({
    indicator: z.string(),
    subject: z.string(),
    timeZone: z.string(),
    /** One a computed property; a property without any value yet is absent. */
    series: z.array(
      z.object({
        seriesId: z.int(),
        property: z.string(),
        unit: z.string(),
        points: z.array(IndicatorPoint),
      }),
    ),
    /** When stretches of the asked time are still to be computed again: the earliest and the latest of them. */
    pending: z.object({ from: Instant, to: Instant }).nullable(),
    /** Of the last computation that failed. */
    fault: z.string().nullable(),
  })
  .meta({ id: 'IndicatorValues' })
export type IndicatorValues = z.infer<typeof IndicatorValues>

/** At most 400 days at once. */
export const RecomputeOrder = z.object({
  from: Instant,
  to: Instant,
  /** One asset or site; absent: all that the indicator is of. */
  subject: z.string().optional(),
})
export const RecomputeAnswer = z.object({ indicator: z.string(), from: Instant, to: Instant })
