import { z } from 'zod'
import { commandKindIds } from '../command/kinds.ts'
import { observedPropertyIds } from '../observed-properties.ts'

const Property = z.enum(observedPropertyIds).meta({ id: 'ObservedPropertyId' })
const CommandKindName = z.enum(commandKindIds)
const Words = z.object({ fr: z.string(), en: z.string() })
const title = Words.optional()

/** Of the whole territory (its own series), or summed or averaged over all assets of a type, by the property's aggregate. */
const Over = z.union([z.literal('territory'), z.object({ assetType: z.string() })])

const Column = z.union([z.object({ property: Property }), z.object({ attribute: z.string() })])

/**
 * What a page of a use case is made of. A new kind is one member here and one file in `web/src/widgets`. Nothing in it is
 * code: the same page can be drawn, printed, or listed.
 */
export const Widget = z.discriminatedUnion('kind', [
  /** One big figure of a period against its baseline; factors turn the saving into money and carbon. */
  z.object({
    kind: z.literal('indicator'),
    title,
    property: Property,
    of: Over,
    over: z.enum(['now', 'day', 'week', 'month']),
    /** reference: another property that is computed beside it; period: what the organisation declared. */
    baseline: z
      .union([
        z.object({ kind: z.literal('reference'), property: Property }),
        z.object({ kind: z.literal('period') }),
      ])
      .optional(),
    /** Ids of factors: `electricity.price`, `electricity.co2`. */
    factors: z.array(z.string()).optional(),
    better: z.enum(['up', 'down']).optional(),
  }),
  z.object({ kind: z.literal('map'), title, assetType: z.string(), colourBy: Property }),
  z.object({
    kind: z.literal('chart'),
    title,
    properties: z.array(Property).min(1).max(4),
    of: Over,
    days: z.int().min(1).max(400),
    grain: z.enum(['hour', 'day', 'month']),
    form: z.enum(['line', 'bar']).default('line'),
  }),
  z.object({
    kind: z.literal('table'),
    title,
    assetType: z.string(),
    columns: z.array(Column).min(1).max(10),
    sortBy: Property.optional(),
    order: z.enum(['up', 'down']).default('down'),
  }),
  /** The first ones by a property, each with the values that say why it stands there. */
  z.object({
    kind: z.literal('ranking'),
    title,
    assetType: z.string(),
    by: Property,
    order: z.enum(['up', 'down']).default('down'),
    reasons: z.array(Property).max(5),
    limit: z.int().min(1).max(50).default(10),
    /** Only those beyond it: a likelihood of 0.2 is no suspicion. */
    from: z.number().optional(),
  }),
  z.object({ kind: z.literal('alerts'), title, limit: z.int().min(1).max(50).default(5) }),
  z.object({
    kind: z.literal('commands'),
    title,
    assetType: z.string(),
    commands: z.array(CommandKindName).min(1),
  }),
  /** Tours of the day: plan, compare with the fixed one, hand to an agent. */
  z.object({ kind: z.literal('tour'), title, assetType: z.string() }),
  /** A quantity between its stations, interpolated, with its standard error and a time slider. */
  z.object({ kind: z.literal('surface'), title, assetType: z.string(), property: Property }),
  /** Variable message signs: what each shows, what it was told, what its rule says. */
  z.object({ kind: z.literal('signs'), title, assetType: z.string() }),
])
export type Widget = z.infer<typeof Widget>
export type WidgetDraft = z.input<typeof Widget>
export type WidgetKind = Widget['kind']
export type WidgetOf<K extends WidgetKind> = Extract<Widget, { kind: K }>
