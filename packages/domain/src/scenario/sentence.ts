import type { ActiveHours, CalendarDays } from '../calendar/active-hours.ts'
import { type CommandKindId, commandKind } from '../command/kinds.ts'
import type { RuleScope } from '../rule/rule.ts'
import { conditionSentence, type SentencePart } from '../rule/sentence.ts'
import { durationText, type Names, weekdayText } from '../rule/sentence-values.ts'
import { type Language, words } from '../rule/sentence-words.ts'
import type { Moment } from './moment.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioCondition } from './scenario-condition.ts'
import type { ScenarioStep } from './scenario-step.ts'
import { type AssetSelection, usualModes } from './selection.ts'
import { commandPhrases, type ScenarioWords, scenarioWords } from './sentence-words.ts'
import type { Trigger } from './trigger.ts'

export interface ScenarioNames extends Names {
  asset?(id: string): string | undefined
  group?(id: string): string | undefined
  rule?(id: string): string | undefined
}

interface Writer {
  language: Language
  say: ScenarioWords
  names: ScenarioNames
}

/** For each, when, if, then: each line on its own; a token is the path of what it says. */
export function scenarioSentence(
  scenario: Scenario,
  language: Language,
  names: ScenarioNames = {},
): SentencePart[][] {
  const writer: Writer = { language, say: scenarioWords[language], names }
  const { say } = writer
  const lines: SentencePart[][] = []
  if (scenario.forEach)
    lines.push([text(say.forEach), token('forEach', scenario.forEach, scopeText(writer, scenario.forEach))])
  lines.push(
    scenario.triggers.flatMap((trigger, index) => [
      text(index === 0 ? say.when : say.orWhen),
      ...triggerParts(writer, trigger, `triggers.${index}`),
    ]),
  )
  if (scenario.conditions.length > 0)
    lines.push(
      scenario.conditions.flatMap((one, index) => [
        text(index === 0 ? say.if : say.and),
        ...conditionParts(writer, one, `conditions.${index}`),
      ]),
    )
  lines.push([text(say.soThen), ...stepParts(writer, scenario.steps, 'steps')])
  return lines
}

export const plainScenario = (scenario: Scenario, language: Language, names: ScenarioNames = {}): string =>
  scenarioSentence(scenario, language, names)
    .map((line) => `${line.map((part) => part.text).join('')}.`)
    .join(' ')

/** One step, condition or trigger by itself, for lists and traces. */
export const stepText = (step: ScenarioStep, language: Language, names: ScenarioNames = {}): string =>
  plain(stepParts({ language, say: scenarioWords[language], names }, [step], 'step'))
export const scenarioConditionText = (
  condition: ScenarioCondition,
  language: Language,
  names: ScenarioNames = {},
): string => plain(conditionParts({ language, say: scenarioWords[language], names }, condition, 'condition'))
export const triggerText = (trigger: Trigger, language: Language, names: ScenarioNames = {}): string =>
  plain(triggerParts({ language, say: scenarioWords[language], names }, trigger, 'trigger'))

const plain = (parts: readonly SentencePart[]) => parts.map((part) => part.text).join('')
const text = (words: string): SentencePart => ({ text: words })
const token = (path: string, value: unknown, shown: string): SentencePart => ({
  text: shown,
  token: path,
  value,
})

function triggerParts(writer: Writer, trigger: Trigger, path: string): SentencePart[] {
  const { say, language, names } = writer
  const of = (scope: RuleScope | undefined, before: string) =>
    scope ? [text(before), token(`${path}.scope`, scope, scopeText(writer, scope))] : []
  switch (trigger.kind) {
    case 'property':
      return [
        ...conditionSentence(trigger.condition, `${path}.condition`, language, names),
        ...of(trigger.scope, say.trigger.of),
        ...(trigger.when === 'ends' ? [text(say.trigger.ends)] : []),
      ]
    case 'alert': {
      const rules = trigger.ruleIds?.map((id) => names.rule?.(id) ?? id).join(', ')
      const severities = trigger.severities?.map((one) => words[language].severities[one]).join(say.or)
      return [
        token(`${path}.is`, trigger.is, trigger.is === 'opened' ? say.trigger.opened : say.trigger.cleared),
        token(`${path}.scope`, trigger.scope, scopeText(writer, trigger.scope ?? {})),
        ...(rules ? [text(' ('), token(`${path}.ruleIds`, trigger.ruleIds, rules), text(')')] : []),
        ...(severities
          ? [text(say.trigger.severities), token(`${path}.severities`, trigger.severities, severities)]
          : []),
      ]
    }
    case 'calendar':
      return [
        text(say.trigger.calendar),
        token(`${path}.at`, trigger.at, trigger.at),
        text(daysText(writer, trigger.days)),
      ]
    case 'sun': {
      const { offsetMs } = trigger
      const offset = durationText(Math.abs(offsetMs), language)
      const shift =
        offsetMs === 0 ? '' : (offsetMs < 0 ? say.trigger.before : say.trigger.after).replace('{}', offset)
      return [
        text(shift),
        token(`${path}.is`, trigger.is, say.trigger[trigger.is]),
        text(daysText(writer, trigger.days, true)),
      ]
    }
    case 'button':
      return [
        text(say.trigger.button),
        token(`${path}.scope`, trigger.scope, scopeText(writer, trigger.scope ?? {})),
        ...(trigger.event === undefined
          ? []
          : [
              token(
                `${path}.event`,
                trigger.event,
                say.trigger.presses[trigger.event - 1] ?? String(trigger.event),
              ),
            ]),
      ]
    case 'citizen':
      return [
        text(say.trigger.citizen),
        token(`${path}.action`, trigger.action, quoted(trigger.action, language)),
      ]
    case 'mode':
      return [
        text(say.trigger.mode),
        token(`${path}.becomes`, trigger.becomes, modeText(trigger.becomes, language)),
      ]
    default:
      return [text(say.trigger.manual)]
  }
}

function daysText({ say, language }: Writer, days: CalendarDays, short = false): string {
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

function conditionParts(writer: Writer, of: ScenarioCondition, path: string): SentencePart[] {
  const { say, language, names } = writer
  switch (of.kind) {
    case 'observed': {
      const own = of.of.select === 'subject'
      const whose = own
        ? []
        : [
            text(say.trigger.of),
            text(of.quantifier === 'any' ? say.select.any : say.select.all),
            token(`${path}.of`, of.of, selectionText(writer, of.of)),
          ]
      return [...conditionSentence(of.condition, `${path}.condition`, language, names), ...whose]
    }
    case 'hours':
      return [text(say.condition.hours), token(`${path}.hours`, of.hours, hoursText(writer, of.hours))]
    case 'sun':
      return [token(`${path}.is`, of.is, say.condition[of.is])]
    case 'mode':
      return [
        text(say.condition.mode),
        token(`${path}.is`, of.is, of.is.map((mode) => modeText(mode, language)).join(say.or)),
      ]
    case 'alert':
      return [text(say.condition[of.is]), token(`${path}.of`, of.of, selectionText(writer, of.of))]
    case 'not':
      return [text(say.not), ...conditionParts(writer, of.of, `${path}.of`)]
    default:
      return [
        text('('),
        ...of.of.flatMap((child, index) => [
          ...(index === 0 ? [] : [text(of.kind === 'all' ? say.and : say.or)]),
          ...conditionParts(writer, child, `${path}.of.${index}`),
        ]),
        text(')'),
      ]
  }
}

const hoursText = ({ say, language }: Writer, hours: ActiveHours): string =>
  hours.weekly
    .map(({ days, from, to }) => `${days.map((day) => weekdayText(day, language)).join(' ')} ${from}–${to}`)
    .join(', ') + specialText(say, hours)

function scopeText({ say, names }: Writer, scope: RuleScope): string {
  const parts = [
    ...(scope.assetTypes ?? []).map((id) => names.assetType?.(id) ?? id),
    ...(scope.siteIds ?? []).map((id) => names.site?.(id) ?? id),
    ...(scope.tags ?? []).map((tag) => `#${tag}`),
    ...(scope.assetIds ?? []).map((id) => names.asset?.(id) ?? id),
  ]
  return parts.length > 0 ? parts.join(', ') : say.select.anything
}

function selectionText(writer: Writer, of: AssetSelection): string {
  const { say } = writer
  if (of.select === 'subject') return say.select.subject
  const scope = scopeText(writer, of.scope)
  if (of.select === 'scope') return scope
  return of.select !== 'near'
    ? say.select[of.select].replace('{}', scope)
    : `${say.select.near.replace('{}', scope)}${of.metres} m`
}

function momentText({ say, language }: Writer, moment: Moment): string {
  if (moment.kind === 'after') return say.moment.after.replace('{}', durationText(moment.ms, language))
  if (moment.kind === 'clock') return moment.at
  const { offsetMs } = moment
  const shift =
    offsetMs === 0 ? '' : `${offsetMs < 0 ? '−' : '+'}${durationText(Math.abs(offsetMs), language)}`
  return [say.moment[moment.is], shift].filter(Boolean).join(' ')
}

function stepParts(writer: Writer, steps: readonly ScenarioStep[], at: string): SentencePart[] {
  return steps.flatMap((step, index) => [
    ...(index === 0 ? [] : [text(writer.say.thenAlso)]),
    ...oneStep(writer, step, `${at}.${index}`),
  ])
}

function oneStep(writer: Writer, step: ScenarioStep, path: string): SentencePart[] {
  const { say, language, names } = writer
  const until = (moment: Moment | undefined) =>
    moment ? [text(say.step.until), token(`${path}.until`, moment, momentText(writer, moment))] : []
  const to = (of: AssetSelection) => [text(say.step.to), token(`${path}.to`, of, selectionText(writer, of))]
  switch (step.kind) {
    case 'command':
      return [
        token(`${path}.command`, step.command, commandText(step.command, step.parameters, language)),
        ...to(step.to),
        ...until(step.until),
      ]
    case 'sign':
      return [
        text(say.step.sign),
        token(`${path}.text`, step.text, quoted(step.text, language)),
        ...to(step.to),
        ...until(step.until),
      ]
    case 'wait':
      return step.until.kind === 'after'
        ? [text(say.step.wait), token(`${path}.until`, step.until, durationText(step.until.ms, language))]
        : [text(say.step.waitUntil), token(`${path}.until`, step.until, momentText(writer, step.until))]
    case 'waitFor':
      return [
        text(say.step.waitFor),
        ...conditionParts(writer, step.condition, `${path}.condition`),
        text(say.step.atMost),
        token(`${path}.timeoutMs`, step.timeoutMs, durationText(step.timeoutMs, language)),
        text(say.step.end),
      ]
    case 'message':
      return [
        text(say.step.message),
        token(`${path}.groupId`, step.groupId, names.group?.(step.groupId) ?? step.groupId),
        text(language === 'fr' ? ' : ' : ': '),
        token(
          `${path}.text`,
          step.text,
          quoted(step.text[language] ?? step.text.fr ?? step.text.en ?? '', language),
        ),
      ]
    case 'notification':
      return [
        text(say.step.notification),
        token(
          `${path}.text`,
          step.text,
          quoted(step.text[language] ?? step.text.fr ?? step.text.en ?? '', language),
        ),
      ]
    case 'mode':
      return [
        text(say.step.mode),
        token(`${path}.mode`, step.mode, modeText(step.mode, language)),
        ...until(step.until),
      ]
    case 'stop':
      return [text(say.step.stop)]
    default: {
      const branches = step.of.flatMap((branch, index) => [
        text(index === 0 ? '(' : ' ; '),
        text(say.step.choose),
        ...conditionParts(writer, branch.if, `${path}.of.${index}.if`),
        text(language === 'fr' ? ' : ' : ': '),
        ...stepParts(writer, branch.steps, `${path}.of.${index}.steps`),
      ])
      const rest =
        step.otherwise.length === 0
          ? []
          : [text(` ;${say.step.otherwise}`), ...stepParts(writer, step.otherwise, `${path}.otherwise`)]
      return [...branches, ...rest, text(')')]
    }
  }
}

const quoted = (words: string, language: Language) => (language === 'fr' ? `« ${words} »` : `“${words}”`)
const modeText = (mode: string, language: Language) => quoted(usualModes[mode]?.[language] ?? mode, language)

function commandText(kind: CommandKindId, parameters: Record<string, unknown>, language: Language): string {
  const phrase = commandPhrases[kind]?.(parameters)
  if (phrase) return phrase[language]
  const name = commandKind(kind)[language]
  const values = Object.entries(parameters).map(([key, value]) => `${key} ${String(value)}`)
  const shown = name[0]!.toLowerCase() + name.slice(1)
  return values.length > 0 ? `${shown} (${values.join(', ')})` : shown
}
