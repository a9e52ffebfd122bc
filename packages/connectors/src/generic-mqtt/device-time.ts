const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i

/**
 * The instant that a device wrote: ISO 8601 with a zone, or a number of seconds or milliseconds since 1970 (any instant
 * of 1973 or later in milliseconds is over 1e11, which in seconds is the year 5138). Undefined when there is none to
 * be had, as with Tasmota's local time without a zone; throws when it is no time at all.
 */
export function deviceTime(value: unknown): Date | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number') return checked(new Date(value < 1e11 ? value * 1000 : value), value)
  if (typeof value !== 'string') throw new RangeError('the time is neither a text nor a number')
  if (/^\d{9,14}(?:\.\d+)?$/.test(value)) return deviceTime(Number(value))
  const date = checked(new Date(value), value)
  return withZone.test(value) ? date : undefined
}

function checked(date: Date, value: unknown): Date {
  if (Number.isNaN(date.getTime())) throw new RangeError(`not a time: ${String(value).slice(0, 40)}`)
  return date
}
