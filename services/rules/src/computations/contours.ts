import type { Geometry } from '@trame/domain'
import type { Grid } from '@trame/use-cases'
import { contours } from 'd3-contour'

export interface ContourBand {
  from: number
  to: number
  geometry: Geometry
}

/**
 * Areas above each threshold but the last (marching squares), to be painted over each other from the lowest: the lowest one
 * is the whole of the grid.
 */
export function bandsOf(
  values: Float64Array,
  { columns, rows, west, south, stepM }: Grid,
  thresholds: readonly number[],
  toPosition: (place: { x: number; y: number }) => [number, number],
): ContourBand[] {
  const make = contours().size([columns, rows])
  const list = Array.from(values)
  return thresholds.slice(0, -1).flatMap((from, index) => {
    // Below everything that is there, the area would be without an edge: the whole grid.
    const { coordinates } = make.contour(list, index === 0 ? Math.min(from, ...list) : from)
    if (coordinates.length === 0) return []
    const placed = coordinates.map((polygon) =>
      polygon.map((ring) =>
        ring.map(([x, y]) => toPosition({ x: west + x! * stepM, y: south + y! * stepM })),
      ),
    )
    return {
      from,
      to: thresholds[index + 1]!,
      geometry: { type: 'MultiPolygon' as const, coordinates: placed },
    }
  })
}

/** Round limits that hold every value, about so many of them. */
export function niceThresholds(least: number, most: number, about = 9): number[] {
  const span = Math.max(most - least, 1e-6)
  const power = 10 ** Math.floor(Math.log10(span / about))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => span / size <= about)!
  const first = Math.floor(least / step)
  const last = Math.max(first + 1, Math.ceil(most / step))
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)))
}
