import { instantOf, localDay } from '../calendar/local-time.ts'

/** The first of these local times after the moment. */
export function nextDigest(times: readonly string[], timeZone: string, after: number): number {
  const today = localDay(timeZone, after)
  const minutes = times.map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
  const candidates = [today, today + 1].flatMap((day) =>
    minutes.map((minute) => instantOf(timeZone, day, minute, 'first')),
  )
  return Math.min(...candidates.filter((at) => at > after))
}
