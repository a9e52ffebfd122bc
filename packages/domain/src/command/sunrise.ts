/**
 * The next sunrise after an instant (sun's centre at -0.833 degrees, NOAA's formulas, to about half a minute between the
 * polar circles). Beyond them, where the sun may not rise: a day later.
 */
export const nextSunrise = (position: readonly [number, number], after: number): number =>
  nextSun('sunrise', position, after)
/** The same for the evening. */
export const nextSunset = (position: readonly [number, number], after: number): number =>
  nextSun('sunset', position, after)

/** Whether the sun is over the horizon: its next setting comes before its next rising. */
export const isSunUp = (position: readonly [number, number], at: number): boolean =>
  nextSunset(position, at) < nextSunrise(position, at)

function nextSun(is: 'sunrise' | 'sunset', [longitude, latitude]: readonly [number, number], after: number) {
  const day = 86_400_000
  const first = Math.floor((after + (longitude / 360) * day) / day) - 1
  for (let n = first; n <= first + 3; n++) {
    const at = sunOf(is, n * day, longitude, latitude)
    if (at !== null && at > after) return at
  }
  return after + day
}

/** `midnight` UTC of the civil day at that longitude. */
function sunOf(
  is: 'sunrise' | 'sunset',
  midnight: number,
  longitude: number,
  latitude: number,
): number | null {
  const side = is === 'sunrise' ? 1 : -1
  let minutes = 720 - side * 360 - 4 * longitude
  // The equation of time and the declination are those of the event itself: the second round is exact enough.
  for (let round = 0; round < 3; round++) {
    const { declination, equationOfTime } = sunAt(midnight + minutes * 60_000)
    const cosine =
      Math.cos(rad(90.833)) / (Math.cos(rad(latitude)) * Math.cos(declination)) -
      Math.tan(rad(latitude)) * Math.tan(declination)
    if (Math.abs(cosine) > 1) return null
    minutes = 720 - 4 * (longitude + side * deg(Math.acos(cosine))) - equationOfTime
  }
  return midnight + minutes * 60_000
}

/** Declination in radians, equation of time in minutes (NOAA). */
export function sunAt(at: number) {
  const t = (at / 86_400_000 + 2_440_587.5 - 2_451_545) / 36_525
  const meanLongitude = rad((280.46646 + t * (36_000.76983 + t * 0.0003032)) % 360)
  const anomaly = rad(357.52911 + t * (35_999.05029 - 0.0001537 * t))
  const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
  const centre =
    Math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
    Math.sin(2 * anomaly) * (0.019993 - 0.000101 * t) +
    Math.sin(3 * anomaly) * 0.000289
  const node = rad(125.04 - 1934.136 * t)
  const apparent = meanLongitude + rad(centre - 0.00569 - 0.00478 * Math.sin(node))
  const obliquity = rad(23.439291 - 0.0130042 * t + 0.00256 * Math.cos(node))
  const y = Math.tan(obliquity / 2) ** 2
  return {
    declination: Math.asin(Math.sin(obliquity) * Math.sin(apparent)),
    equationOfTime:
      4 *
      deg(
        y * Math.sin(2 * meanLongitude) -
          2 * eccentricity * Math.sin(anomaly) +
          4 * eccentricity * y * Math.sin(anomaly) * Math.cos(2 * meanLongitude) -
          0.5 * y * y * Math.sin(4 * meanLongitude) -
          1.25 * eccentricity * eccentricity * Math.sin(2 * anomaly),
      ),
  }
}

const rad = (degrees: number) => (degrees * Math.PI) / 180
const deg = (radians: number) => (radians * 180) / Math.PI
