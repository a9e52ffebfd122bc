import { type CommandKindId, commandKind } from '../command/kinds.ts'
import type { SentencePart } from '../rule/sentence.ts'
import { durationText } from '../rule/sentence-values.ts'
import type { Language } from '../rule/sentence-words.ts'
import type { Moment } from './moment.ts'
import type { ScenarioStep } from './scenario-step.ts'
import type { AssetSelection } from './selection.ts'
import { conditionParts } from './sentence-conditions.ts'
import { commandPhrases } from './sentence-words.ts'
import { modeText, momentText, quoted, selectionText, text, token, type Writer } from './sentence-writer.ts'

export function stepParts(writer: Writer, steps: readonly ScenarioStep[], at: string): SentencePart[] {
  return steps.flatMap((step, index) => [
    ...(index === 0 ? [] : [text(writer.say.thenAlso)]),
    ...oneStep(writer, step, `${at}.${index}`),
  ])
}

function oneStep(writer: Writer, step: ScenarioStep, path: string): SentencePart[] {
  const { say, language, names } = writer
  const until = (moment: Moment | undefined) =>
    moment === undefined
      ? []
      : moment.kind === 'after'
        ? [text(say.step.during), token(`${path}.until`, moment, durationText(moment.ms, language))]
        : [text(say.step.until), token(`${path}.until`, moment, momentText(writer, moment))]
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
        text(index === 0 ? '(' : say.next),
        text(say.step.choose),
        ...conditionParts(writer, branch.if, `${path}.of.${index}.if`),
        text(language === 'fr' ? ' : ' : ': '),
        ...stepParts(writer, branch.steps, `${path}.of.${index}.steps`),
      ])
      const rest =
        step.otherwise.length === 0
          ? []
          : [text(say.next + say.step.otherwise), ...stepParts(writer, step.otherwise, `${path}.otherwise`)]
      return [...branches, ...rest, text(')')]
    }
  }
}

function commandText(kind: CommandKindId, parameters: Record<string, unknown>, language: Language): string {
  const phrase = commandPhrases[kind]?.(parameters)
  if (phrase) return phrase[language]
  const name = commandKind(kind)[language]
  const values = Object.entries(parameters).map(([key, value]) => `${key} ${String(value)}`)
  const shown = name[0]!.toLowerCase() + name.slice(1)
  return values.length > 0 ? `${shown} (${values.join(', ')})` : shown
}
