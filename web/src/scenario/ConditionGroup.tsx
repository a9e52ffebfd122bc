import { Button } from '@mantine/core'
import type { ScenarioCondition } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import css from '../rule/Sentence.module.css'
import { ConditionEditor } from './ConditionEditor.tsx'
import { newCondition } from './new-parts.ts'
import type { Writing } from './writing.ts'

interface Props extends Pick<Writing, 'near' | 'hasSubject' | 'property' | 'assetType'> {
  group: Extract<ScenarioCondition, { kind: 'all' | 'any' }>
  onChange: (next: ScenarioCondition) => void
}

/** Conditions that must hold together, or of which one is enough. */
export function ConditionGroup({ group, onChange, ...rest }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {group.of.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one condition, in their order.
        <fieldset key={index} className={css.group}>
          <legend>{t('rule.condition.part', { number: index + 1 })}</legend>
          <ConditionEditor
            {...rest}
            condition={one}
            onChange={(next) => onChange({ ...group, of: group.of.with(index, next) })}
          />
          {group.of.length > 1 && (
            <Button
              size="xs"
              variant="default"
              onClick={() => onChange({ ...group, of: group.of.filter((_, at) => at !== index) })}
            >
              {t('scenario.condition.remove')}
            </Button>
          )}
        </fieldset>
      ))}
      {group.of.length < 20 && (
        <Button
          size="xs"
          variant="default"
          onClick={() => onChange({ ...group, of: [...group.of, newCondition('observed', rest)] })}
        >
          {t('rule.condition.addPart')}
        </Button>
      )}
    </>
  )
}
