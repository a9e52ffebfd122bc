export interface ContinuousFlow {
  flag: boolean
  /** Hour, counted from the first index, at which the run was long enough. */
  flagAtHour: number | null
  longestRunH: number
  /** Lowest hourly use that is known; null: none is. */
  minHourlyL: number | null
  /** What runs away in a day at the lowest rate of the longest run, L; 0 when water stood still. */
  wasteLitresPerDay: number
}

/**
 * Water that never stops: at least `minLitres` in each of `hours` hours in a row (24: alert; 72: confirmed). Index in litres
 * at each full hour; null = not heard. A missing hour, or an index that falls (another meter), begins a new run: what was not
 * seen proves nothing.
 */
export function continuousFlow(
  hourlyIndexL: readonly (number | null)[],
  { minLitres = 1, hours = 24 } = {},
): ContinuousFlow {
  let run = 0
  let runLowest = Number.POSITIVE_INFINITY
  let longest = 0
  let longestLowest = 0
  let lowest: number | null = null
  let flagAtHour: number | null = null
  for (let hour = 1; hour < hourlyIndexL.length; hour++) {
    const before = hourlyIndexL[hour - 1] ?? null
    const now = hourlyIndexL[hour] ?? null
    const used = before === null || now === null || now < before ? null : now - before
    if (used !== null) lowest = lowest === null ? used : Math.min(lowest, used)
    if (used === null || used < minLitres) {
      run = 0
      runLowest = Number.POSITIVE_INFINITY
      continue
    }
    run++
    runLowest = Math.min(runLowest, used)
    if (run > longest) {
      longest = run
      longestLowest = runLowest
    }
    if (run >= hours) flagAtHour ??= hour
  }
  return {
    flag: flagAtHour !== null,
    flagAtHour,
    longestRunH: longest,
    minHourlyL: lowest,
    wasteLitresPerDay: longest >= hours ? longestLowest * 24 : 0,
  }
}
