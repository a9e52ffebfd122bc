import { sunAt } from '@trame/domain'

const dayMs = 86_400_000
const rad = (degrees: number) => (degrees * Math.PI) / 180
const deg = (radians: number) => (radians * 180) / Math.PI

export interface SunTimes {
  solarNoon: number
  /** Null: the sun does not cross that height on this day (beyond the polar circles). */
  sunrise: number | null
  sunset: number | null
  /** Civil, at -6 degrees. */
  dawn: number | null
  dusk: number | null
}

/**
 * Of the day, at that longitude, which holds `at`: give its noon, not midnight, for the day that one means. Ms since 1970;
 * NOAA's algorithm, to some seconds between the polar circles.
 */
export function sunTimes(at: number, latitude: number, longitude: number): SunTimes {
  const midnight = Math.floor((at + (longitude / 360) * dayMs) / dayMs) * dayMs
  const noon = solarNoon(midnight, longitude)
  const crossing = (altitude: number, side: -1 | 1) => crosses(noon, latitude, longitude, altitude, side)
  return {
    solarNoon: noon,
    sunrise: crossing(-0.833, -1),
    sunset: crossing(-0.833, 1),
    dawn: crossing(-6, -1),
    dusk: crossing(-6, 1),
  }
}

function solarNoon(midnight: number, longitude: number): number {
  let noon = midnight + (720 - 4 * longitude) * 60_000
  for (let round = 0; round < 2; round++)
    noon = midnight + (720 - 4 * longitude - sunAt(noon).equationOfTime) * 60_000
  return noon
}

/** From noon outward: the hour angle at which the sun's centre has that altitude, refined at its own time. */
function crosses(noon: number, latitude: number, longitude: number, altitude: number, side: -1 | 1) {
  const midnight = noon - (720 - 4 * longitude - sunAt(noon).equationOfTime) * 60_000
  let at = noon
  for (let round = 0; round < 4; round++) {
    const { declination, equationOfTime } = sunAt(at)
    const cosine =
      (Math.sin(rad(altitude)) - Math.sin(rad(latitude)) * Math.sin(declination)) /
      (Math.cos(rad(latitude)) * Math.cos(declination))
    if (Math.abs(cosine) > 1) return null
    const minutes = 720 - 4 * longitude - equationOfTime + side * 4 * deg(Math.acos(cosine))
    at = midnight + minutes * 60_000
  }
  return at
}

/** Degrees over the horizon, without refraction. */
export function sunAltitude(at: number, latitude: number, longitude: number): number {
  const { declination, equationOfTime } = sunAt(at)
  const minutes = (((at % dayMs) + dayMs) % dayMs) / 60_000 + equationOfTime + 4 * longitude
  const hourAngle = rad(minutes / 4 - 180)
  return deg(
    Math.asin(
      Math.sin(rad(latitude)) * Math.sin(declination) +
        Math.cos(rad(latitude)) * Math.cos(declination) * Math.cos(hourAngle),
    ),
  )
}

/** When lamps burn by an astronomical clock, around the night that begins on the day of `at`. Null: it never gets dark. */
export function astronomicalNight(
  at: number,
  latitude: number,
  longitude: number,
  { onAfterSunsetMs = 15 * 60_000, offBeforeSunriseMs = 15 * 60_000 } = {},
): { from: number; to: number } | null {
  const { sunset } = sunTimes(at, latitude, longitude)
  const { sunrise } = sunTimes(at + dayMs, latitude, longitude)
  if (sunset === null || sunrise === null) return null
  return { from: sunset + onAfterSunsetMs, to: sunrise - offBeforeSunriseMs }
}
