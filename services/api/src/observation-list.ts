import type { Grain, ObservationPoint } from '@trame/domain'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** More points than a screen has pixels: a coarser grain shows the same curve. */
const readable = 3_000

export function chooseGrain({ from, to }: { from: Date; to: Date }, rawCount: number): Grain {
  const spanMs = to.getTime() - from.getTime()
  if (rawCount <= readable && spanMs <= 8 * dayMs) return 'raw'
  if (spanMs <= 60 * dayMs) return 'hour'
  return spanMs <= 6 * 366 * dayMs ? 'day' : 'month'
}

const bucketMs: Record<Exclude<Grain, 'raw'>, number> = { hour: hourMs, day: 25 * hourMs, month: 31 * dayMs }

/** Silent spans longer than three expected intervals: nothing was observed there, and no line may cross it. */
export function gapsOf(points: readonly ObservationPoint[], grain: Grain, expectedIntervalMs: number | null) {
  const allowedMs = 3 * (expectedIntervalMs ?? hourMs) + (grain === 'raw' ? 0 : bucketMs[grain])
  const gaps: { from: string; to: string }[] = []
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1]!, points[i]!]
    if (Date.parse(after.at) - Date.parse(before.at) > allowedMs) gaps.push({ from: before.at, to: after.at })
  }
  return gaps
}
