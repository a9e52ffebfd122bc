import type { ComputedPoint, InputPoint } from '@trame/database'
import {
  dateOf,
  type Factor,
  factorOn,
  localDay,
  type ObservedPropertyId,
  observedProperties,
  type Period,
  periodsIn,
  qualityCode,
} from '@trame/domain'
import type { InputSeries } from '@trame/use-cases'
import type { Pair, PlannedInput } from './plan.ts'

/** Points of one input by series, as far as they were read. */
export type LoadedInputs = ReadonlyMap<string, ReadonlyMap<number, readonly InputPoint[]>>

export interface Computed {
  /** In order of time; a property without any value has an empty list. */
  points: Map<ObservedPropertyId, ComputedPoint[]>
  /** How often the indicator's function was called. */
  periods: number
}

/** All periods of a span of one asset or site. Throws what the indicator's function throws. */
export function computeSpan(
  pair: Pair,
  span: Period,
  loaded: LoadedInputs,
  { factors, now }: { factors: readonly Factor[]; now: number },
): Computed {
  const { definition } = pair.indicator
  const { every, version = 1 } = definition
  const points = new Map<ObservedPropertyId, ComputedPoint[]>(definition.computes.map((id) => [id, []]))
  const result = { points, periods: 0 }
  const periods = every === 'change' ? changesIn(pair, span, loaded) : periodsIn(every, pair.timeZone, span)
  const factorAt = factorsOf(factors, pair.timeZone)
  for (const period of periods) {
    const inputs = pair.inputs.map((input) => windowOf(input, period, loaded.get(input.name)!))
    if (inputs.every(({ series }) => series.length === 0)) continue
    result.periods++
    const outputs = definition.compute({
      ...period,
      timeZone: pair.timeZone,
      subject: pair.subject,
      inputs: Object.fromEntries(inputs.map(({ name, series }) => [name, series])),
      factor: (id) => factorAt(id, period.from),
    })
    const running = every !== 'change' && period.to > now
    const made = {
      at: period.from,
      completeness: completenessOf(pair, period, loaded, now),
      inputs: Object.fromEntries(inputs.map(({ name, count }) => [name, count])),
      version,
    }
    for (const property of definition.computes) {
      const value = outputs[property] ?? null
      if (value === null) continue
      if (!Number.isFinite(value)) throw new Error(`${property} is ${value}`)
      points.get(property)!.push({ ...made, value, quality: qualityOf(property, value, running) })
    }
  }
  return result
}

function qualityOf(property: ObservedPropertyId, value: number, running: boolean): number {
  const [low, high] = observedProperties[property].range
  if (value < low || value > high) return qualityCode.outOfRange
  return running ? qualityCode.estimated : qualityCode.ok
}

/** Each time at which an input has a value: a period of one millisecond. */
function* changesIn({ inputs }: Pair, { from, to }: Period, loaded: LoadedInputs): Generator<Period> {
  const times = new Set<number>()
  for (const { name, series } of inputs)
    for (const { id } of series) {
      const points = loaded.get(name)!.get(id) ?? []
      for (let i = indexAt(points, from); i < points.length && points[i]!.at < to; i++)
        times.add(points[i]!.at)
    }
  for (const at of [...times].sort((a, b) => a - b)) yield { from: at, to: at + 1 }
}

function windowOf(
  { name, series, beforeMs = 0 }: PlannedInput,
  { from, to }: Period,
  loaded: ReadonlyMap<number, readonly InputPoint[]>,
) {
  const found: InputSeries[] = []
  let count = 0
  for (const { id, subject } of series) {
    const all = loaded.get(id)
    if (!all) continue
    const points = all.slice(indexAt(all, from - beforeMs), indexAt(all, to))
    if (points.length === 0) continue
    found.push({ subject, points })
    count += points.length
  }
  return { name, series: found, count }
}

/** Of the first point at or after an instant. */
function indexAt(points: readonly InputPoint[], at: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.at < at) low = middle + 1
    else high = middle
  }
  return low
}

const hourMs = 3_600_000

/**
 * Share of the values that the devices' expected intervals promise for a period so far, of the input that has the fewest; an input
 * of many series is the mean of them. At a change: the share of series that have any value.
 */
function completenessOf(pair: Pair, { from, to }: Period, loaded: LoadedInputs, now: number): number | null {
  const { every } = pair.indicator.definition
  const elapsed = Math.min(to, Math.max(now, from + 1)) - from
  let least: number | null = null
  for (const { name, series, optional, grain, beforeMs = 0 } of pair.inputs) {
    if (optional || series.length === 0) continue
    let sum = 0
    for (const { id, expectedIntervalMs } of series) {
      const points = loaded.get(name)!.get(id) ?? []
      const interval = grain === 'hour' ? hourMs : expectedIntervalMs
      if (every === 'change' || interval === null)
        sum += indexAt(points, to) > indexAt(points, every === 'change' ? from - beforeMs : from) ? 1 : 0
      else
        sum += Math.min(
          1,
          (indexAt(points, to) - indexAt(points, from)) / Math.max(1, Math.floor(elapsed / interval)),
        )
    }
    const share = sum / series.length
    if (least === null || share < least) least = share
  }
  return least
}

function factorsOf(factors: readonly Factor[], timeZone: string) {
  const known = new Map<string, Factor>()
  return (id: string, at: number): Factor => {
    const date = dateOf(localDay(timeZone, at))
    const key = `${id} ${date}`
    const factor = known.get(key) ?? factorOn(factors, id, date)
    if (!factor) throw new Error(`no factor ${id}`)
    known.set(key, factor)
    return factor
  }
}
