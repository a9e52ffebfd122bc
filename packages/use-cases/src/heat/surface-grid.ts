import {
  bestOf,
  type GroundStation,
  type InterpolationMethod,
  interpolate,
  interpolationMethods,
} from './interpolate.ts'
import { type GroundPatch, groundOffset } from './land-cover.ts'
import { distanceBetween, type Place } from './station.ts'
import type { FrameStation, StationFrame } from './surface-frames.ts'

/** Metres east and north of a place: over a town the plane departs from the ellipsoid by less than a metre. */
export function planeAt([longitude, latitude]: readonly [number, number]) {
  const radians = (latitude * Math.PI) / 180
  const metresNorth = 111_132.92 - 559.82 * Math.cos(2 * radians) + 1.175 * Math.cos(4 * radians)
  const metresEast = 111_412.84 * Math.cos(radians) - 93.5 * Math.cos(3 * radians)
  return {
    toPlane: ([lon, lat]: readonly [number, number]): Place => ({
      x: (lon - longitude) * metresEast,
      y: (lat - latitude) * metresNorth,
    }),
    toPosition: ({ x, y }: Place): [number, number] => [
      Math.round((longitude + x / metresEast) * 1e5) / 1e5,
      Math.round((latitude + y / metresNorth) * 1e5) / 1e5,
    ],
  }
}

export interface Grid {
  west: number
  south: number
  columns: number
  rows: number
  stepM: number
}

const mostCells = 6_000
const marginM = 1_000

/** Over all stations and a kilometre around them. */
export function gridOver(places: readonly Place[]): Grid {
  const [west, east] = [
    Math.min(...places.map(({ x }) => x)) - marginM,
    Math.max(...places.map(({ x }) => x)) + marginM,
  ]
  const [south, north] = [
    Math.min(...places.map(({ y }) => y)) - marginM,
    Math.max(...places.map(({ y }) => y)) + marginM,
  ]
  const stepM = Math.max(50, Math.ceil(Math.sqrt(((east - west) * (north - south)) / mostCells) / 10) * 10)
  return {
    west,
    south,
    stepM,
    columns: Math.max(2, Math.ceil((east - west) / stepM)),
    rows: Math.max(2, Math.ceil((north - south) / stepM)),
  }
}

export const cellPlace = ({ west, south, stepM, columns }: Grid, index: number): Place => ({
  x: west + ((index % columns) + 0.5) * stepM,
  y: south + (Math.floor(index / columns) + 0.5) * stepM,
})

/** The method with the least error over all frames together: a map that changes its method from hour to hour flickers. */
export function chooseMethod(frames: readonly (readonly GroundStation[])[]): {
  method: InterpolationMethod
  rmse: Partial<Record<InterpolationMethod, number>>
} {
  const squares = new Map<InterpolationMethod, { sum: number; count: number }>()
  for (const stations of frames) {
    const rmse = interpolate(stations)?.rmse ?? {}
    for (const method of interpolationMethods) {
      const error = rmse[method]
      if (error === undefined) continue
      const known = squares.get(method) ?? { sum: 0, count: 0 }
      squares.set(method, { sum: known.sum + error ** 2, count: known.count + 1 })
    }
  }
  const most = Math.max(0, ...[...squares.values()].map(({ count }) => count))
  const rmse: Partial<Record<InterpolationMethod, number>> = {}
  // A method that could be tried on some frames only is no choice for all.
  for (const [method, { sum, count }] of squares) if (count === most) rmse[method] = Math.sqrt(sum / count)
  return { method: bestOf(rmse) ?? 'idw', rmse }
}

export interface DrawnFrame {
  values: Float64Array
  errors: Float64Array
  /** 1 where no station is within the range. */
  masked: Uint8Array
  rangeM: number
  /** At any place, as at a cell. */
  at(place: Place): { value: number; masked: boolean }
}

/** Farther than this nothing is believed, however long the fitted range; nearer than that it always is. */
const [shortestRangeM, longestRangeM] = [1_200, 4_000]

export function drawFrame(
  stations: readonly GroundStation[],
  grid: Grid,
  ground: (place: Place) => number,
  method: InterpolationMethod,
): DrawnFrame | null {
  const drawn = interpolate(stations, method)
  if (!drawn) return null
  const rangeM = Math.min(longestRangeM, Math.max(shortestRangeM, drawn.variogram.practicalRangeM))
  const isFar = (place: Place) => stations.every((station) => distanceBetween(station, place) > rangeM)
  const count = grid.columns * grid.rows
  const frame = {
    values: new Float64Array(count),
    errors: new Float64Array(count),
    masked: new Uint8Array(count),
  }
  for (let index = 0; index < count; index++) {
    const place = cellPlace(grid, index)
    const { estimate, standardError } = drawn.at({ ...place, ground: ground(place) })
    frame.values[index] = estimate
    frame.errors[index] = standardError
    frame.masked[index] = isFar(place) ? 1 : 0
  }
  return {
    ...frame,
    rangeM,
    at: (place) => ({ value: drawn.at({ ...place, ground: ground(place) }).estimate, masked: isFar(place) }),
  }
}

export interface Ground extends GroundPatch {
  siteId: string | null
  siteName: string | null
  population: number
}

export const groundStations = (
  frame: StationFrame,
  toPlane: (position: readonly [number, number]) => Place,
  ground: ((place: Place) => number) | null,
): GroundStation[] =>
  frame.stations.map(({ position, value }: FrameStation) => {
    const place = toPlane(position)
    return { ...place, value, ...(ground && { ground: ground(place) }) }
  })

export const groundOver = (patches: readonly GroundPatch[]) =>
  patches.length === 0 ? null : groundOffset(patches)
