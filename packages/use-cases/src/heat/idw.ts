import { distanceBetween, isSamePlace, meanOfStations, type Place, type Station } from './station.ts'

/**
 * Inverse distance weighting (Shepard 1968): weights d^-power. At a station its own value, exactly; where several
 * stand at one place, their mean. Null without a station.
 */
export function idw(stations: readonly Station[], query: Place, power = 2): number | null {
  const here = stations.filter((station) => isSamePlace(station, query))
  if (here.length > 0) return meanOfStations(here)
  if (stations.length === 0) return null
  // Relative to the nearest, so that a high power of a long distance doesn't vanish.
  const nearest = Math.min(...stations.map((station) => distanceBetween(station, query)))
  let weights = 0
  let sum = 0
  for (const station of stations) {
    const weight = (distanceBetween(station, query) / nearest) ** -power
    weights += weight
    sum += weight * station.value
  }
  return sum / weights
}
