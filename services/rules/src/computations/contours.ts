import type { Geometry } from '@trame/domain'
import type { Grid } from '@trame/use-cases'
import { contours } from 'd3-contour'

export interface ContourBand {
  from: number
  to: number
  geometry: Geometry
}

type ToPosition = (place: { x: number; y: number }) => [number, number]

/** The area where values are at least so much (marching squares); null where there is none. */
export function areaAbove(
  values: readonly number[],
  { columns, rows, west, south, stepM }: Grid,
  threshold: number,
  toPosition: ToPosition,
): Geometry | null {
  const { coordinates } = contours()
    .size([columns, rows])
    .contour([...values], threshold)
  if (coordinates.length === 0) return null
  const placed = coordinates.map((polygon) =>
    polygon.map((ring) => ring.map(([x, y]) => toPosition({ x: west + x! * stepM, y: south + y! * stepM }))),
  )
  return { type: 'MultiPolygon', coordinates: placed }
}

/** To be painted over each other from the lowest, which is the whole of the grid. */
export function bandsOf(
  values: Float64Array,
  grid: Grid,
  thresholds: readonly number[],
  toPosition: ToPosition,
): ContourBand[] {
  const list = Array.from(values)
  const least = Math.min(...list)
  return thresholds.slice(0, -1).flatMap((from, index) => {
    const geometry = areaAbove(list, grid, index === 0 ? Math.min(from, least) : from, toPosition)
    return geometry ? { from, to: thresholds[index + 1]!, geometry } : []
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
