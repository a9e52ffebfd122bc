// SunCalc 1.x's formulas, after "Astronomy Answers" (aa.quae.nl). They are in many lamp controllers and dashboards: up to
// 139 s away from NOAA's, which is what a difference between two clocks of one street comes from. Ours is `sun.ts`.

const dayMs = 86_400_000
const rad = Math.PI / 180
const obliquity = rad * 23.4397
const j2000 = 2_451_545

const names = [
  [-0.833, 'sunrise', 'sunset'],
  [-0.3, 'sunriseEnd', 'sunsetStart'],
  [-6, 'dawn', 'dusk'],
  [-12, 'nauticalDawn', 'nauticalDusk'],
  [-18, 'nightEnd', 'night'],
  [6, 'goldenHourEnd', 'goldenHour'],
] as const

type Name = 'solarNoon' | (typeof names)[number][1] | (typeof names)[number][2]

/** Ms since 1970; null where the sun does not come to that height. */
export function approximateSunTimes(
  at: number,
  latitude: number,
  longitude: number,
): Record<Name, number | null> {
  const west = rad * -longitude
  const phi = rad * latitude
  const days = at / dayMs - 0.5 + 2_440_588 - j2000
  const cycle = Math.round(days - 0.0009 - west / (2 * Math.PI))
  const approximate = 0.0009 + west / (2 * Math.PI) + cycle
  const anomaly = rad * (357.5291 + 0.98560028 * approximate)
  const longitudeOfSun =
    anomaly +
    rad * (1.9148 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly) + 0.0003 * Math.sin(3 * anomaly)) +
    rad * 102.9372 +
    Math.PI
  const declination = Math.asin(Math.sin(longitudeOfSun) * Math.sin(obliquity))
  const transit = (of: number) =>
    j2000 + of + 0.0053 * Math.sin(anomaly) - 0.0069 * Math.sin(2 * longitudeOfSun)
  const noon = transit(approximate)
  const instant = (julian: number) => (julian + 0.5 - 2_440_588) * dayMs
  const times = { solarNoon: instant(noon) } as Record<Name, number | null>
  for (const [altitude, rising, setting] of names) {
    const cosine =
      (Math.sin(rad * altitude) - Math.sin(phi) * Math.sin(declination)) /
      (Math.cos(phi) * Math.cos(declination))
    if (Math.abs(cosine) > 1) {
      times[rising] = null
      times[setting] = null
      continue
    }
    const down = transit(0.0009 + (Math.acos(cosine) + west) / (2 * Math.PI) + cycle)
    times[setting] = instant(down)
    times[rising] = instant(noon - (down - noon))
  }
  return times
}
