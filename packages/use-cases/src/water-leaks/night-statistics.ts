import { ascending, nearestRank } from '../nearest-rank.ts'

export interface NightStatistics {
  n: number
  min: number
  /** The level of the night: what never stops. dB. */
  p05: number
  p50: number
  p95: number
  /** Of the histogram of 1 dB, the lowest when several are as full. */
  mode: number
  /** P95 - P05, dB: traffic and taps widen it, a leak leaves no quiet moment and so no room for it. */
  spread: number
}

/** Of what a logger heard in its window, dB on its maker's scale. null: it heard nothing. */
export function nightStatistics(levels: readonly number[]): NightStatistics | null {
  const sorted = ascending(levels.filter(Number.isFinite))
  if (sorted.length === 0) return null
  const at = (percent: number) => nearestRank(sorted, percent)!
  const p05 = at(5)
  const p95 = at(95)
  return {
    n: sorted.length,
    min: sorted[0]!,
    p05,
    p50: at(50),
    p95,
    mode: modeOf(sorted),
    spread: Math.round((p95 - p05) * 1e6) / 1e6,
  }
}

function modeOf(sorted: Float64Array): number {
  const counts = new Map<number, number>()
  for (const level of sorted) {
    const bin = Math.floor(level + 0.5)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
  }
  let mode = Number.NaN
  let most = 0
  // Ascending, so that the lowest of equals stays.
  for (const [bin, count] of counts) if (count > most) [mode, most] = [bin, count]
  return mode
}
