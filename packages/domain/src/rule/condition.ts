import { z } from 'zod'
import { Position } from '../resources/common.ts'

/** A number, or an attribute of the asset (a river gauge has its own yellow level), plus an offset. */
export const Limit = z.union([
  z.number(),
  z.object({ attribute: z.string().min(1).max(80), plus: z.number().default(0) }),
])
export type Limit = z.infer<typeof Limit>

const Duration = z
  .int()
  .min(0)
  .max(400 * 86_400_000)
const Window = z
  .int()
  .min(1000)
  .max(35 * 86_400_000)
const PropertyId = z.string().min(1).max(80)

/**
 * How long, or how often in a row, a verdict must hold before it counts: up (raise) and down (clear) apart. A missing or
 * refused value neither advances nor resets these clocks; the last good value holds.
 */
const hold = {
  raiseAfterMs: Duration.default(0),
  clearAfterMs: Duration.default(0),
  raiseAfterCount: z.int().min(1).max(1000).default(1),
  clearAfterCount: z.int().min(1).max(1000).default(1),
}
export const Hold = z.object(hold)
export type Hold = z.infer<typeof Hold>

const comparison = z.enum(['above', 'below', 'equals', 'differs'])
export type Comparison = z.infer<typeof comparison>

/** above: raised at `raise` and more, cleared under `clear` (default: under `raise`). below: the mirror image. */
const Threshold = z.object({
  kind: z.literal('threshold'),
  property: PropertyId,
  is: comparison,
  raise: Limit,
  clear: Limit.optional(),
  ...hold,
})

/** At least `count` observations that match, within the last `windowMs`. */
const Repetition = z.object({
  kind: z.literal('repetition'),
  property: PropertyId,
  is: comparison,
  value: z.number(),
  count: z.int().min(1).max(100),
  windowMs: Window,
  ...hold,
})

/**
 * hour: slope per hour from the newest value that is at least `windowMs` old (once half of the window is known).
 * window: how far the newest value stands from the lowest (rises) or highest (falls) within the window.
 */
const Rate = z.object({
  kind: z.literal('rate'),
  property: PropertyId,
  is: z.enum(['rises', 'falls']),
  per: z.enum(['hour', 'window']).default('hour'),
  raise: Limit,
  clear: Limit.optional(),
  windowMs: Window,
  ...hold,
})

/**
 * Against another property of the asset, or against what is usual: the median, over the previous weeks, of the mean of the
 * same local hour of the same week day. Unknown until half of those weeks were seen.
 */
const Difference = z.object({
  kind: z.literal('difference'),
  property: PropertyId,
  reference: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('property'), property: PropertyId }),
    z.object({ kind: z.literal('usual'), weeks: z.int().min(1).max(8) }),
  ]),
  is: z.enum(['above', 'below', 'apart']),
  as: z.enum(['value', 'percent']).default('value'),
  raise: Limit,
  clear: Limit.optional(),
  ...hold,
})

/** Nothing heard for more than `intervals` expected intervals; without `property`, nothing at all of the asset. */
const Silence = z.object({
  kind: z.literal('silence'),
  property: PropertyId.optional(),
  intervals: z.number().min(1).max(100).default(3),
  /** Default: what the device's model expects, given with each step. */
  expectedIntervalMs: Duration.min(1000).optional(),
  ...hold,
})

/**
 * The instant at which a good value differs from the one before it by more than `by`: a press counted, a door moved. `told`:
 * at which a value is told anew, the same or not (each press of a button that says "short"). `values`: only these. It holds
 * for that instant alone; `clearAfterMs` makes it last ("somebody was here within ten minutes").
 */
const Change = z.object({
  kind: z.literal('change'),
  property: PropertyId,
  is: z.enum(['any', 'rises', 'falls', 'told']).default('any'),
  by: z.number().min(0).default(0),
  values: z.array(z.number()).min(1).max(20).optional(),
  ...hold,
})

/** GeoJSON polygon (RFC 7946): rings, the first one outside. The newest observed position, else the asset's own. */
const Place = z.object({
  kind: z.literal('place'),
  is: z.enum(['inside', 'outside']),
  polygon: z.array(z.array(Position).min(4).max(500)).min(1).max(20),
  ...hold,
})

/** CEL, for integrators. See `expression.ts` for the variables. */
const Expression = z.object({ kind: z.literal('expression'), cel: z.string().min(1).max(4000), ...hold })

const leaves = [Threshold, Repetition, Rate, Difference, Silence, Change, Place, Expression] as const
type Leaf = z.infer<(typeof leaves)[number]>
type LeafDraft = z.input<(typeof leaves)[number]>

export type Condition =
  | Leaf
  | ({ kind: 'all'; of: Condition[] } & Hold)
  | ({ kind: 'any'; of: Condition[] } & Hold)
  | ({ kind: 'not'; of: Condition } & Hold)
/** As a person writes it: what has a default may be left out. */
export type ConditionDraft =
  | LeafDraft
  | ({ kind: 'all'; of: ConditionDraft[] } & z.input<typeof Hold>)
  | ({ kind: 'any'; of: ConditionDraft[] } & z.input<typeof Hold>)
  | ({ kind: 'not'; of: ConditionDraft } & z.input<typeof Hold>)

// Zod's recursive types need the type spelt out once.
const several = z.lazy(() => z.array(Condition).min(1).max(20))
export const Condition: z.ZodType<Condition, ConditionDraft> = z.discriminatedUnion('kind', [
  ...leaves,
  z.object({ kind: z.literal('all'), of: several, ...hold }),
  z.object({ kind: z.literal('any'), of: several, ...hold }),
  z.object({ kind: z.literal('not'), of: z.lazy(() => Condition), ...hold }),
])
export type ConditionOf<K extends Condition['kind']> = Extract<Condition, { kind: K }>

/** Conditions that compare one number with `raise` and `clear`. */
export const hasThreshold = (
  condition: Condition,
): condition is ConditionOf<'threshold' | 'rate' | 'difference'> =>
  condition.kind === 'threshold' || condition.kind === 'rate' || condition.kind === 'difference'

export const childrenOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'all' || condition.kind === 'any'
    ? condition.of
    : condition.kind === 'not'
      ? [condition.of]
      : []
