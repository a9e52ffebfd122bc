import { median } from '../nearest-rank.ts'

export type LeakState = 'NO_LEAK' | 'WATCH' | 'LEAK'

/** One night of a logger. Hum: the main line is the mains' 50 or 100 Hz, a transformer or a pump and no leak. */
export interface Night {
  p05: number
  spread: number
  mainsHum?: boolean
}

export interface LeakLimits {
  /** dB over the baseline, or at `absoluteDb` whatever the baseline is. */
  deltaDb: number
  absoluteDb: number
  maxSpreadDb: number
  confirmNights: number
  clearNights: number
}

/** Makers' scales differ: limits are set per model. */
export const leakLimits: LeakLimits = {
  deltaDb: 8,
  absoluteDb: 20,
  maxSpreadDb: 8,
  confirmNights: 3,
  clearNights: 2,
}

const baselineNights = 30

export function isLeakLike({ p05, spread, mainsHum }: Night, baseline: number | null, limits = leakLimits) {
  const loud = p05 >= limits.absoluteDb || (baseline !== null && p05 >= baseline + limits.deltaDb)
  return loud && spread <= limits.maxSpreadDb && !mainsHum
}

export interface NightVerdict {
  state: LeakState
  /** The night was not heard: state and runs are those of the night before. */
  missing: boolean
  baseline: number | null
}

/**
 * NO_LEAK -> WATCH on the first leak-like night -> LEAK on the third in a row -> NO_LEAK after two others. `null` is a night
 * that is missing. Baseline: the given one, else the median level of the last 30 nights in state NO_LEAK.
 */
export function leakStates(
  nights: readonly (Night | null)[],
  { baseline: given, ...limits }: LeakLimits & { baseline?: number } = leakLimits,
): NightVerdict[] {
  let state: LeakState = 'NO_LEAK'
  let alike = 0
  let others = 0
  const quiet: number[] = []
  return nights.map((night) => {
    const baseline = given ?? median(quiet)
    if (night === null) return { state, missing: true, baseline }
    if (isLeakLike(night, baseline, limits)) {
      alike++
      others = 0
      if (alike >= limits.confirmNights) state = 'LEAK'
      else if (state === 'NO_LEAK') state = 'WATCH'
    } else {
      alike = 0
      others++
      if (state === 'WATCH' || others >= limits.clearNights) state = 'NO_LEAK'
    }
    if (state === 'NO_LEAK') {
      quiet.push(night.p05)
      if (quiet.length > baselineNights) quiet.shift()
    }
    return { state, missing: false, baseline }
  })
}
