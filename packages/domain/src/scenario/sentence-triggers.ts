import type { RuleScope } from '../rule/rule.ts'
import { conditionSentence, type SentencePart } from '../rule/sentence.ts'
import { durationText } from '../rule/sentence-values.ts'
import { words } from '../rule/sentence-words.ts'
import { daysText, modeText, quoted, scopeText, text, token, type Writer } from './sentence-writer.ts'
import type { Trigger } from './trigger.ts'

export function triggerParts(writer: Writer, trigger: Trigger, path: string): SentencePart[] {
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
