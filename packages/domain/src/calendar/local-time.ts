/** Wall clock of a place. Everything is in ms since 1970; a `day` is the count of civil days since 1970-01-01. */
const dayMs = 86_400_000
const quarterMs = 900_000

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Map<number, number>>()

/** Local time minus UTC. Zones change on a quarter of an hour at the finest, so one look-up serves a quarter. */
export function offsetMs(timeZone: string, at: number): number {
  let known = offsets.get(timeZone)
  if (!known) {
    known = new Map()
    offsets.set(timeZone, known)
  }
  const quarter = Math.floor(at / quarterMs)
  const found = known.get(quarter)
  if (found !== undefined) return found
  if (known.size > 50_000) known.clear()
  const offset = askIntl(timeZone, quarter * quarterMs)
  known.set(quarter, offset)
  return offset
}

function askIntl(timeZone: string, at: number): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - at
}

/** The wall clock read as if it were UTC: good for arithmetic on days, hours and week days. */
export const localMs = (timeZone: string, at: number) => at + offsetMs(timeZone, at)
export const localDay = (timeZone: string, at: number) => Math.floor(localMs(timeZone, at) / dayMs)

/** 1 = Monday ... 7 = Sunday (ISO 8601). Day 0 was a Thursday. */
export const isoWeekday = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1

export const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / dayMs
export const dateOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)

/**
 * The instant at which clocks show `minutes` after midnight of a civil day. A time that clocks skip in spring is the end
 * of the gap; a time that they show twice in autumn is the first or the second, as asked.
 */
export function instantOf(timeZone: string, day: number, minutes: number, twice: 'first' | 'second'): number {
  const wall = day * dayMs + minutes * 60_000
  const before = wall - offsetMs(timeZone, wall - dayMs)
  const after = wall - offsetMs(timeZone, wall + dayMs)
  const valid = [before, after].filter((at) => localMs(timeZone, at) === wall).sort((a, b) => a - b)
  if (valid.length > 0) return twice === 'first' ? valid[0]! : valid.at(-1)!
  return startOfOffset(timeZone, Math.min(before, after), Math.max(before, after))
}

/** The gap of spring: the change of offset lies between the two readings. */
function startOfOffset(timeZone: string, low: number, high: number): number {
  const old = offsetMs(timeZone, low)
  for (let at = Math.ceil(low / quarterMs) * quarterMs; at < high; at += quarterMs) {
    if (offsetMs(timeZone, at) !== old) return at
  }
  return high
}
