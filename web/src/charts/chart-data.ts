import type { ObservationList, ObservationPoint } from '@trame/domain'
import { propertyOf } from '../format/value.ts'

/** Buckets of a meter or of a count hold how much came in their period: they stand as bars and have a total. */
export function addsUp(list: ObservationList): boolean {
  const { aggregate } = propertyOf(list.property)
  return list.grain !== 'raw' && (aggregate === 'sum' || aggregate === 'increase')
}

export const totalOf = (list: ObservationList) =>
  list.points.reduce((sum, point) => sum + (point.value ?? 0), 0)

export type Dot = [at: number, value: number | null]

const isGood = (point: ObservationPoint) =>
  point.quality === undefined || point.quality === 'ok' || point.quality === 'estimated'

/**
 * The line: no value is ever made up. A null stands in every silent span, so the line breaks there; what was set aside as
 * out of range is no part of it.
 */
export function lineOf(list: ObservationList, shiftMs = 0): Dot[] {
  const dots: Dot[] = list.points.filter(isGood).map((point) => [Date.parse(point.at) + shiftMs, point.value])
  const breaks: Dot[] = list.gaps.map((gap) => [
    (Date.parse(gap.from) + Date.parse(gap.to)) / 2 + shiftMs,
    null,
  ])
  return [...dots, ...breaks].sort((a, b) => a[0] - b[0])
}

/** Points kept but not counted: drawn apart, as crosses. */
export const oddOf = (list: ObservationList): Dot[] =>
  list.points.filter((point) => !isGood(point)).map((point) => [Date.parse(point.at), point.value])

/** The spread of each bucket, in pieces that stop at silent spans: [at, min, max]. */
export function bandsOf(list: ObservationList): [at: number, min: number, max: number][][] {
  const pieces: [number, number, number][][] = [[]]
  const gaps = list.gaps.map((gap) => (Date.parse(gap.from) + Date.parse(gap.to)) / 2).sort((a, b) => a - b)
  for (const point of list.points) {
    if (point.min === undefined || point.max === undefined) continue
    const at = Date.parse(point.at)
    const last = pieces.at(-1)!.at(-1)
    if (last && gaps.some((gap) => gap > last[0] && gap < at)) pieces.push([])
    pieces.at(-1)!.push([at, point.min, point.max])
  }
  return pieces.filter((piece) => piece.length > 0)
}

export interface Summary {
  count: number
  min: number
  mean: number
  max: number
}

/** Of the good points; buckets weigh by how many points they hold. */
export function summaryOf(list: ObservationList): Summary | null {
  let count = 0
  let sum = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const point of list.points) {
    if (point.value === null || !isGood(point)) continue
    const weight = point.count ?? 1
    count += weight
    sum += (point.sum ?? point.value * weight) || 0
    min = Math.min(min, point.min ?? point.value)
    max = Math.max(max, point.max ?? point.value)
  }
  return count === 0 ? null : { count, min, mean: sum / count, max }
}
