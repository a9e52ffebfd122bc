import { z } from 'zod'
import { Factor } from '../use-case/factor.ts'
import { Instant, PageQuery, Position } from './common.ts'
import { Freshness, Severity } from './place.ts'
import { Quality } from './series.ts'

/** `territory`: the series of the site itself; else a type of asset, all of them at or below the site. */
const Over = z.string().min(1)

export const SummaryQuery = z
  .object({
    property: z.string(),
    of: Over,
    /** Absent: the whole territory. */
    siteId: z.string().optional(),
    /** Both absent: now, from the latest values. */
    from: Instant.optional(),
    to: Instant.optional(),
    /** `period`: as the organisation declared it; `reference:<property>`: computed beside it. */
    baseline: z
      .string()
      .regex(/^(period|reference:.+)$/, 'period or reference:<property>')
      .optional(),
    /** Ids of factors, separated by commas. */
    factors: z.string().optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    path: ['to'],
    message: 'from and to go together',
  })

/** A figure over a period and a fleet. Null: nothing measures it, which is not zero. */
const Figure = z.object({
  value: z.number().nullable(),
  /** Assets or sites that gave values. */
  subjects: z.int(),
  /** Share of the expected input that was there, 0 to 1; of measured properties null. */
  completeness: z.number().nullable(),
})

export const UseCaseSummary = z
  .object({
    property: z.string(),
    unit: z.string(),
    /** Of the property, over time. */
    aggregate: z.string(),
    from: Instant.nullable(),
    to: Instant.nullable(),
    timeZone: z.string(),
    ...Figure.shape,
    /** The newest value in it. */
    observedAt: Instant.nullable(),
    /** Some of it is of a period that is not over. */
    estimated: z.boolean(),
    baseline: z
      .object({
        kind: z.enum(['reference', 'period']),
        property: z.string(),
        ...Figure.shape,
        from: Instant.nullable(),
        to: Instant.nullable(),
        note: z.string(),
        /** A sum over another number of days was brought to those of the figure. */
        scaled: z.boolean(),
      })
      .nullable(),
    /** Baseline minus value; `share` of the baseline. */
    saving: z.object({ value: z.number(), share: z.number().nullable() }).nullable(),
    /** The saving (without a baseline: the value) times each factor, in the factor's first unit: EUR, kgCO2e. */
    worth: z.array(z.object({ factor: Factor, value: z.number().nullable(), unit: z.string() })),
  })
  .meta({ id: 'UseCaseSummary' })
export type UseCaseSummary = z.infer<typeof UseCaseSummary>

export const AssetValuesQuery = PageQuery.extend({
  type: z.string().min(1),
  /** Observed or computed properties, separated by commas. */
  properties: z.string().min(1),
  siteId: z.string().optional(),
  q: z.string().max(120).optional(),
  /** A property, an attribute (`attribute:capacityLitres`), `name` or `severity`. */
  sortBy: z.string().default('name'),
  order: z.enum(['up', 'down']).default('up'),
  /** Of a ranking: only assets whose value of `sortBy` is at least (order down) or at most (order up) this. */
  beyond: z.coerce.number().optional(),
})

export const AssetValues = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    siteId: z.string().nullable(),
    siteName: z.string().nullable(),
    position: Position.nullable(),
    /** Defaults of the type filled in. */
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    severity: Severity.nullable(),
    freshness: Freshness,
    /** By property; one without any value is absent. */
    values: z.record(
      z.string(),
      z.object({
        seriesId: z.int(),
        value: z.number(),
        observedAt: Instant,
        quality: Quality,
        stale: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'AssetValues' })
export type AssetValues = z.infer<typeof AssetValues>

export const FleetSeriesQuery = z.object({
  property: z.string(),
  /** Absent: the series of the site itself. */
  assetType: z.string().optional(),
  siteId: z.string().optional(),
  from: Instant,
  to: Instant,
  grain: z.enum(['hour', 'day', 'month']).default('day'),
})

/** One property over a fleet: each asset by the property's own aggregate, then all of them together. */
export const FleetSeries = z
  .object({
    property: z.string(),
    unit: z.string(),
    /** Of one asset over time, and of all assets at one time. */
    aggregate: z.string(),
    across: z.enum(['sum', 'mean', 'min', 'max']),
    grain: z.enum(['hour', 'day', 'month']),
    from: Instant,
    to: Instant,
    timeZone: z.string(),
    /** A bucket without any value is absent. */
    points: z.array(
      z.object({ at: Instant, value: z.number(), subjects: z.int(), min: z.number(), max: z.number() }),
    ),
  })
  .meta({ id: 'FleetSeries' })
export type FleetSeries = z.infer<typeof FleetSeries>
