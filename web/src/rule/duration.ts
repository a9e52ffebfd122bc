import type { Lang } from '../format/number.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const
export type DurationUnit = (typeof units)[number][0]
export const durationUnits = units.map(([unit]) => unit)
export const unitMs = Object.fromEntries(units) as Record<DurationUnit, number>

/** The largest unit in which a duration is a whole number: 5,400,000 ms are 90 min. */
export function splitDuration(ms: number): { count: number; unit: DurationUnit } {
  for (const [unit, size] of units) if (ms >= size && ms % size === 0) return { count: ms / size, unit }
  return { count: Math.round(ms / 1_000), unit: ms === 0 ? 'minute' : 'second' }
}

const symbols: Record<Lang, Record<DurationUnit, string>> = {
  fr: { day: 'j', hour: 'h', minute: 'min', second: 's' },
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
}

/** Exact, unlike an age: `1 h 30 min`, `2 j`. */
export function durationText(ms: number, lang: Lang): string {
  const parts: string[] = []
  let rest = ms
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count}\u00a0${symbols[lang][unit]}`)
    rest -= count * size
  }
  return parts.slice(0, 2).join('\u00a0') || `0\u00a0${symbols[lang].second}`
}
