import { NativeSelect, TextInput } from '@mantine/core'
import type { ScenarioCondition } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../rule/Sentence.module.css'
import { WeekdayChecks } from './DaysFields.tsx'
import { ModeSelect } from './ModeSelect.tsx'
import { ObservedFields } from './ObservedFields.tsx'
import { SelectionFields } from './SelectionFields.tsx'

interface Props {
  condition: ScenarioCondition
  near: readonly string[]
  hasSubject: boolean
  onChange: (next: ScenarioCondition) => void
}

/** `not` is a box to tick; groups are shown in the sentence, and their parts stay as they are. */
export function ConditionEditor({ condition, ...rest }: Props) {
  const { t } = useTranslation()
  const inner = condition.kind === 'not' ? condition.of : condition
  const change = (next: ScenarioCondition) =>
    rest.onChange(condition.kind === 'not' ? { kind: 'not', of: next } : next)
  return (
    <>
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
      <Leaf {...rest} condition={inner} onChange={change} />
    </>
  )
}

function Leaf({ condition, near, hasSubject, onChange }: Props) {
  const { t } = useTranslation()
  switch (condition.kind) {
    case 'observed':
      return (
        <>
          <ObservedFields
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
    case 'hours': {
      const [first] = condition.hours.weekly
      if (!first) return <p className={css.help}>{t('scenario.edit.asItIs')}</p>
      const change = (next: Partial<typeof first>) =>
        onChange({
          ...condition,
          hours: { ...condition.hours, weekly: condition.hours.weekly.with(0, { ...first, ...next }) },
        })
      return (
        <>
          <WeekdayChecks chosen={first.days} onChange={(days) => change({ days })} />
          <div className={css.pair}>
            {(['from', 'to'] as const).map((side) => (
              <TextInput
                key={side}
                type="time"
                label={t(`rule.hours.${side}`)}
                value={first[side] === '24:00' ? '00:00' : first[side]}
                onChange={(event) =>
                  event.currentTarget.value && change({ [side]: event.currentTarget.value })
                }
              />
            ))}
          </div>
        </>
      )
    }
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
        </>
      )
    default:
      return <p className={css.help}>{t('scenario.edit.asItIs')}</p>
  }
}
