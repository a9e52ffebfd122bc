import { getPosition } from 'suncalc'
import { localTime, minuteMs } from './local-time.ts'
import { createWeather, type Weather } from './weather.ts'

export interface World {
  weather(at: number): Weather
  /** Altitude of the sun, in degrees. */
  sunAltitude(at: number): number
  /** Is school open at this hour of this day? */
  schoolOpen(at: number): boolean
}

// School holidays of zone B around the demonstration's years (arrêtés du calendrier scolaire); inclusive local days.
const holidays: [string, string][] = [
  ['2026-10-17', '2026-11-01'],
  ['2026-12-19', '2027-01-03'],
  ['2027-02-20', '2027-03-07'],
  ['2027-04-17', '2027-05-02'],
  ['2027-07-03', '2027-08-31'],
  ['2026-07-04', '2026-08-31'],
]

export function createWorld(
  seed: string,
  [longitude, latitude]: readonly [number, number],
  heat?: (at: number) => number,
): World {
  const weather = createWeather(seed, heat)
  const altitudes = new Map<number, number>()
  const quarterOfHour = 15 * minuteMs

  return {
    weather,
    sunAltitude(at) {
      // Four looks an hour are enough for lamps and light: altitude moves 3.7 degrees meanwhile at most.
      const key = Math.floor(at / quarterOfHour)
      let altitude = altitudes.get(key)
      if (altitude === undefined) {
        altitude = getPosition(new Date(key * quarterOfHour), latitude, longitude).altitude
        if (altitudes.size > 20_000) altitudes.clear()
        altitudes.set(key, altitude)
      }
      return altitude
    },
    schoolOpen(at) {
      const { day, weekday } = localTime(at)
      if (weekday === 0 || weekday === 6) return false
      return !holidays.some(([from, to]) => day >= from && day <= to)
    },
  }
}
