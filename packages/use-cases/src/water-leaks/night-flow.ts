/** Flows in m3/h. `null` where a quarter of an hour is missing: a window with a hole counts for nothing. */
export interface NightMinimum {
  flow: number
  /** Index of the first quarter of the window; the earliest of equals. */
  windowStart: number
}

/** Lowest moving mean of `perWindow` values: one hour of quarters unless said otherwise. */
export function minimumNightFlow(flows: readonly (number | null)[], perWindow = 4): NightMinimum | null {
  let lowest: NightMinimum | null = null
  for (let start = 0; start + perWindow <= flows.length; start++) {
    const window = flows.slice(start, start + perWindow)
    if (window.some((flow) => flow === null)) continue
    const flow = (window as number[]).reduce((sum, value) => sum + value, 0) / perWindow
    // Sums of the same quarters in another order differ in the last bits.
    if (lowest === null || flow < lowest.flow - 1e-12) lowest = { flow, windowStart: start }
  }
  return lowest
}

export interface District {
  properties: number
  /** Of a household at night, L/h: 1.7, measured 1.3 to 2.5. */
  nightUseLitresPerHour?: number
  /** Night use that is known and is no household: m3/h. */
  nonHouseholdM3h?: number
  /** Exponent of leakage against pressure: 0.5 for a hole in metal, 1.5 for a crack in plastic. */
  n1?: number
  nightPressureM?: number
  dayPressureM?: number
}

/** What of the night flow nobody asked for, and what that makes in a day at the day's pressure. May be negative: then the use is set too high. */
export function nightBalance(minimumFlow: number, district: District) {
  const {
    properties,
    nightUseLitresPerHour = 1.7,
    nonHouseholdM3h = 0,
    n1 = 1,
    nightPressureM,
    dayPressureM,
  } = district
  const legitimate = (properties * nightUseLitresPerHour) / 1000 + nonHouseholdM3h
  const leak = minimumFlow - legitimate
  const pressures = nightPressureM !== undefined && nightPressureM > 0 && dayPressureM !== undefined
  const dayFactor = pressures ? (dayPressureM / nightPressureM) ** n1 : 1
  return { legitimateM3h: legitimate, nightLeakM3h: leak, dailyLeakM3: leak * 24 * dayFactor }
}
