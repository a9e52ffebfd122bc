import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type AssetType, type Rule, type Severity, severities } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { LimitField } from './ConditionEditors.tsx'
import { firstCompared } from './condition-parts.ts'
import { DurationField } from './DurationField.tsx'
import css from './Sentence.module.css'

interface Props {
  rule: Rule
  onChange: (next: Rule) => void
}

export function ScopeEditor({ rule, onChange, types }: Props & { types: readonly AssetType[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const chosen = rule.scope.assetTypes ?? []
  const [tags, setTags] = useState((rule.scope.tags ?? []).join(', '))
  return (
    <>
      <fieldset className={css.checks}>
        <legend>{t('rule.scope.types')}</legend>
        {types.map((type) => (
          <label key={type.id} className={css.check}>
            <input
              type="checkbox"
              checked={chosen.includes(type.id)}
              onChange={(event) => {
                const next = event.currentTarget.checked
                  ? [...chosen, type.id]
                  : chosen.filter((id) => id !== type.id)
                const { assetTypes: _, ...rest } = rule.scope
                onChange({ ...rule, scope: next.length > 0 ? { ...rest, assetTypes: next } : rest })
              }}
            />
            {type[format.lang]}
          </label>
        ))}
      </fieldset>
      <TextInput
        label={t('rule.scope.tags')}
        description={t('rule.scope.tagsHelp')}
        value={tags}
        onChange={(event) => {
          const text = event.currentTarget.value
          setTags(text)
          const list = text
            .split(',')
            .map((tag) => tag.trim())
            .filter(Boolean)
          const { tags: _, ...rest } = rule.scope
          onChange({ ...rule, scope: list.length > 0 ? { ...rest, tags: list } : rest })
        }}
      />
      <p className={css.help}>{t('rule.scope.help')}</p>
    </>
  )
}

const severityData = (t: (key: `common.severity.${Severity}`) => string, free: readonly Severity[]) =>
  severities
    .filter((value) => free.includes(value))
    .map((value) => ({ value, label: t(`common.severity.${value}`) }))

export function SeverityEditor({ rule, onChange }: Props) {
  const { t } = useTranslation()
  const taken = rule.steps.map(({ severity }) => severity)
  return (
    <NativeSelect
      label={t('rule.severity')}
      value={rule.severity}
      onChange={(event) => onChange({ ...rule, severity: event.currentTarget.value as Severity })}
      data={severityData(
        t,
        severities.filter((each) => !taken.includes(each)),
      )}
    />
  )
}

export function StepEditor({ rule, onChange, index }: Props & { index: number }) {
  const { t } = useTranslation()
  const step = rule.steps[index]!
  const { condition } = firstCompared(rule.condition)
  const taken = [rule.severity, ...rule.steps.filter((_, at) => at !== index).map(({ severity }) => severity)]
  const change = (next: typeof step) => onChange({ ...rule, steps: rule.steps.with(index, next) })
  return (
    <>
      <NativeSelect
        label={t('rule.severity')}
        value={step.severity}
        onChange={(event) => change({ ...step, severity: event.currentTarget.value as Severity })}
        data={severityData(
          t,
          severities.filter((each) => !taken.includes(each)),
        )}
      />
      {step.raise !== undefined && 'property' in condition && condition.property && (
        <LimitField
          label={t('rule.step.limit')}
          property={condition.property}
          limit={step.raise}
          onChange={(raise) => change({ ...step, raise })}
        />
      )}
      <DurationField
        label={t('rule.edit.duration')}
        description={t('rule.edit.atOnce')}
        ms={step.hold?.raiseAfterMs ?? 0}
        onChange={(raiseAfterMs) => change({ ...step, hold: { ...step.hold, raiseAfterMs } })}
      />
    </>
  )
}

export function ProcedureEditor({ rule, onChange, index }: Props & { index: number }) {
  const { t } = useTranslation()
  const action = rule.actions[index]!
  const [text, setText] = useState(action.kind === 'procedure' ? action.steps.join('\n') : '')
  return (
    <Textarea
      label={t('rule.action.steps')}
      value={text}
      autosize
      minRows={4}
      maxRows={12}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const steps = event.currentTarget.value
          .split('\n')
          .map((line) => line.trim().slice(0, 400))
          .filter(Boolean)
          .slice(0, 40)
        if (steps.length > 0)
          onChange({ ...rule, actions: rule.actions.with(index, { kind: 'procedure', steps }) })
      }}
    />
  )
}
