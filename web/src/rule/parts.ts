import type { Rule } from '@trame/domain'
import {
  conditionLines,
  firstCompared,
  holdText,
  isGroup,
  type Line,
  lead,
  limitText,
  type Part,
  say,
  type Token,
  type Words,
} from './condition-parts.ts'
import { durationText } from './duration.ts'
import { hoursText } from './hours-text.ts'

function clearLine(rule: Rule, words: Words): Line {
  const { t } = words
  const { condition, path } = firstCompared(rule.condition)
  const parts: Part[] = [lead(t('rule.clear.intro'))]
  if (condition.kind === 'threshold' && (condition.is === 'above' || condition.is === 'below')) {
    parts.push(say(t(`rule.clear.${condition.is}`)), {
      text: limitText(condition.clear ?? condition.raise, condition.property, words),
      token: { is: 'clear', path },
    })
  } else parts.push(say(t('rule.clear.whenOver')))
  const top = isGroup(rule.condition) && rule.condition.clearAfterMs > 0
  const { clearAfterMs, clearAfterCount } = top ? rule.condition : condition
  parts.push({
    text: holdText(words, clearAfterMs, clearAfterCount),
    token: { is: 'hold', path: top ? [] : path, way: 'clear' },
  })
  return { parts, indent: 0 }
}

function stepText(rule: Rule, index: number, words: Words): string {
  const step = rule.steps[index]!
  const { condition } = firstCompared(rule.condition)
  const parts: string[] = []
  if (step.condition) parts.push(words.t('rule.step.ownCondition'))
  else if (step.raise !== undefined && 'property' in condition && condition.property)
    parts.push(words.t('rule.step.from', { limit: limitText(step.raise, condition.property, words) }))
  if (step.hold?.raiseAfterMs)
    parts.push(words.t('rule.hold.for', { duration: durationText(step.hold.raiseAfterMs, words.lang) }))
  return parts.join(' ')
}

/** The whole rule as a person would say it. */
export function rulePartsOf(rule: Rule, words: Words): Line[] {
  const { t, lang } = words
  const lines = conditionLines(rule.condition, [], t('rule.when'), 0, {
    words,
    tense: 'present',
    first: true,
  })
  const outcome: Part[] = [
    lead(t('rule.outcome')),
    say(t('rule.open')),
    { text: t(`common.severity.${rule.severity}`), token: { is: 'severity' } },
  ]
  rule.steps.forEach((step, index) => {
    outcome.push(say(t('rule.step.or')), {
      text: `${t(`common.severity.${step.severity}`)} ${stepText(rule, index, words)}`,
      token: { is: 'step', index },
    })
  })
  lines.push({ parts: outcome, indent: 0 })
  rule.actions.forEach((action, index) => {
    const token: Token = { is: 'action', index }
    if (action.kind === 'notify')
      lines.push({
        parts: [
          lead(t('rule.action.and')),
          say(t('rule.action.tell')),
          {
            text: t('rule.action.notify', {
              group: words.group(action.groupId),
              channels: action.channels.map((channel) => t(`rule.channel.${channel}`)).join(', '),
            }),
            token,
          },
          ...(action.unacknowledgedAfterMs > 0
            ? [
                say(
                  t('rule.action.unacknowledged', {
                    duration: durationText(action.unacknowledgedAfterMs, lang),
                  }),
                ),
              ]
            : []),
        ],
        indent: 0,
      })
    else if (action.kind === 'procedure')
      lines.push({
        parts: [
          lead(t('rule.action.and')),
          say(t('rule.action.follow')),
          { text: t('rule.action.procedure', { count: action.steps.length }), token },
        ],
        indent: 0,
      })
    else
      lines.push({
        parts: [lead(t('rule.action.and')), { text: t('rule.action.scenario'), token }],
        indent: 0,
      })
  })
  lines.push(clearLine(rule, words))
  lines.push({
    parts: [lead(t('rule.hours.intro')), { text: hoursText(rule.activeHours, t), token: { is: 'hours' } }],
    indent: 0,
  })
  return lines
}

const isAtOnce = (part: Part, { t }: Words) =>
  part.token?.is === 'hold' && part.text === t('rule.hold.atOnce')

/** One line, without its tokens: for lists. */
export const conditionText = (rule: Rule, words: Words) =>
  conditionLines(rule.condition, [], words.t('rule.when'), 0, { words, tense: 'present', first: true })
    .flatMap((line) => line.parts.filter((part) => !isAtOnce(part, words)).map((part) => part.text))
    .join(' ')
    .replaceAll(' ,', ',')

/** Why an alert is there: the condition of its severity, in the past. Values are what `token` marks. */
export function whyParts(rule: Rule, severity: Rule['severity'], words: Words): Part[] {
  const step = rule.steps.find((each) => each.severity === severity)
  const condition = step?.condition ?? rule.condition
  const parts = conditionLines(condition, [], words.t('rule.because'), 0, {
    words,
    tense: 'past',
    first: true,
  })
    .flatMap((line) => line.parts)
    .filter((part) => !isAtOnce(part, words))
  const limited = firstCompared(condition).condition
  if (step?.raise !== undefined && !step.condition && 'property' in limited && limited.property) {
    const text = limitText(step.raise, limited.property, words)
    const at = parts.findIndex((part) => part.token?.is === 'limit')
    if (at >= 0) return parts.with(at, { ...parts[at]!, text })
  }
  return parts
}
