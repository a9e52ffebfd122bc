import { isObservedProperty, observedProperties } from '../observed-properties.ts'
import { type Unit, units } from '../units.ts'
import type { Limit } from './condition.ts'
import { agreedInEnglish } from './english.ts'
import { agreed, withArticle } from './french.ts'
import { type Language, words } from './sentence-words.ts'

/** Names that only the service or the page knows. What is not given shows as its id. */
export interface Names {
  property?(id: string): string | undefined
  assetType?(id: string): string | undefined
  site?(id: string): string | undefined
}

const labelOf = (id: string, language: Language, names: Names): string | undefined =>
  names.property?.(id) ?? (isObservedProperty(id) ? observedProperties[id][language] : undefined)

/** In the middle of a sentence: `le remplissage`, `fill level`; "CO₂" and "LAeq" stay as they are. */
export function propertyName(id: string, language: Language, names: Names): string {
  const label = labelOf(id, language, names)
  if (label === undefined) return id
  if (language === 'fr') return withArticle(label)
  return /^\p{Lu}\p{Ll}/u.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label
}

/** A verb about that property, with the spaces around it. */
export function verbOf(verb: string, id: string, language: Language, names: Names): string {
  const label = labelOf(id, language, names)
  if (label === undefined) return verb
  const agree = language === 'fr' ? agreed : agreedInEnglish
  return verb.replace(/\S.*\S|\S/, (words) => agree(words, label))
}

export function valueText(limit: Limit, property: string, language: Language, unit?: string): string {
  if (typeof limit !== 'number') {
    const attribute = words[language].attribute.replace('{}', limit.attribute)
    const plus = new Intl.NumberFormat(language).format(Math.abs(limit.plus))
    return limit.plus === 0 ? attribute : `${attribute} ${limit.plus > 0 ? '+' : '−'} ${plus}`
  }
  const known = isObservedProperty(property) ? observedProperties[property] : undefined
  const state = unit === undefined ? known?.states?.[limit]?.[language] : undefined
  if (state) return state
  const number = new Intl.NumberFormat(language, {
    maximumFractionDigits: Math.max(2, known?.precision ?? 0),
  }).format(limit)
  const { symbol: ours, en }: Unit = units[known?.unit ?? '1']
  const symbol = unit ?? (language === 'en' ? (en ?? ours) : ours)
  const space = symbol === '%' && language === 'en' ? '' : '\u00a0'
  return symbol ? `${number}${space}${symbol}` : number
}

/** `1 semaine`, `2 weeks`: the form that the number asks for, with the number where `{}` stands. */
export const countedText = (count: number, [one, other]: readonly [string, string], language: Language) =>
  (new Intl.PluralRules(language).select(count) === 'one' ? one : other).replace(
    '{}',
    new Intl.NumberFormat(language).format(count),
  )

const spans = [
  [86_400_000, { fr: 'j', en: 'd' }],
  [3_600_000, { fr: 'h', en: 'h' }],
  [60_000, { fr: 'min', en: 'min' }],
  [1000, { fr: 's', en: 's' }],
] as const

export function durationText(ms: number, language: Language): string {
  const parts: string[] = []
  let rest = ms
  for (const [size, symbol] of spans) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count}\u00a0${symbol[language]}`)
  }
  return parts.length > 0 ? parts.join(' ') : `0\u00a0s`
}

/** 2024-01-01 was a Monday. */
export const weekdayText = (isoDay: number, language: Language) =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, isoDay))
