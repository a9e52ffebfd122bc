import type { Subject } from '../define-indicator.ts'

const minutesOf = (value: unknown): number | null => {
  const found = typeof value === 'string' ? /^(\d{2}):(\d{2})$/.exec(value) : null
  return found ? Number(found[1]) * 60 + Number(found[2]) : null
}

/** Minutes since midnight on the clock of a place. */
export function localMinutes(timeZone: string, at: number): number {
  const parts = formatOf(timeZone).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return part('hour') * 60 + part('minute')
}

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(timeZone: string) {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  return format
}

/** By its attributes `opens` and `closes` (HH:MM, over midnight when the second is earlier); without them, always. */
export function isOpen({ attributes }: Subject, timeZone: string, at: number): boolean {
  const opens = minutesOf(attributes.opens)
  const closes = minutesOf(attributes.closes)
  if (opens === null || closes === null || opens === closes) return true
  const now = localMinutes(timeZone, at)
  return opens < closes ? now >= opens && now < closes : now >= opens || now < closes
}
