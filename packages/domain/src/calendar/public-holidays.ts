import { dateOf, dayOf } from './local-time.ts'

/** Alsace-Moselle keeps Good Friday and 26 December (ordonnance du 16 août 1892; code du travail L3134-13). */
export const holidayRegions = ['metropole', 'alsaceMoselle'] as const
export type HolidayRegion = (typeof holidayRegions)[number]

/** Easter Sunday, as days since 1970: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
export function easterDay(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return Date.UTC(year, month - 1, day) / 86_400_000
}

/** Code du travail, L3133-1. */
const fixed = [
  ['01-01', 'Jour de l’an', 'New Year’s Day'],
  ['05-01', 'Fête du Travail', 'Labour Day'],
  ['05-08', 'Victoire de 1945', 'Victory Day'],
  ['07-14', 'Fête nationale', 'Bastille Day'],
  ['08-15', 'Assomption', 'Assumption'],
  ['11-01', 'Toussaint', 'All Saints’ Day'],
  ['11-11', 'Armistice de 1918', 'Armistice Day'],
  ['12-25', 'Noël', 'Christmas Day'],
] as const
const afterEaster = [
  [1, 'Lundi de Pâques', 'Easter Monday'],
  [39, 'Ascension', 'Ascension Day'],
  [50, 'Lundi de Pentecôte', 'Whit Monday'],
] as const

export interface Holiday {
  date: string
  fr: string
  en: string
}

export function publicHolidays(year: number, region: HolidayRegion = 'metropole'): Holiday[] {
  const easter = easterDay(year)
  const found: Holiday[] = [
    ...fixed.map(([date, fr, en]) => ({ date: `${year}-${date}`, fr, en })),
    ...afterEaster.map(([days, fr, en]) => ({ date: dateOf(easter + days), fr, en })),
  ]
  if (region === 'alsaceMoselle') {
    found.push({ date: dateOf(easter - 2), fr: 'Vendredi saint', en: 'Good Friday' })
    found.push({ date: `${year}-12-26`, fr: 'Saint-Étienne', en: 'St Stephen’s Day' })
  }
  return found.sort((a, b) => (a.date < b.date ? -1 : 1))
}

const years = new Map<string, ReadonlySet<number>>()

export function isPublicHoliday(day: number, region: HolidayRegion): boolean {
  const year = new Date(day * 86_400_000).getUTCFullYear()
  const key = `${region} ${year}`
  let days = years.get(key)
  if (!days) {
    days = new Set(publicHolidays(year, region).map(({ date }) => dayOf(date)))
    years.set(key, days)
  }
  return days.has(day)
}
