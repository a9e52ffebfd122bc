import { dateOf, dayOf, instantOf, localMs } from '@trame/domain'

const dayMs = 86_400_000

/** Of a clock on the wall of some zone: `YYYY-MM-DD` and `HH:MM`; each is empty while it is not written. */
export interface WallTime {
  date: string
  time: string
}

export function wallTimeOf(at: number, timeZone: string): WallTime {
  const local = localMs(timeZone, at)
  return {
    date: dateOf(Math.floor(local / dayMs)),
    time: new Date(local).toISOString().slice(11, 16),
  }
}

/** Ms since 1970; null while one of the two is missing. */
export function instantOfWall({ date, time }: WallTime, timeZone: string): number | null {
  const clock = /^(\d{2}):(\d{2})$/.exec(time)
  const day = dayOf(date)
  if (!clock || !Number.isInteger(day)) return null
  return instantOf(timeZone, day, Number(clock[1]) * 60 + Number(clock[2]), 'first')
}
