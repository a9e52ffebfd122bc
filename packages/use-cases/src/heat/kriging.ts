import { factorise } from './solve.ts'
import { distanceBetween, isSamePlace, mergeCoincident, type Place, type Station } from './station.ts'
import { gamma, type Variogram } from './variogram.ts'

export interface Estimate {
  estimate: number
  /** Kriging variance, in the unit of the value squared; its root is the standard error. */
  variance: number
  /** By station, in the order given; they sum to 1. */
  weights: number[]
}

/**
 * Ordinary kriging (Cressie 1993, 3.2): `[G 1; 1 0] [w; m] = [g; 1]`, taken apart once and solved for each place.
 * Stations at one place share their weight; one station alone is everywhere its own value. Null without a station, or
 * with a variogram that tells no two places apart.
 */
export function krigeFrom(
  stations: readonly Station[],
  variogram: Variogram,
): ((query: Place) => Estimate) | null {
  const merged = mergeCoincident(stations)
  if (merged.length === 0) return null
  const rows = merged.map((a) => [...merged.map((b) => gamma(variogram, distanceBetween(a, b))), 1])
  const system = factorise([...rows, [...merged.map(() => 1), 0]])
  if (!system) return null
  return (query) => {
    const towards = merged.map((station) =>
      isSamePlace(station, query) ? 0 : gamma(variogram, distanceBetween(station, query)),
    )
    const solution = system.solve([...towards, 1])
    const lagrange = solution.at(-1)!
    const weights = new Array<number>(stations.length).fill(0)
    let estimate = 0
    let variance = lagrange
    merged.forEach(({ value, members }, i) => {
      const weight = solution[i]!
      estimate += weight * value
      variance += weight * towards[i]!
      for (const member of members) weights[member] = weight / members.length
    })
    return { estimate, variance: Math.max(0, variance), weights }
  }
}

export const ordinaryKriging = (
  stations: readonly Station[],
  query: Place,
  variogram: Variogram,
): Estimate | null => krigeFrom(stations, variogram)?.(query) ?? null
