import type { SurfaceFrame, SurfaceRequest, SurfaceSummary } from '@trame/domain'
import { observedProperties, surfaceErrors } from '@trame/domain'
import {
  chooseMethod,
  drawFrame,
  exposureOf,
  framesOf,
  type Ground,
  gridOver,
  groundOver,
  groundStations,
  type InputSeries,
  planeAt,
} from '@trame/use-cases'
import { areaAbove, bandsOf, niceThresholds } from './contours.ts'

export interface SurfaceInput {
  request: SurfaceRequest
  timeZone: string
  stations: InputSeries[]
  /** Positions in place of metres. */
  ground: (Omit<Ground, 'x' | 'y'> & { position: [number, number] })[]
}

export interface SurfaceOutput {
  frame(index: number, data: SurfaceFrame): void
  /** 0 to 1. */
  progress(share: number): void
}

const fewestStations = 3

/** The maps of a request, one after the other. Throws `surfaceErrors.tooFewStations` when there is nothing to draw. */
export function computeSurface(
  { request, timeZone, stations, ground }: SurfaceInput,
  output: SurfaceOutput,
): SurfaceSummary {
  const span = { from: Date.parse(request.from), to: Date.parse(request.to) }
  const frames = framesOf(stations, { ...span, property: request.property, by: request.by, timeZone }).filter(
    (frame) => frame.stations.length >= fewestStations,
  )
  if (frames.length === 0) throw new Error(surfaceErrors.tooFewStations)
  const plane = planeAt(middleOf(stations))
  const patches: Ground[] = ground.map(({ position, ...patch }) => ({ ...patch, ...plane.toPlane(position) }))
  const offset = groundOver(patches)
  const placed = frames.map((frame) => groundStations(frame, plane.toPlane, offset))
  const { method, rmse } = chooseMethod(placed)
  output.progress(0.1)
  const grid = gridOver(placed.flat())
  const drawn = placed.map((one, index) => {
    output.progress(0.1 + (0.5 * index) / placed.length)
    return drawFrame(one, grid, offset ?? (() => 0), method)!
  })
  const range = (pick: (one: (typeof drawn)[number]) => Float64Array) => {
    const all = drawn.flatMap((one) => [
      pick(one).reduce((a, b) => Math.min(a, b)),
      pick(one).reduce((a, b) => Math.max(a, b)),
    ])
    return niceThresholds(Math.min(...all), Math.max(...all))
  }
  const thresholds = range(({ values }) => values)
  const errorThresholds = range(({ errors }) => errors)
  for (const [index, one] of drawn.entries()) {
    const { from, to, stations: seen } = frames[index]!
    output.frame(index, {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      bands: bandsOf(one.values, grid, thresholds, plane.toPosition),
      errors: bandsOf(one.errors, grid, errorThresholds, plane.toPosition),
      masked: areaAbove(Array.from(one.masked), grid, 0.5, plane.toPosition),
      stations: seen.map((station) => ({ ...station, position: [...station.position] as [number, number] })),
      ...exposureOf(one, patches, request.property),
    })
    output.progress(0.6 + (0.4 * (index + 1)) / drawn.length)
  }
  const corners = [
    plane.toPosition({ x: grid.west, y: grid.south }),
    plane.toPosition({ x: grid.west + grid.columns * grid.stepM, y: grid.south + grid.rows * grid.stepM }),
  ] as const
  return {
    frames: frames.map(({ from, to, stations: seen }) => ({
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      mean: seen.reduce((sum, { value }) => sum + value, 0) / seen.length,
      stations: seen.length,
    })),
    method,
    rmse,
    thresholds,
    errorThresholds,
    unit: observedProperties[request.property].unit,
    rangeM: Math.max(...drawn.map(({ rangeM }) => rangeM)),
    stepM: grid.stepM,
    bounds: [...corners[0], ...corners[1]],
  }
}

function middleOf(stations: readonly InputSeries[]): [number, number] {
  const positions = stations.flatMap(({ subject }) => (subject.position ? [subject.position] : []))
  const mean = (axis: 0 | 1) =>
    positions.reduce((sum, position) => sum + position[axis], 0) / Math.max(1, positions.length)
  return [mean(0), mean(1)]
}
