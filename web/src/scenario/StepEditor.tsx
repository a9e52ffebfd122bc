import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ScenarioStep } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { recipientGroupsQuery } from '../api/scenarios.ts'
import { useFormat } from '../i18n/use-format.ts'
import { DurationField } from '../rule/DurationField.tsx'
import css from '../rule/Sentence.module.css'
import { CommandFields } from './CommandFields.tsx'
import { ConditionEditor } from './ConditionEditor.tsx'
import { ModeSelect } from './ModeSelect.tsx'
import { MomentFields } from './MomentFields.tsx'
import { SelectionFields } from './SelectionFields.tsx'
import type { Writing } from './writing.ts'

interface Props extends Pick<Writing, 'near' | 'hasSubject' | 'property' | 'assetType'> {
  step: ScenarioStep
  onChange: (next: ScenarioStep) => void
}

export function StepEditor({ step, onChange, ...writing }: Props) {
  const { hasSubject } = writing
  const { t } = useTranslation()
  const { data: groups = [] } = useQuery(recipientGroupsQuery)
  switch (step.kind) {
    case 'command':
      return <CommandFields step={step} hasSubject={hasSubject} onChange={onChange} />
    case 'sign':
      return (
        <>
          <TextInput
            label={t('scenario.step.text')}
            value={step.text}
            maxLength={240}
            onChange={(event) =>
              event.currentTarget.value && onChange({ ...step, text: event.currentTarget.value })
            }
          />
          <MomentFields
            label={t('scenario.step.until')}
            moment={step.until}
            onChange={(until) => onChange({ ...step, until })}
          />
          <SelectionFields
            selection={step.to}
            hasSubject={hasSubject}
            onChange={(to) => onChange({ ...step, to })}
          />
        </>
      )
    case 'wait':
      return (
        <MomentFields
          label={t('scenario.step.waitUntil')}
          moment={step.until}
          onChange={(until) => onChange({ ...step, until })}
        />
      )
    case 'waitFor':
      return (
        <>
          <ConditionEditor
            {...writing}
            condition={step.condition}
            onChange={(condition) => onChange({ ...step, condition })}
          />
          <DurationField
            label={t('scenario.step.atMost')}
            ms={step.timeoutMs}
            onChange={(timeoutMs) => onChange({ ...step, timeoutMs: Math.max(1000, timeoutMs) })}
          />
          <NativeSelect
            label={t('scenario.step.otherwise')}
            value={step.otherwise}
            data={(['stop', 'goOn'] as const).map((value) => ({ value, label: t(`scenario.step.${value}`) }))}
            onChange={(event) =>
              onChange({ ...step, otherwise: event.currentTarget.value as 'stop' | 'goOn' })
            }
          />
        </>
      )
    case 'message':
      return (
        <>
          <NativeSelect
            label={t('scenario.step.group')}
            value={step.groupId}
            data={groups.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => onChange({ ...step, groupId: event.currentTarget.value })}
          />
          <MessageText text={step.text} onChange={(text) => onChange({ ...step, text })} />
        </>
      )
    case 'notification':
      return <MessageText text={step.text} onChange={(text) => onChange({ ...step, text })} />
    case 'mode':
      return (
        <>
          <ModeSelect
            label={t('scenario.mode.label')}
            mode={step.mode}
            onChange={(mode) => onChange({ ...step, mode })}
          />
          <label className={css.check}>
            <input
              type="checkbox"
              checked={step.until !== undefined}
              onChange={(event) => {
                const { until: _, ...rest } = step
                onChange(
                  event.currentTarget.checked ? { ...rest, until: { kind: 'after', ms: 3_600_000 } } : rest,
                )
              }}
            />
            {t('scenario.mode.limited')}
          </label>
          {step.until && (
            <MomentFields
              label={t('scenario.step.until')}
              moment={step.until}
              onChange={(until) => onChange({ ...step, until })}
            />
          )}
        </>
      )
    default:
      return <p className={css.help}>{t('scenario.step.nothing')}</p>
  }
}

type Text = Extract<ScenarioStep, { kind: 'notification' }>['text']

/** In the language of the page; the other one stays. */
function MessageText({ text, onChange }: { text: Text; onChange: (next: Text) => void }) {
  const { t } = useTranslation()
  const { lang } = useFormat()
  return (
    <Textarea
      label={t('scenario.step.text')}
      value={text[lang] ?? text.fr ?? text.en ?? ''}
      autosize
      minRows={3}
      maxLength={500}
      onChange={(event) =>
        event.currentTarget.value && onChange({ ...text, [lang]: event.currentTarget.value })
      }
    />
  )
}
