import type { IndicatorTerritory, PlacedAsset } from '@trame/database'
import {
  attributesOf,
  attributesWithDefaults,
  type IndicatorInput,
  type KnownIndicator,
  readsFrom,
  type Subject,
} from '@trame/use-cases'

export interface PlannedInput extends IndicatorInput {
  name: string
  series: readonly PlannedSeries[]
}

export interface PlannedSeries {
  id: number
  /** Whose it is. */
  subject: Subject
  expectedIntervalMs: number | null
}

/** One indicator of one asset or site. */
export interface Pair {
  indicator: KnownIndicator
  organisationId: string
  subject: Subject
  timeZone: string
  inputs: readonly PlannedInput[]
  /** Series of what it has computed so far. */
  outputs: ReadonlyMap<string, number>
  /** The longest look back of its inputs. */
  beforeMs: number
}

/** What one organisation's indicators are of, and which series each of them hears. */
export interface Plan {
  organisationId: string
  lastSeries: number
  pairs: readonly Pair[]
  pair(indicatorId: string, subjectId: string): Pair | undefined
  /** Indicators that are computed from a series. */
  listeners(seriesId: number): readonly Pair[]
  /** Its values are computed: whoever writes them marks what hangs on them. */
  isComputed(seriesId: number): boolean
  /** All series of an asset or site. */
  seriesOf(subjectId: string): readonly number[]
}

interface Placed {
  subject: Subject
  timeZone: string
  siteIds: readonly string[]
}

export function createPlan(territory: IndicatorTerritory, indicators: readonly KnownIndicator[]): Plan {
  const { organisationId } = territory
  const assets = territory.assets.map(placedAsset)
  const assetsOfType = Map.groupBy(assets, ({ subject }) => subject.type)
  const sites = territory.sites.map(
    ({ id, name, kind, position, timeZone }): Placed => ({
      subject: { id, name, type: kind, attributes: {}, position },
      timeZone,
      siteIds: [id],
    }),
  )
  const seriesOf = Map.groupBy(territory.series, ({ subjectId }) => subjectId)
  const observed = (subject: Subject, property: string): PlannedSeries[] =>
    (seriesOf.get(subject.id) ?? [])
      .filter((series) => series.property === property)
      .map(({ id, expectedIntervalMs }) => ({ id, subject, expectedIntervalMs }))
  const atOrBelow = new Map<string, Map<string, Placed[]>>()
  for (const asset of assets)
    for (const siteId of asset.siteIds) {
      const types = atOrBelow.get(siteId) ?? new Map<string, Placed[]>()
      atOrBelow.set(siteId, types)
      types.set(asset.subject.type, [...(types.get(asset.subject.type) ?? []), asset])
    }

  function sourcesOf({ subject }: Placed, ofSite: boolean, from: IndicatorInput['from']): readonly Subject[] {
    if (!from) return [subject]
    if (from.anywhere) return (assetsOfType.get(from.assetType) ?? []).map((one) => one.subject)
    if (ofSite) return (atOrBelow.get(subject.id)?.get(from.assetType) ?? []).map((one) => one.subject)
    const { parent } = subject.attributes
    const candidates = from.family
      ? [...(family.get(String(parent)) ?? []), ...assets.filter((one) => one.subject.id === parent)]
      : (family.get(subject.id) ?? [])
    return candidates.map((one) => one.subject).filter((one) => readsFrom(subject, from, one))
  }
  const family = Map.groupBy(assets, ({ subject }) => String(subject.attributes.parent ?? ''))

  function pairOf(indicator: KnownIndicator, placed: Placed): Pair | null {
    const { definition } = indicator
    const inputs = Object.entries(definition.inputs).map(([name, input]): PlannedInput => {
      const sources = sourcesOf(placed, 'site' in definition.of, input.from)
      return { name, ...input, series: sources.flatMap((source) => observed(source, input.property)) }
    })
    if (inputs.every(({ series }) => series.length === 0)) return null
    const beforeMs = Math.max(0, ...inputs.map((input) => input.beforeMs ?? 0))
    const { subject, timeZone } = placed
    const outputs = new Map(
      (seriesOf.get(subject.id) ?? [])
        .filter(
          (series) => series.indicator !== null && definition.computes.some((id) => id === series.property),
        )
        .map((series) => [series.property, series.id]),
    )
    return { indicator, organisationId, subject, timeZone, inputs, outputs, beforeMs }
  }

  const pairs = indicators.flatMap((indicator) => {
    const { of } = indicator.definition
    const placed =
      'site' in of
        ? sites.filter(({ subject }) => (of.site as readonly string[]).includes(subject.type))
        : (assetsOfType.get(of.assetType) ?? [])
    return placed.flatMap((one) => pairOf(indicator, one) ?? [])
  })
  const byKey = new Map(pairs.map((pair) => [`${pair.indicator.id} ${pair.subject.id}`, pair]))
  const listeners = new Map<number, Pair[]>()
  for (const pair of pairs)
    for (const id of new Set(pair.inputs.flatMap(({ series }) => series.map((one) => one.id)))) {
      const known = listeners.get(id)
      if (known) known.push(pair)
      else listeners.set(id, [pair])
    }
  const computed = new Set(territory.series.flatMap(({ id, indicator }) => (indicator === null ? [] : [id])))

  return {
    organisationId,
    lastSeries: territory.lastSeries,
    pairs,
    pair: (indicatorId, subjectId) => byKey.get(`${indicatorId} ${subjectId}`),
    listeners: (id) => listeners.get(id) ?? [],
    isComputed: (id) => computed.has(id),
    seriesOf: (subjectId) => (seriesOf.get(subjectId) ?? []).map(({ id }) => id),
  }
}

const placedAsset = ({ id, name, type, attributes, position, timeZone, siteIds }: PlacedAsset): Placed => ({
  subject: {
    id,
    name,
    type,
    attributes: attributesWithDefaults(attributesOf(type), attributes),
    position,
  },
  timeZone,
  siteIds,
})
