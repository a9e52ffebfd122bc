import type {
  AttributeDefinition,
  AttributeValue,
  Every,
  Factor,
  ObservedPropertyId,
  Period,
  Position,
  siteKinds,
} from '@trame/domain'
import type { z } from 'zod'

/** ms since 1970, in the property's unit. Good points only, in order of time. */
export interface Point {
  at: number
  value: number
}

/** An asset or site, as an indicator sees it. */
export interface Subject {
  id: string
  name: string
  /** Of an asset its type, of a site its kind. */
  type: string
  /** Attributes with the defaults of their definitions filled in. */
  attributes: Readonly<Record<string, AttributeValue>>
  position: z.infer<typeof Position> | null
}

/** One series within the window. */
export interface InputSeries {
  subject: Subject
  points: readonly Point[]
}

/** `from` and `to`: the period; points of an input begin `beforeMs` earlier. */
export interface IndicatorWindow<I extends string = string> extends Period {
  timeZone: string
  subject: Subject
  /** All series of each input: one or none for the subject's own, any number for a group. */
  inputs: Readonly<Record<I, readonly InputSeries[]>>
  /** In force on the first day of the period; throws for an unknown id. */
  factor(id: string): Factor
}

export interface IndicatorInput {
  property: ObservedPropertyId
  /**
   * Absent: series of the subject itself. Of a site: all assets of the type at or below it. Of an asset: those whose
   * attribute `parent` names it; with `family`, its own parent and all parts of that parent, itself among them: the other
   * loggers of a district, and the district. `anywhere`: all of the type in the organisation, as masts, whose weather is
   * everybody's.
   */
  from?: { assetType: string; family?: true; anywhere?: true }
  /** hour: one point an hour from the rollup (the property's own aggregate, at the hour's start). Default raw. */
  grain?: 'raw' | 'hour'
  /** How much is read before the period. */
  beforeMs?: number
  /** Its absence does not make the result incomplete. */
  optional?: true
}

/** Does an input of this kind read that asset? Of a site its asset lies at or below is asked by who knows the sites. */
export function readsFrom(
  subject: Pick<Subject, 'id' | 'attributes'>,
  { assetType, family, anywhere }: { assetType: string; family?: true; anywhere?: true },
  asset: Pick<Subject, 'id' | 'type' | 'attributes'>,
): boolean {
  if (asset.type !== assetType) return false
  if (anywhere) return true
  if (!family) return asset.attributes.parent === subject.id
  const { parent } = subject.attributes
  return typeof parent === 'string' && (asset.id === parent || asset.attributes.parent === parent)
}

export type SiteKind = (typeof siteKinds)[number]

export interface IndicatorDefinition<I extends string = string> {
  fr: string
  en: string
  of: { assetType: string } | { site: readonly SiteKind[] }
  every: Every
  inputs: Readonly<Record<I, IndicatorInput>>
  /** Its outputs: each becomes a series of the subject, at the start of the period. */
  computes: readonly ObservedPropertyId[]
  formula: { fr: string; en: string; source?: string }
  /**
   * That nothing came is a value here. Of a period that begins after the last word of anybody in the organisation nothing is
   * known: a history that is being played in, or a platform that was off, is no silence of its devices.
   */
  ofSilence?: true
  /** Raised when the same inputs give other values. */
  version?: number
  /** Pure. Null or absent: no value, which is not zero. */
  compute(window: IndicatorWindow<NoInfer<I>>): Partial<Record<ObservedPropertyId, number | null>>
}

/** Typed by its inputs: reading one that is not declared is a compile error. */
export function defineIndicator<const I extends string>(
  definition: IndicatorDefinition<I>,
): IndicatorDefinition {
  return definition as unknown as IndicatorDefinition
}

/** The subject's own series of an input; empty when there is none. */
export function pointsOf(series: readonly InputSeries[]): readonly Point[] {
  return series[0]?.points ?? []
}

/** Points of the period itself, without what was read before it. */
export const within = <P extends { at: number }>(points: readonly P[], { from, to }: Period): readonly P[] =>
  points.filter(({ at }) => at >= from && at < to)

export function numberOf(subject: Subject, attribute: string): number | null {
  const value = subject.attributes[attribute]
  return typeof value === 'number' ? value : null
}

/** Attributes as they count: those of the asset, else the defaults of its type. */
export function attributesWithDefaults(
  definitions: Readonly<Record<string, AttributeDefinition>>,
  attributes: Readonly<Record<string, AttributeValue>>,
): Record<string, AttributeValue> {
  const defaults = Object.entries(definitions).flatMap(([name, definition]) =>
    'default' in definition && definition.default !== undefined ? [[name, definition.default] as const] : [],
  )
  return { ...Object.fromEntries(defaults), ...attributes }
}
