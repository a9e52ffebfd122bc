const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const steps = [
  minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
]
const daySteps = [1, 2, 3, 5, 7, 10, 14, 30, 61, 122]
const pixelsPerLabel = 84

/** How far the clocks of a place are ahead of UTC at that instant. */
export function clockOffset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return local - Math.floor(at / 1000) * 1000
}

/**
 * Round instants of the place's own clocks, evenly spaced: hours of the day, or midnights. A day has 23 or 25 hours twice a
 * year, so each midnight is found by its own offset.
 */
export function ticksOf(from: number, to: number, timeZone: string, width: number): number[] {
  const least = ((to - from) * pixelsPerLabel) / Math.max(width, pixelsPerLabel)
  const step =
    steps.find((each) => each >= least) ?? day * (daySteps.find((days) => days * day >= least) ?? 365)
  const toInstant = (local: number) => {
    const guess = local - clockOffset(local, timeZone)
    return local - clockOffset(guess, timeZone)
  }
  const ticks: number[] = []
  const first = Math.ceil((from + clockOffset(from, timeZone)) / step) * step
  for (let local = first; ticks.length < 100; local += step) {
    const at = toInstant(local)
    if (at > to) break
    if (at >= from) ticks.push(at)
  }
  return ticks
}
