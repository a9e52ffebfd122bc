import { NativeSelect } from '@mantine/core'
import type { ScenarioCondition } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ConditionFields } from '../rule/ConditionFields.tsx'
import css from '../rule/Sentence.module.css'
import { ConditionGroup } from './ConditionGroup.tsx'
import { HoursFields } from './HoursFields.tsx'
import { ModeSelect } from './ModeSelect.tsx'
import { asConditionKind, conditionKinds } from './new-parts.ts'
import { RuleChecks, withRules } from './RuleChecks.tsx'
import { SelectionFields } from './SelectionFields.tsx'
import type { Writing } from './writing.ts'

interface Props extends Pick<Writing, 'near' | 'hasSubject' | 'property' | 'assetType'> {
  condition: ScenarioCondition
  onChange: (next: ScenarioCondition) => void
}

const kinds = [...conditionKinds, 'all', 'any'] as const

/** Its kind, then what that kind needs. `not` is a box to tick; a group holds other conditions. */
export function ConditionEditor({ condition, ...rest }: Props) {
  const { t } = useTranslation()
  const inner = condition.kind === 'not' ? condition.of : condition
  const change = (next: ScenarioCondition) =>
    rest.onChange(condition.kind === 'not' ? { kind: 'not', of: next } : next)
  return (
    <>
      <NativeSelect
        label={t('scenario.condition.kindLabel')}
        value={inner.kind}
        data={kinds.map((value) => ({ value, label: t(`scenario.condition.kind.${value}`) }))}
        onChange={(event) => change(asConditionKind(inner, event.currentTarget.value, rest))}
      />
      <label className={css.check}>
        <input
          type="checkbox"
          checked={condition.kind === 'not'}
          onChange={(event) =>
            rest.onChange(event.currentTarget.checked ? { kind: 'not', of: inner } : inner)
          }
        />
        {t('scenario.condition.not')}
      </label>
      <Needs {...rest} condition={inner} onChange={change} />
    </>
  )
}

function Needs(props: Props) {
  const { condition, near, hasSubject, onChange } = props
  const { t } = useTranslation()
  switch (condition.kind) {
    case 'observed':
      return (
        <>
          <ConditionFields
            condition={condition.condition}
            near={near}
            onChange={(next) => onChange({ ...condition, condition: next })}
          />
          <SelectionFields
            selection={condition.of}
            hasSubject={hasSubject}
            onChange={(of) => onChange({ ...condition, of })}
          />
          {condition.of.select !== 'subject' && (
            <NativeSelect
              label={t('scenario.condition.quantifier')}
              value={condition.quantifier}
              data={(['any', 'all'] as const).map((value) => ({
                value,
                label: t(`scenario.condition.${value}`),
              }))}
              onChange={(event) =>
                onChange({ ...condition, quantifier: event.currentTarget.value as 'any' | 'all' })
              }
            />
          )}
          <NativeSelect
            label={t('scenario.condition.whenUnknown')}
            value={condition.whenUnknown}
            data={(['unknown', 'holds', 'doesNotHold'] as const).map((value) => ({
              value,
              label: t(`scenario.condition.unknown.${value}`),
            }))}
            onChange={(event) =>
              onChange({
                ...condition,
                whenUnknown: event.currentTarget.value as typeof condition.whenUnknown,
              })
            }
          />
        </>
      )
    case 'hours':
      return <HoursFields hours={condition.hours} onChange={(hours) => onChange({ ...condition, hours })} />
    case 'sun':
      return (
        <NativeSelect
          label={t('scenario.condition.sun')}
          value={condition.is}
          data={(['up', 'down'] as const).map((value) => ({
            value,
            label: t(`scenario.condition.${value}`),
          }))}
          onChange={(event) => onChange({ ...condition, is: event.currentTarget.value as 'up' | 'down' })}
        />
      )
    case 'mode':
      return (
        <ModeSelect
          label={t('scenario.mode.label')}
          mode={condition.is[0]!}
          onChange={(mode) => onChange({ ...condition, is: [mode, ...condition.is.slice(1)] })}
        />
      )
    case 'alert':
      return (
        <>
          <NativeSelect
            label={t('scenario.condition.alert')}
            value={condition.is}
            data={(['open', 'none'] as const).map((value) => ({
              value,
              label: t(`scenario.condition.${value}`),
            }))}
            onChange={(event) => onChange({ ...condition, is: event.currentTarget.value as 'open' | 'none' })}
          />
          <SelectionFields
            selection={condition.of}
            hasSubject={hasSubject}
            onChange={(of) => onChange({ ...condition, of })}
          />
          <RuleChecks
            ruleIds={condition.ruleIds}
            onChange={(ruleIds) => onChange(withRules(condition, ruleIds))}
          />
        </>
      )
    case 'all':
    case 'any':
      return <ConditionGroup {...props} group={condition} />
    default:
      // A `not` within a `not`: its own box is in the part.
      return <ConditionEditor {...props} condition={condition} />
  }
}
