import { ledPower } from './power.ts'

export interface PresenceBoost {
  /** Detections, seconds after the beginning of the window. */
  eventsS: readonly number[]
  windowS: number
  basePercent: number
  boostPercent: number
  /** After the last detection. */
  holdS: number
  nominalW: number
  fixedShare?: number
}

/** How long the lamp was boosted, and what that took: against full light all the time. */
export function presenceBoost(boost: PresenceBoost) {
  const { windowS, basePercent, boostPercent, nominalW, fixedShare = 0.05 } = boost
  const boostSeconds = boostSpans(boost).reduce((sum, [from, to]) => sum + to - from, 0)
  const watts = (percent: number) => ledPower(percent, { nominalW, fixedShare })
  return {
    boostSeconds,
    energyWh: (watts(boostPercent) * boostSeconds + watts(basePercent) * (windowS - boostSeconds)) / 3600,
    energyFullWh: (watts(100) * windowS) / 3600,
  }
}

/** Each detection holds the boost; those that come meanwhile prolong it. Seconds, within the window. */
export function boostSpans({
  eventsS,
  windowS,
  holdS,
}: Pick<PresenceBoost, 'eventsS' | 'windowS' | 'holdS'>): [from: number, to: number][] {
  const spans: [number, number][] = []
  for (const event of [...eventsS].sort((a, b) => a - b)) {
    const [from, to] = [Math.max(0, event), Math.min(windowS, event + holdS)]
    if (to <= from) continue
    const last = spans.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else spans.push([from, to])
  }
  return spans
}

/** Lamps that light up with one: itself and its neighbours along the street, none beyond the ends. */
export function boosted(index: number, count: number, reach = 2): number[] {
  const [first, last] = [Math.max(0, index - reach), Math.min(count - 1, index + reach)]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}
