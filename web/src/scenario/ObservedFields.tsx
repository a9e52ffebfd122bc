import type { Condition } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ComparisonEditor, HoldEditor, LimitEditor, PropertyEditor } from '../rule/ConditionEditors.tsx'
import css from '../rule/Sentence.module.css'

interface Props {
  condition: Condition
  /** The measures of the assets that are meant come first. */
  near: readonly string[]
  onChange: (next: Condition) => void
}

/** A comparison is written here; other conditions, and groups of them, are shown in the sentence and stay as they are. */
export function ObservedFields({ condition, near, onChange }: Props) {
  const { t } = useTranslation()
  if (condition.kind !== 'threshold' && condition.kind !== 'rate')
    return <p className={css.help}>{t('scenario.edit.asItIs')}</p>
  return (
    <>
      <PropertyEditor condition={condition} near={near} onChange={onChange} />
      <ComparisonEditor condition={condition} onChange={onChange} />
      <LimitEditor condition={condition} onChange={onChange} />
      <HoldEditor condition={condition} way="raise" onChange={onChange} />
    </>
  )
}
