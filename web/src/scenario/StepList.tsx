import { type ScenarioStep, scenarioConditionText, stepText } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from '../rule/Sentence.module.css'
import { Token } from '../rule/Token.tsx'
import { AddMenu } from './AddMenu.tsx'
import { ConditionEditor } from './ConditionEditor.tsx'
import { newStep, stepKinds } from './new-parts.ts'
import { RemoveButton } from './RemoveButton.tsx'
import { StepEditor } from './StepEditor.tsx'
import type { Writing } from './writing.ts'

interface Props {
  steps: readonly ScenarioStep[]
  first: string
  indent: number
  writing: Writing
  onChange?: ((next: ScenarioStep[]) => void) | undefined
}

/** One line a step, branches further in. */
export function StepList({ steps, first, indent, writing, onChange }: Props) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const change = (index: number) => (next: ScenarioStep) =>
    onChange?.(steps.map((one, at) => (at === index ? next : one)))
  return (
    <>
      {steps.map((step, index) => {
        const word = index === 0 ? first : t('scenario.sentence.next')
        const remove = onChange && (steps.length > 1 || indent > 0) && (
          <RemoveButton
            label={t('scenario.step.remove')}
            onClick={() => onChange(steps.filter((_, at) => at !== index))}
          />
        )
        // biome-ignore-start lint/suspicious/noArrayIndexKey: steps of one sentence, in their order.
        if (step.kind === 'choose')
          return (
            <Branches
              key={index}
              {...{ step, word, indent, writing, remove }}
              onChange={onChange && change(index)}
            />
          )
        return (
          <div key={index} className={css.line} style={{ paddingLeft: indent * 28 }}>
            <strong>{word}</strong>
            <Token
              label={stepText(step, lang, writing.names)}
              text={stepText(step, lang, writing.names)}
              editor={
                onChange && step.kind !== 'stop'
                  ? () => <StepEditor {...writing} step={step} onChange={change(index)} />
                  : null
              }
            />
            {remove}
          </div>
        )
        // biome-ignore-end lint/suspicious/noArrayIndexKey: the same.
      })}
      {onChange && (
        <div className={css.line} style={{ paddingLeft: indent * 28 }}>
          <AddMenu
            label={t('scenario.step.add')}
            kinds={stepKinds
              .filter((kind) => indent < 2 || kind !== 'choose')
              .filter((kind) => kind !== 'message' || writing.groupId !== '')
              .map((kind) => ({ kind, label: t(`scenario.step.kind.${kind}`) }))}
            onAdd={(kind) =>
              onChange([...steps, newStep(kind, { ...writing, text: t('scenario.step.someText') })])
            }
          />
        </div>
      )}
    </>
  )
}

function Branches({
  step,
  word,
  indent,
  writing,
  remove,
  onChange,
}: {
  step: Extract<ScenarioStep, { kind: 'choose' }>
  word: string
  indent: number
  writing: Writing
  remove: React.ReactNode
  onChange: ((next: ScenarioStep) => void) | undefined
}) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  const changeBranch = (index: number, next: Partial<(typeof step.of)[number]>) =>
    onChange?.({ ...step, of: step.of.map((one, at) => (at === index ? { ...one, ...next } : one)) })
  return (
    <>
      {step.of.map((branch, index) => {
        const text = scenarioConditionText(branch.if, lang, writing.names)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: branches of one step, in their order.
          <div key={index} style={{ display: 'contents' }}>
            <div className={css.line} style={{ paddingLeft: indent * 28 }}>
              {index === 0 && <strong>{word}</strong>}
              <strong>{t(index === 0 ? 'scenario.sentence.ifThen' : 'scenario.sentence.elseIf')}</strong>
              <Token
                label={text}
                text={text}
                editor={
                  onChange
                    ? () => (
                        <ConditionEditor
                          {...writing}
                          condition={branch.if}
                          onChange={(next) => changeBranch(index, { if: next })}
                        />
                      )
                    : null
                }
              />
              {index === 0 && remove}
            </div>
            <StepList
              steps={branch.steps}
              first={t('scenario.sentence.thenStep')}
              indent={indent + 1}
              writing={writing}
              onChange={onChange && ((steps) => changeBranch(index, { steps }))}
            />
          </div>
        )
      })}
      {(onChange || step.otherwise.length > 0) && (
        <>
          <div className={css.line} style={{ paddingLeft: indent * 28 }}>
            <strong>{t('scenario.sentence.otherwise')}</strong>
          </div>
          <StepList
            steps={step.otherwise}
            first={t('scenario.sentence.thenStep')}
            indent={indent + 1}
            writing={writing}
            onChange={onChange && ((otherwise) => onChange({ ...step, otherwise }))}
          />
        </>
      )}
    </>
  )
}
