import {
  type Aggregate,
  factorOn,
  type ObservedPropertyId,
  observedProperties,
  type Period,
} from '@trame/domain'
import {
  type IndicatorDefinition,
  type IndicatorInput,
  type InputSeries,
  type Point,
  readsFrom,
  type Subject,
} from '../define-indicator.ts'
import { factors } from '../factors.ts'

/** The series of a script's world: of an asset, or of the site that holds them all. */
export interface Places {
  assets: ReadonlyMap<string, Subject>
  site: Subject
  points(subjectId: string, property: ObservedPropertyId): readonly Point[]
}

/** The outputs of one indicator, subject and period. */
export function computeOne(
  definition: IndicatorDefinition,
  subject: Subject,
  period: Period,
  places: Places,
  timeZone: string,
) {
  const inputs: Record<string, InputSeries[]> = {}
  for (const [name, input] of Object.entries(definition.inputs)) {
    const begin = period.from - (input.beforeMs ?? 0)
    inputs[name] = sourcesOf(subject, input.from, places).flatMap((source) => {
      const known = places.points(source.id, input.property)
      const read = input.grain === 'hour' ? hoursOf(known, input.property) : known
      const points = read.filter(({ at }) => at >= begin && at < period.to)
      return points.length > 0 ? [{ subject: source, points }] : []
    })
  }
  return definition.compute({
    ...period,
    timeZone,
    subject,
    inputs,
    factor(id) {
      const factor = factorOn(factors, id, new Date(period.from).toISOString().slice(0, 10))
      if (!factor) throw new Error(`no factor ${id}`)
      return factor
    },
  })
}

const hourMs = 3_600_000

/** One point an hour, at its start, by the property's own aggregate; hours of UTC, as the rollup has them. */
function hoursOf(points: readonly Point[], property: ObservedPropertyId): Point[] {
  const hours: { at: number; values: number[] }[] = []
  for (const { at, value } of points) {
    const hour = Math.floor(at / hourMs) * hourMs
    const last = hours.at(-1)
    if (last?.at === hour) last.values.push(value)
    else hours.push({ at: hour, values: [value] })
  }
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return hours.map(({ at, values }, i) => {
    const newest = values.at(-1)!
    const before = hours[i - 1]?.values.at(-1) ?? values[0]!
    const over: Record<Aggregate, () => number> = {
      mean: () => sum(values) / values.length,
      sum: () => sum(values),
      min: () => Math.min(...values),
      max: () => Math.max(...values),
      last: () => newest,
      increase: () => (newest >= before ? newest - before : newest),
    }
    return { at, value: over[observedProperties[property].aggregate]() }
  })
}

function sourcesOf(subject: Subject, from: IndicatorInput['from'], { assets, site }: Places): Subject[] {
  if (!from) return [subject]
  return [...assets.values()].filter((asset) =>
    subject.id === site.id ? asset.type === from.assetType : readsFrom(subject, from, asset),
  )
}

/** Those that need nothing of another one first; the corpus test refuses cycles. */
export function inOrder<T extends { definition: IndicatorDefinition }>(indicators: readonly T[]): T[] {
  const left = new Set(indicators)
  const ordered: T[] = []
  while (left.size > 0) {
    const next = [...left].filter(
      (one) => ![...left].some((other) => other !== one && needs(one.definition, other.definition)),
    )
    for (const one of next.length > 0 ? next : left) {
      ordered.push(one)
      left.delete(one)
    }
  }
  return ordered
}

const subjectOf = ({ of }: IndicatorDefinition) => ('site' in of ? 'site' : of.assetType)
function needs(one: IndicatorDefinition, other: IndicatorDefinition): boolean {
  return Object.values(one.inputs).some(
    ({ property, from }) =>
      (from?.assetType ?? subjectOf(one)) === subjectOf(other) && other.computes.includes(property),
  )
}
