import type { ActiveHours } from '../calendar/active-hours.ts'
import { type Condition, type ConditionOf, childrenOf, type Hold, hasThreshold } from './condition.ts'
import { withDe } from './french.ts'
import type { Rule } from './rule.ts'
import {
  countedText,
  durationText,
  type Names,
  propertyName,
  valueText,
  verbOf,
  weekdayText,
} from './sentence-values.ts'
import { type Language, type Words, words } from './sentence-words.ts'

/** Plain text, or a token that the editor can change: `token` is its path in the rule, `value` what stands there. */
export interface SentencePart {
  text: string
  token?: string
  value?: unknown
}

interface Writer {
  language: Language
  say: Words
  names: Names
}

/** When, then, until, and the hours: each line on its own. */
export function sentenceOf(rule: Rule, language: Language, names: Names = {}): SentencePart[][] {
  const writer: Writer = { language, say: words[language], names }
  const lines = [
    [
      text(writer.say.on),
      scope(writer, rule),
      text(writer.say.when),
      ...condition(writer, rule.condition, 'condition'),
    ],
    opening(writer, rule),
    closing(writer, rule.condition),
  ]
  if (rule.activeHours) lines.push(hours(writer, rule.activeHours))
  return lines
}

export function plainSentence(rule: Rule, language: Language, names: Names = {}): string {
  const [when, then, ...rest] = sentenceOf(rule, language, names).map((line) =>
    line.map((part) => part.text).join(''),
  )
  return [`${when}, ${then}`, ...rest].map((line) => `${line}.`).join(' ')
}

/** A condition alone, for what is no rule: `path` is where it stands there. */
export const conditionSentence = (
  of: Condition,
  path: string,
  language: Language,
  names: Names = {},
): SentencePart[] => condition({ language, say: words[language], names }, of, path)

const text = (words: string): SentencePart => ({ text: words })
const token = (path: string, value: unknown, shown: string): SentencePart => ({
  text: shown,
  token: path,
  value,
})

function scope({ say, names }: Writer, { scope }: Rule): SentencePart {
  const parts = [
    ...(scope.assetTypes ?? []).map((id) => names.assetType?.(id) ?? id),
    ...(scope.siteIds ?? []).map((id) => names.site?.(id) ?? id),
    ...(scope.tags ?? []).map((tag) => `#${tag}`),
    ...(scope.assetIds ?? []),
  ]
  return token('scope', scope, parts.length > 0 ? parts.join(', ') : say.anyAsset)
}

function condition(writer: Writer, of: Condition, path: string): SentencePart[] {
  return [...claim(writer, of, path), ...held(writer, of, path, 'raise')]
}

function claim(writer: Writer, of: Condition, path: string): SentencePart[] {
  const { say, language, names } = writer
  const property = (id: string, at = `${path}.property`) => token(at, id, propertyName(id, language, names))
  const verb = (shown: string) =>
    'property' in of && of.property ? verbOf(shown, of.property, language, names) : shown
  switch (of.kind) {
    case 'threshold':
      return [
        property(of.property),
        token(`${path}.is`, of.is, verb(say.verbs[of.is])),
        token(`${path}.raise`, of.raise, valueText(of.raise, of.property, language)),
      ]
    case 'repetition':
      return [
        property(of.property),
        token(`${path}.is`, of.is, verb(say.verbs[of.is])),
        token(`${path}.value`, of.value, valueText(of.value, of.property, language)),
        text(' '),
        token(`${path}.count`, of.count, `${of.count}\u00a0×`),
        text(say.within),
        token(`${path}.windowMs`, of.windowMs, durationText(of.windowMs, language)),
      ]
    case 'rate':
      return [
        property(of.property),
        token(`${path}.is`, of.is, verb(say.rate[of.is])),
        token(`${path}.raise`, of.raise, valueText(of.raise, of.property, language)),
        text(of.per === 'hour' ? say.perHour + say.over : say.within),
        token(`${path}.windowMs`, of.windowMs, durationText(of.windowMs, language)),
      ]
    case 'difference': {
      const [exceeds, by] = say.difference[of.is]
      const unit = of.as === 'percent' ? '%' : undefined
      return [
        property(of.property),
        token(`${path}.is`, of.is, verb(exceeds)),
        of.reference.kind === 'property'
          ? property(of.reference.property, `${path}.reference`)
          : token(`${path}.reference`, of.reference, countedText(of.reference.weeks, say.usual, language)),
        text(by),
        token(`${path}.raise`, of.raise, valueText(of.raise, of.property, language, unit)),
      ]
    }
    case 'silence':
      return [
        text(say.silent[0]),
        ...(of.property ? silentOf(writer, of.property, `${path}.property`) : []),
        text(say.silent[1]),
        token(`${path}.intervals`, of.intervals, countedText(of.intervals, say.intervals, language)),
      ]
    case 'change':
      return [
        property(of.property),
        token(`${path}.is`, of.is, verb(say.change[of.is])),
        ...(of.by > 0
          ? [text(say.moreThan), token(`${path}.by`, of.by, valueText(of.by, of.property, language))]
          : []),
        ...(of.values
          ? [
              text(say.to),
              token(
                `${path}.values`,
                of.values,
                of.values.map((value) => valueText(value, of.property, language)).join(', '),
              ),
            ]
          : []),
        ...(of.clearAfterMs > 0
          ? [
              text(say.recently),
              token(`${path}.clearAfterMs`, of.clearAfterMs, durationText(of.clearAfterMs, language)),
            ]
          : []),
      ]
    case 'place':
      return [
        token(`${path}.is`, of.is, say.place[of.is]),
        token(`${path}.polygon`, of.polygon, language === 'fr' ? 'la zone' : 'the zone'),
      ]
    case 'expression':
      return [text(say.expression), token(`${path}.cel`, of.cel, of.cel)]
    case 'not':
      return [text(say.not), ...bracketed(writer, of.of, `${path}.of`)]
    default:
      return of.of.flatMap((child, index) => joined(writer, of.kind, child, index, `${path}.of.${index}`))
  }
}

/** `de` and the article become one: `du bruit de conduite`. */
function silentOf({ say, language, names }: Writer, id: string, path: string): SentencePart[] {
  const name = propertyName(id, language, names)
  return language === 'fr'
    ? [text(' '), token(path, id, withDe(name))]
    : [text(say.of), token(path, id, name)]
}

function joined(
  writer: Writer,
  kind: 'all' | 'any',
  child: Condition,
  index: number,
  path: string,
): SentencePart[] {
  const { say } = writer
  if (kind === 'all' && index > 0 && child.kind === 'not' && !hasHold(child)) {
    return [text(say.unless), ...bracketed(writer, child.of, `${path}.of`)]
  }
  const word = index === 0 ? [] : [text(kind === 'all' ? say.and : say.or)]
  return [...word, ...bracketed(writer, child, path)]
}

function bracketed(writer: Writer, of: Condition, path: string): SentencePart[] {
  const parts = condition(writer, of, path)
  return childrenOf(of).length > 1 ? [text('('), ...parts, text(')')] : parts
}

const hasHold = (of: Hold) =>
  of.raiseAfterMs > 0 || of.clearAfterMs > 0 || of.raiseAfterCount > 1 || of.clearAfterCount > 1

function held({ say, language }: Writer, of: Hold, path: string, way: 'raise' | 'clear'): SentencePart[] {
  const parts: SentencePart[] = []
  const count = of[`${way}AfterCount`]
  const ms = of[`${way}AfterMs`]
  if (count > 1) {
    parts.push(text(' '), token(`${path}.${way}AfterCount`, count, say.inARow.join(String(count))))
  }
  if (ms > 0) parts.push(text(say.lasting), token(`${path}.${way}AfterMs`, ms, durationText(ms, language)))
  return parts
}

function opening(writer: Writer, rule: Rule): SentencePart[] {
  const { say, language } = writer
  const parts = [text(say.opens), token('severity', rule.severity, say.severities[rule.severity])]
  const compared = comparisonIn(rule.condition, 'condition')
  rule.steps.forEach((step, index) => {
    const path = `steps.${index}`
    parts.push(text(say.orSeverity), token(`${path}.severity`, step.severity, say.severities[step.severity]))
    if (step.condition) {
      parts.push(text(say.when), ...condition(writer, step.condition, `${path}.condition`))
    }
    if (step.raise !== undefined && compared) {
      const unit = compared.of.kind === 'difference' && compared.of.as === 'percent' ? '%' : undefined
      const shown = valueText(step.raise, compared.of.property, language, unit)
      parts.push(text(' → '), token(`${path}.raise`, step.raise, shown))
    }
    if (step.hold) {
      const none = { raiseAfterMs: 0, clearAfterMs: 0, raiseAfterCount: 1, clearAfterCount: 1 }
      parts.push(...held(writer, { ...none, ...(step.hold as Partial<Hold>) }, `${path}.hold`, 'raise'))
    }
  })
  return parts
}

function closing(writer: Writer, of: Condition): SentencePart[] {
  const { say, language, names } = writer
  const hold = held(writer, of, 'condition', 'clear')
  const compared = comparisonIn(of, 'condition')
  const clear = compared?.of.clear
  if (!compared || clear === undefined) return [text(say.closesWithCondition), ...hold]
  const { property } = compared.of
  const below = compared.of.kind === 'threshold' && compared.of.is === 'below'
  const unit = compared.of.kind === 'difference' && compared.of.as === 'percent' ? '%' : undefined
  return [
    text(say.closes),
    text(propertyName(property, language, names)),
    text(verbOf(below ? say.backOver : say.backUnder, property, language, names)),
    token(`${compared.path}.clear`, clear, valueText(clear, property, language, unit)),
    ...hold,
  ]
}

interface Compared {
  of: ConditionOf<'threshold' | 'rate' | 'difference'>
  path: string
}

function comparisonIn(of: Condition, path: string): Compared | undefined {
  if (hasThreshold(of)) return { of, path }
  const many = of.kind === 'all' || of.kind === 'any'
  for (const [index, child] of childrenOf(of).entries()) {
    const found = comparisonIn(child, many ? `${path}.of.${index}` : `${path}.of`)
    if (found) return found
  }
  return undefined
}

function hours({ say, language }: Writer, active: ActiveHours): SentencePart[] {
  const parts = [text(say.hours)]
  active.weekly.forEach(({ days, from, to }, index) => {
    const shown = days.map((isoDay) => weekdayText(isoDay, language)).join(' ')
    parts.push(
      token(`activeHours.weekly.${index}`, active.weekly[index], `${shown} ${from}–${to}`),
      text(', '),
    )
  })
  for (const calendar of ['publicHolidays', 'schoolHolidays'] as const) {
    const effect = active[calendar]
    if (effect === 'asWeekly') continue
    const shown = say[calendar].replace('{}', active.schoolZone) + say.effects[effect]
    parts.push(token(`activeHours.${calendar}`, effect, shown), text(', '))
  }
  if (active.exceptions.length > 0) {
    const shown = countedText(active.exceptions.length, say.exceptions, language)
    parts.push(token('activeHours.exceptions', active.exceptions, shown))
  } else if (parts.length > 1) {
    parts.pop()
  }
  return parts
}
