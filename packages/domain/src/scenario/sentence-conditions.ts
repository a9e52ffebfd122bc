import { conditionSentence, type SentencePart } from '../rule/sentence.ts'
import type { ScenarioCondition } from './scenario-condition.ts'
import { hoursText, modeText, selectionText, text, token, type Writer } from './sentence-writer.ts'

export function conditionParts(writer: Writer, of: ScenarioCondition, path: string): SentencePart[] {
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
