import { fitVariogram } from './fit-variogram.ts'
import { idw } from './idw.ts'
import { krigeFrom } from './kriging.ts'
import { leaveOneOut } from './leave-one-out.ts'
import type { Place, Station } from './station.ts'
import type { Variogram } from './variogram.ts'

export const interpolationMethods = ['idw', 'kriging', 'landCover'] as const
export type InterpolationMethod = (typeof interpolationMethods)[number]

export interface GroundStation extends Station {
  /** The regressor at the station; absent: no land cover is known. */
  ground?: number
}
export interface GroundPlace extends Place {
  ground?: number
}

export interface Interpolated {
  estimate: number
  /** Of the estimate, in the unit of the value. */
  standardError: number
}

export interface Interpolation {
  method: InterpolationMethod
  variogram: Variogram
  fitted: boolean
  /** Leave-one-out error of each method that could be tried. */
  rmse: Partial<Record<InterpolationMethod, number>>
  at(place: GroundPlace): Interpolated
}

type Predictor = (place: GroundPlace) => Interpolated | null

/**
 * All methods are judged by how well each station is predicted by the others, and the best one draws the map: inverse
 * distance, ordinary kriging, or a line over land cover with its residuals kriged. Null without stations.
 */
export function interpolate(
  stations: readonly GroundStation[],
  choose?: InterpolationMethod,
): Interpolation | null {
  if (stations.length === 0) return null
  const { variogram, fitted } = fitVariogram(stations)
  const rmse: Partial<Record<InterpolationMethod, number>> = {}
  for (const method of interpolationMethods) {
    const error = errorOf(stations, method, variogram)
    if (error !== null) rmse[method] = error
  }
  const method = choose ?? bestOf(rmse) ?? 'idw'
  const draw =
    predictor(stations, method, variogram, rmse[method] ?? 0) ?? predictor(stations, 'idw', variogram, 0)!
  return { method, variogram, fitted, rmse, at: (place) => draw(place)! }
}

/** The least error; of equals the simplest. */
export const bestOf = (rmse: Partial<Record<InterpolationMethod, number>>): InterpolationMethod | null =>
  interpolationMethods.reduce<InterpolationMethod | null>((best, method) => {
    const error = rmse[method]
    if (error === undefined) return best
    return best === null || error < rmse[best]! - 1e-9 ? method : best
  }, null)

const errorOf = (stations: readonly GroundStation[], method: InterpolationMethod, variogram: Variogram) =>
  leaveOneOut(stations, (others, at) => predictor(others, method, variogram, 0)?.(at)?.estimate ?? null).rmse

function predictor(
  stations: readonly GroundStation[],
  method: InterpolationMethod,
  variogram: Variogram,
  rmse: number,
): Predictor | null {
  if (stations.length === 0) return null
  if (method === 'idw') return (place) => ({ estimate: idw(stations, place)!, standardError: rmse })
  if (method === 'kriging') {
    const krige = krigeFrom(stations, variogram)
    if (!krige) return null
    return (place) => {
      const { estimate, variance } = krige(place)
      return { estimate, standardError: Math.sqrt(variance) }
    }
  }
  return overLandCover(stations)
}

/** Fewer can't tell a slope from chance. */
const fewestForSlope = 5

function overLandCover(stations: readonly GroundStation[]): Predictor | null {
  const known = stations.flatMap(({ ground, ...station }) =>
    ground === undefined ? [] : { ...station, ground },
  )
  if (known.length < fewestForSlope || known.length < stations.length) return null
  const line = lineOver(known)
  if (!line) return null
  const residuals = known.map((station) => ({ ...station, value: station.value - line(station.ground) }))
  const krige = krigeFrom(residuals, fitVariogram(residuals).variogram)
  if (!krige) return null
  return (place) => {
    if (place.ground === undefined) return null
    const { estimate, variance } = krige(place)
    return { estimate: line(place.ground) + estimate, standardError: Math.sqrt(variance) }
  }
}

/** Least squares; null when the ground is the same everywhere. */
function lineOver(
  stations: readonly { ground: number; value: number }[],
): ((ground: number) => number) | null {
  const n = stations.length
  const meanGround = stations.reduce((sum, { ground }) => sum + ground, 0) / n
  const meanValue = stations.reduce((sum, { value }) => sum + value, 0) / n
  const spread = stations.reduce((sum, { ground }) => sum + (ground - meanGround) ** 2, 0)
  if (spread < 1e-9) return null
  const slope =
    stations.reduce((sum, { ground, value }) => sum + (ground - meanGround) * (value - meanValue), 0) / spread
  return (ground) => meanValue + slope * (ground - meanGround)
}
