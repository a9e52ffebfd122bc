import type { SentencePart } from '../rule/sentence.ts'
import type { Language } from '../rule/sentence-words.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioCondition } from './scenario-condition.ts'
import type { ScenarioStep } from './scenario-step.ts'
import { conditionParts } from './sentence-conditions.ts'
import { stepParts } from './sentence-steps.ts'
import { triggerParts } from './sentence-triggers.ts'
import { scenarioWords } from './sentence-words.ts'
import { type ScenarioNames, scopeText, text, token, type Writer } from './sentence-writer.ts'
import type { Trigger } from './trigger.ts'

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
