import { Menu } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type AssetType, type Condition, type Rule, severities } from '@trame/domain'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import { ChangeEditor } from './ChangeEditor.tsx'
import {
  ClearEditor,
  ComparisonEditor,
  HoldEditor,
  LimitEditor,
  PropertyEditor,
  ReferenceEditor,
  SilenceEditor,
  WindowEditor,
} from './ConditionEditors.tsx'
import { firstCompared, type Part, type Path, type Token as TokenOf } from './condition-parts.ts'
import { conditionAt, newCondition, newKinds, replaceAt, withCondition } from './edit.ts'
import { HoursEditor } from './HoursEditor.tsx'
import { PlaceEditor } from './PlaceEditor.tsx'
import { rulePartsOf } from './parts.ts'
import { ProcedureEditor, ScopeEditor, SeverityEditor, StepEditor } from './RuleEditors.tsx'
import css from './Sentence.module.css'
import { Token } from './Token.tsx'
import { useRuleWords } from './use-rule-words.ts'

interface Props {
  rule: Rule
  types: readonly AssetType[]
  /** Absent: it is read only. */
  onChange?: ((next: Rule) => void) | undefined
}

/** The sentence is the form: each value is a token that opens its own small form. */
export function Sentence({ rule, types, onChange }: Props) {
  const { t } = useTranslation()
  const words = useRuleWords()
  const lines = rulePartsOf(rule, words(rule))
  const several = rule.condition.kind === 'all' || rule.condition.kind === 'any'
  const lastCondition = lines.findLastIndex((line) => line.path !== undefined)
  const outcome = lastCondition + 1
  const near = [
    ...new Set(
      types.filter(({ id }) => rule.scope.assetTypes?.includes(id)).flatMap(({ properties }) => properties),
    ),
  ]
  const compared = firstCompared(rule.condition).condition

  const changeAt = (path: Path) => (next: Condition) => {
    const condition = replaceAt(rule.condition, path, next)
    if (condition) onChange?.({ ...rule, condition })
  }

  const editorOf = (token: TokenOf): ((close: () => void) => ReactNode) | null => {
    if (!onChange) return null
    if (token.is === 'scope') return () => <ScopeEditor rule={rule} onChange={onChange} types={types} />
    if (token.is === 'hours') return () => <HoursEditor rule={rule} onChange={onChange} />
    if (token.is === 'severity') return () => <SeverityEditor rule={rule} onChange={onChange} />
    if (token.is === 'step') return () => <StepEditor rule={rule} onChange={onChange} index={token.index} />
    if (token.is === 'action')
      return rule.actions[token.index]?.kind === 'procedure'
        ? () => <ProcedureEditor rule={rule} onChange={onChange} index={token.index} />
        : null
    if (!('path' in token)) return null
    const condition = conditionAt(rule.condition, token.path)
    const change = changeAt(token.path)
    if (token.is === 'hold')
      return () => <HoldEditor condition={condition} way={token.way} onChange={change} />
    if (token.is === 'clear')
      return condition.kind === 'threshold'
        ? () => <ClearEditor condition={condition} onChange={change} />
        : null
    if (token.is === 'property')
      return () => <PropertyEditor condition={condition} onChange={change} near={near} />
    if (token.is === 'comparison') return () => <ComparisonEditor condition={condition} onChange={change} />
    if (token.is === 'limit') return () => <LimitEditor condition={condition} onChange={change} />
    if (token.is === 'window') return () => <WindowEditor condition={condition} onChange={change} />
    if (token.is === 'reference')
      return condition.kind === 'difference'
        ? () => <ReferenceEditor condition={condition} onChange={change} />
        : null
    if (token.is === 'change')
      return condition.kind === 'change'
        ? () => <ChangeEditor condition={condition} onChange={change} />
        : null
    if (token.is === 'place')
      return condition.kind === 'place' ? () => <PlaceEditor condition={condition} onChange={change} /> : null
    if (token.is === 'silence')
      return condition.kind === 'silence'
        ? () => <SilenceEditor condition={condition} onChange={change} />
        : null
    return null
  }

  const show = (part: Part, index: number) => {
    const { token } = part
    // biome-ignore-start lint/suspicious/noArrayIndexKey: parts of one sentence, in their order.
    if (!token)
      return part.strong ? <strong key={index}>{part.text}</strong> : <span key={index}>{part.text}</span>
    const severity =
      token.is === 'severity'
        ? rule.severity
        : token.is === 'step'
          ? rule.steps[token.index]?.severity
          : undefined
    return (
      <Token
        key={index}
        text={part.text}
        editor={editorOf(token)}
        label={
          token.is === 'cel' ? (
            <code className={css.cel}>{part.text}</code>
          ) : (
            <>
              {severity && <SeverityShape severity={severity} />}
              {part.text}
            </>
          )
        }
      />
    )
    // biome-ignore-end lint/suspicious/noArrayIndexKey: the same.
  }

  const freeSeverity = severities.find(
    (each) => each !== rule.severity && !rule.steps.some(({ severity }) => severity === each),
  )
  const stepLimit =
    compared.kind === 'threshold' && typeof compared.raise === 'number' ? compared.raise : undefined
  return (
    <section className={css.sentence} aria-label={t('rule.theSentence')}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one sentence, in their order.
        <div key={at} className={css.line} style={{ paddingLeft: line.indent * 28 }}>
          {line.parts.map(show)}
          {onChange && several && line.path && (
            <button
              type="button"
              className={css.remove}
              aria-label={t('rule.condition.remove')}
              onClick={() => {
                const condition = replaceAt(rule.condition, line.path!, null)
                if (condition) onChange({ ...rule, condition })
              }}
            >
              <IconX size={15} aria-hidden />
            </button>
          )}
          {onChange && at === lastCondition && (
            <Menu position="bottom-start">
              <Menu.Target>
                <button type="button" className={css.add}>
                  <IconPlus size={14} aria-hidden />
                  {t('rule.condition.add')}
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {newKinds.map((kind) => (
                  <Menu.Item
                    key={kind}
                    onClick={() => {
                      const property =
                        'property' in compared && compared.property
                          ? compared.property
                          : (near[0] ?? 'air.temperature')
                      const join = rule.condition.kind === 'any' ? 'any' : 'all'
                      const added = newCondition(kind, property, stepLimit ?? 10)
                      onChange({ ...rule, condition: withCondition(rule.condition, added, join) })
                    }}
                  >
                    {t(`rule.condition.${kind}`)}
                  </Menu.Item>
                ))}
                {several && (
                  <>
                    <Menu.Divider />
                    <Menu.Label>{t('rule.condition.join')}</Menu.Label>
                    {(['all', 'any'] as const).map((kind) => (
                      <Menu.Item
                        key={kind}
                        onClick={() =>
                          (rule.condition.kind === 'all' || rule.condition.kind === 'any') &&
                          onChange({ ...rule, condition: { ...rule.condition, kind } })
                        }
                      >
                        {t(`rule.condition.${kind}`)}
                      </Menu.Item>
                    ))}
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
          {onChange && at === outcome && (
            <>
              {rule.steps.length > 0 && (
                <button
                  type="button"
                  className={css.remove}
                  aria-label={t('rule.step.remove')}
                  onClick={() => onChange({ ...rule, steps: rule.steps.slice(0, -1) })}
                >
                  <IconX size={15} aria-hidden />
                </button>
              )}
              {freeSeverity && rule.steps.length < 3 && stepLimit !== undefined && (
                <button
                  type="button"
                  className={css.add}
                  onClick={() =>
                    onChange({
                      ...rule,
                      steps: [...rule.steps, { severity: freeSeverity, raise: stepLimit }],
                    })
                  }
                >
                  <IconPlus size={14} aria-hidden />
                  {t('rule.step.add')}
                </button>
              )}
              {!rule.actions.some(({ kind }) => kind === 'procedure') && (
                <button
                  type="button"
                  className={css.add}
                  onClick={() =>
                    onChange({
                      ...rule,
                      actions: [...rule.actions, { kind: 'procedure', steps: [t('rule.action.firstStep')] }],
                    })
                  }
                >
                  <IconPlus size={14} aria-hidden />
                  {t('rule.action.addProcedure')}
                </button>
              )}
            </>
          )}
          {onChange && line.parts.some(({ token }) => token?.is === 'action') && (
            <button
              type="button"
              className={css.remove}
              aria-label={t('rule.action.remove')}
              onClick={() => {
                const token = line.parts.find(({ token }) => token?.is === 'action')?.token
                if (token?.is === 'action')
                  onChange({ ...rule, actions: rule.actions.filter((_, index) => index !== token.index) })
              }}
            >
              <IconX size={15} aria-hidden />
            </button>
          )}
        </div>
      ))}
      {lines.some((line) => line.parts.some(({ token }) => token?.is === 'cel')) && (
        <p className={css.help}>{t('rule.cel.help')}</p>
      )}
    </section>
  )
}
