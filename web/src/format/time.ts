import { type Lang, localeOf } from './number.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const cache = new Map<string, Intl.DateTimeFormat>()
function formatter(lang: Lang, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + timeZone + JSON.stringify(options)
  let found = cache.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(localeOf(lang), { timeZone, ...options })
    cache.set(key, found)
  }
  return found
}

export type Stamp = 'time' | 'seconds' | 'day' | 'date' | 'hour' | 'short' | 'full'

const stamps: Record<Stamp, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  hour: { hour: 'numeric' },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  },
}

/** A date without its year is of the last twelve months; an older one says which year. */
export function formatTime(
  at: string | number | Date,
  stamp: Stamp,
  lang: Lang,
  timeZone: string,
  now = Date.now(),
): string {
  const date = new Date(at)
  const old = (stamp === 'short' || stamp === 'day') && now - date.getTime() > 360 * day
  return formatter(lang, timeZone, old ? { ...stamps[stamp], year: 'numeric' } : stamps[stamp]).format(date)
}

/** A length of time in one unit, short: `4 min`, `3 h`, `2 j`. */
export function formatSpan(ms: number, lang: Lang): string {
  const nb = '\u00a0'
  if (ms < minute) return `${Math.max(0, Math.floor(ms / 1000))}${nb}s`
  if (ms < hour) return `${Math.floor(ms / minute)}${nb}min`
  if (ms < 2 * day) return `${Math.floor(ms / hour)}${nb}h`
  return `${Math.floor(ms / day)}${nb}${lang === 'fr' ? 'j' : 'd'}`
}

/** A length of work: `38 min`, `3 h 05`; from a day on, whole hours. */
export function formatDuration(ms: number): string {
  const nb = '\u00a0'
  const minutes = Math.round(ms / minute)
  if (minutes < 60) return `${minutes}${nb}min`
  if (minutes >= 24 * 60) return `${Math.round(minutes / 60)}${nb}h`
  return `${Math.floor(minutes / 60)}${nb}h${nb}${String(minutes % 60).padStart(2, '0')}`
}

/** How long ago; a clock that runs a little ahead never gives a future. */
export function formatAge(at: string | number | Date, now: number, lang: Lang): string {
  const age = now - new Date(at).getTime()
  if (age < 10_000) return lang === 'fr' ? 'à l’instant' : 'just now'
  const span = formatSpan(age, lang)
  return lang === 'fr' ? `il y a ${span}` : `${span} ago`
}
