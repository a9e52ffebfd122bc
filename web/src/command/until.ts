/** The next time that a clock in `timeZone` shows `HH:MM`, after `now`. Null: not a time. */
export function nextTimeOfDay(text: string, now: number, timeZone: string): Date | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  if (!match) return null
  const wanted = Number(match[1]) * 60 + Number(match[2])
  // Minute by minute: where a clock is changed, the time asked for may be an hour nearer, further, or not exist.
  for (let minutes = 1; minutes <= 26 * 60; minutes++) {
    const at = Math.floor(now / 60_000) * 60_000 + minutes * 60_000
    if (minuteOfDay(at, timeZone) === wanted) return new Date(at)
  }
  return null
}

/** `HH:MM` in that zone, rounded up to five minutes. */
export function timeOfDay(at: number, timeZone: string): string {
  const minute = minuteOfDay(Math.ceil(at / 300_000) * 300_000, timeZone)
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()
function minuteOfDay(at: number, timeZone: string): number {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    clocks.set(timeZone, clock)
  }
  const [hour, minute] = clock.format(at).split(':').map(Number) as [number, number]
  return hour * 60 + minute
}

/** Hours and minutes, both: `1 h 55`, `40 min`. The same in French and English. */
export function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 60) return `${minutes}\u00a0min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)}\u00a0h${rest === 0 ? '' : `\u00a0${String(rest).padStart(2, '0')}`}`
}
