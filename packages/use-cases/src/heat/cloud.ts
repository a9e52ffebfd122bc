/** Below this the sun is too low to tell cloud from haze, degrees. */
const lowestSun = 15

/**
 * Share of the sky that cloud covers, from what reaches the ground: G = (910 sin h - 30) (1 - 0.75 N^3.4), Kasten and
 * Czeplak 1980. Null when the sun is too low to say.
 */
export function cloudShare(
  irradiance: number,
  position: readonly [number, number],
  at: number,
): number | null {
  const height = sunHeight(position, at)
  if (height < lowestSun) return null
  const clear = 910 * Math.sin((height * Math.PI) / 180) - 30
  const lost = Math.min(0.75, Math.max(0, 1 - irradiance / clear))
  return (lost / 0.75) ** (1 / 3.4)
}

/** Degrees over the horizon, to about half a degree: the low-precision formulas of the Astronomical Almanac. */
export function sunHeight([longitude, latitude]: readonly [number, number], at: number): number {
  const radians = Math.PI / 180
  const n = at / 86_400_000 - 10_957.5
  const anomaly = (357.528 + 0.985_600_3 * n) * radians
  const ecliptic =
    (280.46 + 0.985_647_4 * n + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * radians
  const tilt = 23.439 * radians
  const declination = Math.asin(Math.sin(tilt) * Math.sin(ecliptic))
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic))
  const sidereal = (280.460_618_37 + 360.985_647_366_29 * n + longitude) * radians
  const hourAngle = sidereal - ascension
  return (
    Math.asin(
      Math.sin(latitude * radians) * Math.sin(declination) +
        Math.cos(latitude * radians) * Math.cos(declination) * Math.cos(hourAngle),
    ) / radians
  )
}
