import { type InputSeries, numberOf, type Subject } from '../define-indicator.ts'
import { reduceToAltitude } from './altitude.ts'

export const isRural = ({ attributes }: Subject): boolean => attributes.rural === true

/** Of a network that says nothing else: low ground. Every station is brought to the same height, whichever that is. */
export const referenceAltM = 50

/** Hourly temperatures of a station at the reference altitude; where its own is not known, as they stand. */
export function reducedHours({ subject, points }: InputSeries): Map<number, number> {
  const altitude = numberOf(subject, 'altitudeM')
  return new Map(
    points.map(({ at, value }) => [
      at,
      altitude === null ? value : reduceToAltitude(value, altitude, referenceAltM),
    ]),
  )
}

/** The country's temperature by hour: mean of the rural stations that spoke. */
export function ruralHours(stations: readonly InputSeries[]): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>()
  for (const station of stations) {
    if (!isRural(station.subject)) continue
    for (const [at, value] of reducedHours(station)) {
      const known = sums.get(at) ?? { sum: 0, count: 0 }
      sums.set(at, { sum: known.sum + value, count: known.count + 1 })
    }
  }
  return new Map([...sums].map(([at, { sum, count }]) => [at, sum / count]))
}
