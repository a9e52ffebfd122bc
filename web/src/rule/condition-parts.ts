import { agreed, agreedInEnglish, type Condition, type Limit, withArticle, withDe } from '@trame/domain'
import type { TFunction } from 'i18next'
import type { Lang } from '../format/number.ts'
import { propertyLabel, propertyOf, unitGap, unitSymbol, valueText } from '../format/value.ts'
import { durationText } from './duration.ts'
import { drawnCorners } from './place.ts'

/** Where a condition stands in its rule: the indexes from the top. */
export type Path = readonly number[]

export type Token =
  | { is: 'scope' | 'hours' | 'severity' }
  | {
      is:
        | 'property'
        | 'comparison'
        | 'limit'
        | 'reference'
        | 'window'
        | 'silence'
        | 'change'
        | 'place'
        | 'cel'
      path: Path
    }
  | { is: 'hold'; path: Path; way: 'raise' | 'clear' }
  | { is: 'clear'; path: Path }
  | { is: 'step'; index: number }
  | { is: 'action'; index: number }

/** A piece of the sentence: words, or a value that one may change. */
export interface Part {
  text: string
  strong?: boolean
  token?: Token
}
/** `path`: of the condition that the line says. */
export interface Line {
  parts: Part[]
  indent: number
  path?: Path
}

export interface Words {
  t: TFunction
  lang: Lang
  /** Name of what the rule watches: `tout point d’apport`, or one asset by its name. */
  scope: string
  group: (id: string) => string
}

export const unitOf = (property: string, lang: Lang) => unitSymbol(propertyOf(property).unit, lang)

export type Tense = 'present' | 'past'

export const say = (text: string): Part => ({ text })
export const lead = (text: string): Part => ({ text, strong: true })

export const propertyInSentence = (id: string, lang: Lang) => {
  const label = propertyLabel(id, lang)
  if (lang === 'fr') return withArticle(label)
  return `the ${/^.[A-Z₂0-9]/.test(label) ? label : label[0]!.toLowerCase() + label.slice(1)}`
}

const ofScope = ({ lang, scope }: Words) => (lang === 'fr' ? withDe(scope) : `of ${scope}`)

/** As it was written: `62 dB(A)`, `0,3 m`, where a measured value says `62,0` and `0,300`. */
const roundText = (property: string, value: number, lang: Lang) =>
  valueText(property, value, lang).replace(lang === 'fr' ? /,\d+/ : /\.\d+/, (decimals) =>
    decimals.replace(/\D?0+$/, ''),
  )

export function limitText(limit: Limit, property: string, { t, lang }: Words): string {
  if (typeof limit === 'number') return roundText(property, limit, lang)
  const name = t('rule.limit.attribute', { name: limit.attribute })
  if (!limit.plus) return name
  return `${name} ${limit.plus > 0 ? '+' : '−'} ${roundText(property, Math.abs(limit.plus), lang)}`
}

function rateLimitText(limit: Limit, condition: Extract<Condition, { kind: 'rate' }>, words: Words) {
  const text = limitText(limit, condition.property, words)
  return condition.per === 'hour' ? words.t('rule.rate.perHour', { value: text }) : text
}

function differenceLimitText(
  limit: Limit,
  condition: Extract<Condition, { kind: 'difference' }>,
  words: Words,
) {
  if (condition.as === 'percent' && typeof limit === 'number') return `${limit}${unitGap('%', words.lang)}%`
  return limitText(limit, condition.property, words)
}

const agreeing = (text: string, property: string, lang: Lang) =>
  (lang === 'fr' ? agreed : agreedInEnglish)(text, propertyLabel(property, lang))

const verb = ({ t, lang }: Words, is: string, tense: Tense, property: string) =>
  agreeing(t(`rule.verb.${tense}.${is}` as 'rule.verb.present.above'), property, lang)

export function holdText(words: Words, ms: number, count: number): string {
  const { t, lang } = words
  if (ms > 0) return t('rule.hold.for', { duration: durationText(ms, lang) })
  if (count > 1) return t('rule.hold.times', { count })
  return t('rule.hold.atOnce')
}

interface Telling {
  words: Words
  tense: Tense
  /** The scope is said once, with the first property. */
  first: boolean
}

function subject(property: string, path: Path, { words, first }: Telling): Part[] {
  const name = propertyInSentence(property, words.lang)
  const parts: Part[] = [{ text: name, token: { is: 'property', path } }]
  if (first) parts.push({ text: ofScope(words), token: { is: 'scope' } })
  return parts
}

function leafParts(condition: Condition, path: Path, telling: Telling): Part[] {
  const { words, tense } = telling
  const { t, lang } = words
  switch (condition.kind) {
    case 'threshold':
      return [
        ...subject(condition.property, path, telling),
        { text: verb(words, condition.is, tense, condition.property), token: { is: 'comparison', path } },
        { text: limitText(condition.raise, condition.property, words), token: { is: 'limit', path } },
      ]
    case 'repetition':
      return [
        ...subject(condition.property, path, telling),
        { text: verb(words, condition.is, tense, condition.property), token: { is: 'comparison', path } },
        { text: roundText(condition.property, condition.value, lang), token: { is: 'limit', path } },
        {
          text: t('rule.repetition', {
            count: condition.count,
            duration: durationText(condition.windowMs, lang),
          }),
          token: { is: 'window', path },
        },
      ]
    case 'rate':
      return [
        ...subject(condition.property, path, telling),
        { text: verb(words, condition.is, tense, condition.property), token: { is: 'comparison', path } },
        { text: rateLimitText(condition.raise, condition, words), token: { is: 'limit', path } },
        {
          text: t(condition.per === 'hour' ? 'rule.rate.over' : 'rule.rate.within', {
            duration: durationText(condition.windowMs, lang),
          }),
          token: { is: 'window', path },
        },
      ]
    case 'difference':
      return [
        ...subject(condition.property, path, telling),
        {
          text: verb(words, `difference.${condition.is}`, tense, condition.property),
          token: { is: 'comparison', path },
        },
        {
          text:
            condition.reference.kind === 'usual'
              ? t('rule.reference.usual', { count: condition.reference.weeks })
              : propertyInSentence(condition.reference.property, lang),
          token: { is: 'reference', path },
        },
        say(t('rule.reference.by')),
        { text: differenceLimitText(condition.raise, condition, words), token: { is: 'limit', path } },
      ]
    case 'change':
      return [
        ...subject(condition.property, path, telling),
        {
          text: agreeing(t(`rule.change.${tense}.${condition.is}`), condition.property, lang),
          token: { is: 'change', path },
        },
        ...(condition.by > 0
          ? [say(t('rule.change.moreThan', { value: roundText(condition.property, condition.by, lang) }))]
          : []),
      ]
    case 'silence':
      return [
        ...(condition.property
          ? subject(condition.property, path, telling)
          : telling.first
            ? [{ text: words.scope, token: { is: 'scope' } } satisfies Part]
            : [say(t('rule.it'))]),
        {
          text: condition.expectedIntervalMs
            ? t(`rule.silence.${tense}.duration`, {
                duration: durationText(condition.expectedIntervalMs * condition.intervals, lang),
              })
            : t(`rule.silence.${tense}.intervals`, { count: condition.intervals }),
          token: { is: 'silence', path },
        },
      ]
    case 'place': {
      const corners = drawnCorners(condition)
      return [
        telling.first ? { text: words.scope, token: { is: 'scope' } } : say(t('rule.it')),
        { text: t(`rule.place.${tense}.${condition.is}`), token: { is: 'comparison', path } },
        {
          text: corners ? t('rule.place.zone', { count: corners.length }) : t('rule.place.none'),
          token: { is: 'place', path },
        },
      ]
    }
    case 'expression':
      return [
        ...(telling.first
          ? [say(t('rule.cel.for')), { text: words.scope, token: { is: 'scope' } } satisfies Part]
          : []),
        say(t('rule.cel.is')),
        { text: condition.cel, token: { is: 'cel', path } },
      ]
    default:
      return []
  }
}

export const isGroup = (condition: Condition) =>
  condition.kind === 'all' || condition.kind === 'any' || condition.kind === 'not'

export function conditionLines(
  condition: Condition,
  path: Path,
  intro: string,
  indent: number,
  telling: Telling,
): Line[] {
  const { words } = telling
  const { t } = words
  if (condition.kind === 'all' || condition.kind === 'any') {
    const next = t(condition.kind === 'all' ? 'rule.and' : 'rule.or')
    const lines = condition.of.flatMap((child, index) =>
      conditionLines(
        child,
        [...path, index],
        index === 0 ? intro : condition.kind === 'all' && child.kind === 'not' ? t('rule.except') : next,
        index === 0 ? indent : indent + (path.length > 0 ? 1 : 0),
        index === 0 ? telling : { ...telling, first: false },
      ),
    )
    return withHold(lines, condition, path, words, true)
  }
  if (condition.kind === 'not') {
    const said = intro === t('rule.except')
    const lines = conditionLines(
      condition.of,
      [...path, 0],
      said ? intro : `${intro} ${t('rule.not')}`,
      indent,
      telling,
    )
    return withHold(lines, condition, path, words, true)
  }
  return withHold(
    [{ parts: [lead(intro), ...leafParts(condition, path, telling)], indent, path }],
    condition,
    path,
    words,
    false,
  )
}

/** The delay of a group is said only when there is one; a single condition always offers it. */
function withHold(lines: Line[], condition: Condition, path: Path, words: Words, group: boolean): Line[] {
  const last = lines.at(-1)
  if (!last || (group && condition.raiseAfterMs === 0 && condition.raiseAfterCount === 1)) return lines
  const text = holdText(words, condition.raiseAfterMs, condition.raiseAfterCount)
  last.parts.push({
    text: group ? words.t('rule.hold.together', { hold: text }) : text,
    token: { is: 'hold', path, way: 'raise' },
  })
  return lines
}

/** The first condition that compares a number: severity steps and the end of the alert are about it. */
export function firstCompared(condition: Condition, path: Path = []): { condition: Condition; path: Path } {
  if (condition.kind === 'all' || condition.kind === 'any')
    return firstCompared(condition.of[0]!, [...path, 0])
  if (condition.kind === 'not') return firstCompared(condition.of, [...path, 0])
  return { condition, path }
}
