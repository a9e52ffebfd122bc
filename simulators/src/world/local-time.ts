export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

export interface LocalTime {
  /** `2026-11-24` in the town's time zone. */
  day: string
  /** Hours since local midnight, with fractions. */
  hour: number
  /** 0 = Sunday. */
  weekday: number
  dayOfYear: number
}

const timeZone = 'Europe/Paris'
const format = new Intl.DateTimeFormat('en-CA', {
  timeZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

// Asking Intl costs microseconds and a fleet asks millions of times: offsets only change on whole hours.
const offsets = new Map<number, number>()

function offsetAt(at: number) {
  const hour = Math.floor(at / hourMs)
  let offset = offsets.get(hour)
  if (offset === undefined) {
    const start = hour * hourMs
    const parts = Object.fromEntries(
      format.formatToParts(start).map((part) => [part.type, Number(part.value)]),
    )
    offset = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) - start
    if (offsets.size > 50_000) offsets.clear()
    offsets.set(hour, offset)
  }
  return offset
}

export function localTime(at: number): LocalTime {
  const local = at + offsetAt(at)
  const midnight = Math.floor(local / dayMs) * dayMs
  const date = new Date(midnight)
  return {
    day: date.toISOString().slice(0, 10),
    hour: (local - midnight) / hourMs,
    weekday: date.getUTCDay(),
    dayOfYear: Math.round((midnight - Date.UTC(date.getUTCFullYear(), 0, 1)) / dayMs) + 1,
  }
}

/** The instant of the local midnight before; exact also on days when clocks change, so that it can be a key. */
export function startOfDay(at: number): number {
  const midnight = Math.floor((at + offsetAt(at)) / dayMs) * dayMs
  return midnight - offsetAt(midnight - offsetAt(at))
}
