import { NativeSelect, TextInput } from '@mantine/core'
import { severities, type Trigger } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ConditionFields } from '../rule/ConditionFields.tsx'
import css from '../rule/Sentence.module.css'
import { TimeField } from '../ui/TimeField.tsx'
import { DaysFields } from './DaysFields.tsx'
import { ModeSelect } from './ModeSelect.tsx'
import { OffsetField } from './OffsetField.tsx'
import { RuleChecks, withRules } from './RuleChecks.tsx'
import { ScopeFields } from './ScopeFields.tsx'

/** As `button.event` counts them. */
const presses = ['short', 'long', 'double'] as const

interface Props {
  trigger: Trigger
  near: readonly string[]
  onChange: (next: Trigger) => void
}

export function TriggerEditor({ trigger, near, onChange }: Props) {
  const { t } = useTranslation()
  switch (trigger.kind) {
    case 'property':
      return (
        <>
          <ConditionFields
            condition={trigger.condition}
            near={near}
            onChange={(condition) => onChange({ ...trigger, condition })}
          />
          <NativeSelect
            label={t('scenario.trigger.when')}
            value={trigger.when}
            data={(['starts', 'ends'] as const).map((value) => ({
              value,
              label: t(`scenario.trigger.${value}`),
            }))}
            onChange={(event) =>
              onChange({ ...trigger, when: event.currentTarget.value as 'starts' | 'ends' })
            }
          />
          <ScopeFields scope={trigger.scope ?? {}} onChange={(scope) => onChange({ ...trigger, scope })} />
        </>
      )
    case 'alert':
      return (
        <>
          <NativeSelect
            label={t('scenario.trigger.when')}
            value={trigger.is}
            data={(['opened', 'cleared'] as const).map((value) => ({
              value,
              label: t(`scenario.trigger.${value}`),
            }))}
            onChange={(event) =>
              onChange({ ...trigger, is: event.currentTarget.value as 'opened' | 'cleared' })
            }
          />
          <fieldset className={css.checks}>
            <legend>{t('scenario.trigger.severities')}</legend>
            {severities.map((severity) => (
              <label key={severity} className={css.check}>
                <input
                  type="checkbox"
                  checked={!trigger.severities || trigger.severities.includes(severity)}
                  onChange={(event) => {
                    const before = trigger.severities ?? [...severities]
                    const next = event.currentTarget.checked
                      ? [...before, severity]
                      : before.filter((one) => one !== severity)
                    const { severities: _, ...rest } = trigger
                    if (next.length > 0)
                      onChange(next.length === severities.length ? rest : { ...rest, severities: next })
                  }}
                />
                {t(`common.severity.${severity}`)}
              </label>
            ))}
          </fieldset>
          <ScopeFields scope={trigger.scope ?? {}} onChange={(scope) => onChange({ ...trigger, scope })} />
          <RuleChecks
            ruleIds={trigger.ruleIds}
            onChange={(ruleIds) => onChange(withRules(trigger, ruleIds))}
          />
        </>
      )
    case 'calendar':
      return (
        <>
          <TimeField
            label={t('scenario.moment.time')}
            value={trigger.at}
            onChange={(at) => at && onChange({ ...trigger, at })}
          />
          <DaysFields days={trigger.days} onChange={(days) => onChange({ ...trigger, days })} />
        </>
      )
    case 'sun':
      return (
        <>
          <NativeSelect
            label={t('scenario.trigger.when')}
            value={trigger.is}
            data={(['sunrise', 'sunset'] as const).map((value) => ({
              value,
              label: t(`scenario.moment.${value}`),
            }))}
            onChange={(event) =>
              onChange({ ...trigger, is: event.currentTarget.value as 'sunrise' | 'sunset' })
            }
          />
          <OffsetField
            offsetMs={trigger.offsetMs}
            onChange={(offsetMs) => onChange({ ...trigger, offsetMs })}
          />
          <DaysFields days={trigger.days} onChange={(days) => onChange({ ...trigger, days })} />
        </>
      )
    case 'button':
      return (
        <>
          <NativeSelect
            label={t('scenario.trigger.press.label')}
            value={trigger.event ?? ''}
            data={[
              { value: '', label: t('scenario.trigger.press.any') },
              ...presses.map((press, index) => ({
                value: String(index + 1),
                label: t(`scenario.trigger.press.${press}`),
              })),
            ]}
            onChange={(event) => {
              const { event: _, ...rest } = trigger
              const chosen = Number(event.currentTarget.value)
              onChange(chosen > 0 ? { ...rest, event: chosen } : rest)
            }}
          />
          <ScopeFields scope={trigger.scope ?? {}} onChange={(scope) => onChange({ ...trigger, scope })} />
        </>
      )
    case 'citizen':
      return (
        <TextInput
          label={t('scenario.trigger.action')}
          description={t('scenario.trigger.actionHelp')}
          value={trigger.action}
          onChange={(event) => {
            const action = event.currentTarget.value
            if (/^[a-z][a-zA-Z0-9-]{0,39}$/.test(action)) onChange({ ...trigger, action })
          }}
        />
      )
    case 'mode':
      return (
        <ModeSelect
          label={t('scenario.mode.label')}
          mode={trigger.becomes}
          onChange={(becomes) => onChange({ ...trigger, becomes })}
        />
      )
    default:
      return <p className={css.help}>{t('scenario.trigger.manualHelp')}</p>
  }
}
