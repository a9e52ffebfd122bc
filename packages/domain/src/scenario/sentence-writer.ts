import type { ActiveHours, CalendarDays } from '../calendar/active-hours.ts'
import type { RuleScope } from '../rule/rule.ts'
import type { SentencePart } from '../rule/sentence.ts'
import { durationText, type Names, weekdayText } from '../rule/sentence-values.ts'
import type { Language } from '../rule/sentence-words.ts'
import type { Moment } from './moment.ts'
import { type AssetSelection, usualModes } from './selection.ts'
import type { ScenarioWords } from './sentence-words.ts'

export interface ScenarioNames extends Names {
  asset?(id: string): string | undefined
  group?(id: string): string | undefined
  rule?(id: string): string | undefined
}

/** What every part of a sentence is written with. */
export interface Writer {
  language: Language
  say: ScenarioWords
  names: ScenarioNames
}

export const text = (words: string): SentencePart => ({ text: words })
export const token = (path: string, value: unknown, shown: string): SentencePart => ({
  text: shown,
  token: path,
  value,
})

export const quoted = (words: string, language: Language) =>
  language === 'fr' ? `« ${words} »` : `“${words}”`
export const modeText = (mode: string, language: Language) =>
  quoted(usualModes[mode]?.[language] ?? mode, language)

export function daysText({ say, language }: Writer, days: CalendarDays, short = false): string {
  const parts =
    days.weekdays.length === 7
      ? short
        ? ''
        : say.trigger.everyDay
      : `, ${days.weekdays.map((day) => weekdayText(day, language)).join(' ')}`
  return parts + specialText(say, days)
}

function specialText(say: ScenarioWords, days: Omit<CalendarDays, 'weekdays'>): string {
  const parts = (['publicHolidays', 'schoolHolidays'] as const).flatMap((calendar) => {
    const effect = days[calendar]
    return effect === 'asWeekly'
      ? []
      : say.special[calendar].replace('{}', days.schoolZone) + say.special[effect]
  })
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

export const hoursText = ({ say, language }: Writer, hours: ActiveHours): string =>
  hours.weekly
    .map(({ days, from, to }) => `${days.map((day) => weekdayText(day, language)).join(' ')} ${from}–${to}`)
    .join(', ') + specialText(say, hours)

export function scopeText({ say, names }: Writer, scope: RuleScope): string {
  const parts = [
    ...(scope.assetTypes ?? []).map((id) => names.assetType?.(id) ?? id),
    ...(scope.siteIds ?? []).map((id) => names.site?.(id) ?? id),
    ...(scope.tags ?? []).map((tag) => `#${tag}`),
    ...(scope.assetIds ?? []).map((id) => names.asset?.(id) ?? id),
  ]
  return parts.length > 0 ? parts.join(', ') : say.select.anything
}

export function selectionText(writer: Writer, of: AssetSelection): string {
  const { say } = writer
  if (of.select === 'subject') return say.select.subject
  const scope = scopeText(writer, of.scope)
  if (of.select === 'scope') return scope
  return of.select !== 'near'
    ? say.select[of.select].replace('{}', scope)
    : `${say.select.near.replace('{}', scope)}${of.metres} m`
}

export function momentText({ say, language }: Writer, moment: Moment): string {
  if (moment.kind === 'after') return say.moment.after.replace('{}', durationText(moment.ms, language))
  if (moment.kind === 'clock') return moment.at
  const { offsetMs } = moment
  const shift =
    offsetMs === 0 ? '' : `${offsetMs < 0 ? '−' : '+'}${durationText(Math.abs(offsetMs), language)}`
  return [say.moment[moment.is], shift].filter(Boolean).join(' ')
}
