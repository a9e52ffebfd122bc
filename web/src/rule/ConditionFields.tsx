import { Button, NativeSelect } from '@mantine/core'
import type { Condition } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ChangeEditor } from './ChangeEditor.tsx'
import {
  ComparisonEditor,
  HoldEditor,
  LimitEditor,
  PropertyEditor,
  ReferenceEditor,
  SilenceEditor,
  WindowEditor,
} from './ConditionEditors.tsx'
import { asKind, conditionKinds, newCondition } from './edit.ts'
import { PlaceEditor } from './PlaceEditor.tsx'
import css from './Sentence.module.css'

interface Props {
  condition: Condition
  /** The measures of the assets that are meant come first. */
  near: readonly string[]
  onChange: (next: Condition) => void
}

/** A condition of what is observed as one form: its kind first, then what that kind needs. A group holds others. */
export function ConditionFields({ condition, near, onChange }: Props) {
  const { t } = useTranslation()
  const known = conditionKinds.some((kind) => kind === condition.kind)
  return (
    <>
      <NativeSelect
        label={t('rule.condition.kind')}
        value={condition.kind}
        data={[
          ...conditionKinds.map((kind) => ({ value: kind as string, label: t(`rule.condition.${kind}`) })),
          // Written through the API: it is shown, and stays until another kind is chosen.
          ...(known ? [] : [{ value: condition.kind, label: t('rule.condition.other') }]),
        ]}
        onChange={(event) => onChange(asKind(condition, event.currentTarget.value, near[0]))}
      />
      <Needs condition={condition} near={near} onChange={onChange} />
      {condition.kind !== 'change' && <HoldEditor condition={condition} way="raise" onChange={onChange} />}
    </>
  )
}

function Needs({ condition, near, onChange }: Props) {
  const { t } = useTranslation()
  switch (condition.kind) {
    case 'all':
    case 'any':
      return <Group condition={condition} near={near} onChange={onChange} />
    case 'not':
      return (
        <fieldset className={css.group}>
          <legend>{t('rule.condition.not')}</legend>
          <ConditionFields
            condition={condition.of}
            near={near}
            onChange={(of) => onChange({ ...condition, of })}
          />
        </fieldset>
      )
    case 'silence':
      return <SilenceEditor condition={condition} onChange={onChange} />
    case 'difference':
      return (
        <>
          <PropertyEditor condition={condition} near={near} onChange={onChange} />
          <ComparisonEditor condition={condition} onChange={onChange} />
          <ReferenceEditor condition={condition} onChange={onChange} />
          <LimitEditor condition={condition} onChange={onChange} />
        </>
      )
    case 'change':
      return (
        <>
          <PropertyEditor condition={condition} near={near} onChange={onChange} />
          <ChangeEditor condition={condition} onChange={onChange} />
        </>
      )
    case 'place':
      return (
        <>
          <ComparisonEditor condition={condition} onChange={onChange} />
          <PlaceEditor condition={condition} onChange={onChange} />
        </>
      )
    case 'expression':
      return <p className={css.help}>{t('rule.cel.help')}</p>
    default:
      return (
        <>
          <PropertyEditor condition={condition} near={near} onChange={onChange} />
          <ComparisonEditor condition={condition} onChange={onChange} />
          <LimitEditor condition={condition} onChange={onChange} />
          <WindowEditor condition={condition} onChange={onChange} />
        </>
      )
  }
}

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>

function Group({ condition, near, onChange }: Props & { condition: Of<'all'> | Of<'any'> }) {
  const { t } = useTranslation()
  return (
    <>
      {condition.of.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one condition, in their order.
        <fieldset key={index} className={css.group}>
          <legend>{t('rule.condition.part', { number: index + 1 })}</legend>
          <ConditionFields
            condition={one}
            near={near}
            onChange={(next) => onChange({ ...condition, of: condition.of.with(index, next) })}
          />
          {condition.of.length > 1 && (
            <Button
              size="xs"
              variant="default"
              onClick={() => onChange({ ...condition, of: condition.of.filter((_, at) => at !== index) })}
            >
              {t('rule.condition.remove')}
            </Button>
          )}
        </fieldset>
      ))}
      {condition.of.length < 20 && (
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            onChange({
              ...condition,
              of: [...condition.of, newCondition('threshold', near[0] ?? 'air.temperature', 10)],
            })
          }
        >
          {t('rule.condition.addPart')}
        </Button>
      )}
    </>
  )
}
