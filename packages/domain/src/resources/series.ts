import { z } from 'zod'
import { qualities } from '../quality.ts'
import { Instant } from './common.ts'

export const Quality = z.enum(qualities)

export const LatestValue = z
  .object({
    seriesId: z.int(),
    property: z.string(),
    value: z.number(),
    observedAt: Instant,
    receivedAt: Instant,
    quality: Quality,
    /** Older than three expected intervals of its device. */
    stale: z.boolean(),
  })
  .meta({ id: 'LatestValue' })
export type LatestValue = z.infer<typeof LatestValue>

/** `slot` tells series of one property of one asset apart (`A`, `B` of a two-input counter); '' when alone. */
export const Series = z
  .object({
    id: z.int(),
    property: z.string(),
    slot: z.string(),
    assetId: z.string().nullable(),
    deviceId: z.string().nullable(),
    siteId: z.string().nullable(),
    /** The indicator that computes it; null: observed by a device. */
    indicator: z.string().nullable(),
    expectedIntervalMs: z.number().nullable(),
    latest: LatestValue.nullable(),
  })
  .meta({ id: 'Series' })
export type Series = z.infer<typeof Series>

export const Grain = z.enum(['raw', 'hour', 'day', 'month'])
export type Grain = z.infer<typeof Grain>

export const ObservationQuery = z.object({
  from: Instant,
  to: Instant,
  grain: Grain.or(z.literal('auto')).default('auto'),
  format: z.enum(['json', 'csv']).default('json'),
  /** Separator and BOM of the French spreadsheet habit. */
  locale: z.enum(['fr', 'en']).default('en'),
})

/** raw: `value` and `quality`. Buckets: the statistics of the good points, `count` of them; a bucket without any is absent. */
export const ObservationPoint = z.object({
  at: Instant,
  value: z.number().nullable(),
  quality: Quality.optional(),
  count: z.int().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  sum: z.number().optional(),
  first: z.number().optional(),
  last: z.number().optional(),
})
export type ObservationPoint = z.infer<typeof ObservationPoint>

export const ObservationList = z
  .object({
    seriesId: z.int(),
    property: z.string(),
    unit: z.string(),
    grain: Grain,
    from: Instant,
    to: Instant,
    timeZone: z.string(),
    /** Silent spans longer than three expected intervals: a chart breaks its line there. */
    gaps: z.array(z.object({ from: Instant, to: Instant })),
    points: z.array(ObservationPoint),
    /** True when raw points were cut at the limit: ask for a coarser grain. */
    truncated: z.boolean(),
  })
  .meta({ id: 'ObservationList' })
export type ObservationList = z.infer<typeof ObservationList>

/** A person says that a value is wrong: it stays, and counts nowhere any more. */
export const ObservationRejection = z.object({
  /** The value's own time. */
  at: Instant,
  note: z.string().trim().max(400).default(''),
})
