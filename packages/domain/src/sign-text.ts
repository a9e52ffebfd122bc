/**
 * What a variable message sign shows is a text; a series holds numbers. A number on a sign is that number, its usual words
 * have a code below zero, and any other text has one of its own that says whether two are equal, and not what they say.
 */
const words = {
  LIBRE: -1,
  COMPLET: -2,
  FERMÉ: -3,
  /** Nothing is known: the safe state, to which a sign falls back by itself. */
  '---': -4,
} as const
export const unknownText = '---'

/** `COMPLET P4`: this one is full, number 4 is the next that has places. */
const redirection = /^COMPLET P([1-9]\d{0,2})$/
const redirectionBase = -1000
/** Codes of other texts start above any number of places. */
const otherBase = 2 ** 32

const wordOf = new Map<number, string>(Object.entries(words).map(([text, code]) => [code, text]))

/** The same for texts that differ only in spaces around them. */
export function signCode(text: string): number {
  const shown = text.trim().normalize('NFC')
  if (Object.hasOwn(words, shown)) return words[shown as keyof typeof words]
  if (/^\d{1,6}$/.test(shown)) return Number(shown)
  const to = redirection.exec(shown)
  if (to) return redirectionBase - Number(to[1])
  return otherBase + fnv1a(shown)
}

/** The text of a code; null for one that is only known by its print. */
export function signText(code: number): string | null {
  if (!Number.isInteger(code)) return null
  const word = wordOf.get(code)
  if (word) return word
  if (code >= 0 && code < 1_000_000) return String(code)
  const number = redirectionBase - code
  return number >= 1 && number <= 999 ? `COMPLET P${number}` : null
}

export const redirectionText = (number: number): string => `COMPLET P${number}`

/** Names for screens, of the words alone: numbers speak for themselves. */
export const signStates = {
  [words.LIBRE]: { fr: 'LIBRE', en: 'LIBRE (free)' },
  [words.COMPLET]: { fr: 'COMPLET', en: 'COMPLET (full)' },
  [words.FERMÉ]: { fr: 'FERMÉ', en: 'FERMÉ (closed)' },
  [words['---']]: { fr: '---', en: '---' },
}

/** FNV-1a, 32 bits, over UTF-8 (draft-eastlake-fnv). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}
