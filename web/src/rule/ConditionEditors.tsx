import { NativeSelect, NumberInput } from '@mantine/core'
import { type Condition, type Limit, observedProperties } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { unitOf } from './condition-parts.ts'
import { DurationField } from './DurationField.tsx'
import css from './Sentence.module.css'

interface Props<K extends Condition['kind'] = Condition['kind']> {
  condition: Extract<Condition, { kind: K }>
  onChange: (next: Condition) => void
}

/** `near`: the measures of the assets that the rule watches come first. */
export function PropertyEditor({ condition, onChange, near }: Props & { near: readonly string[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!('property' in condition)) return null
  const label = (id: string) => ({ value: id, label: format.property(id) })
  const rest = Object.keys(observedProperties).filter((id) => !near.includes(id))
  return (
    <NativeSelect
      label={t('rule.edit.property')}
      value={condition.property}
      onChange={(event) => onChange({ ...condition, property: event.currentTarget.value } as Condition)}
      data={[
        ...near.map(label),
        {
          group: t('rule.edit.allProperties'),
          items: rest.map(label).sort((a, b) => a.label.localeCompare(b.label)),
        },
      ]}
    />
  )
}

export function ComparisonEditor({ condition, onChange }: Props) {
  const { t } = useTranslation()
  const choices =
    condition.kind === 'threshold' || condition.kind === 'repetition'
      ? (['above', 'below', 'equals', 'differs'] as const).map((is) => ({
          value: is as string,
          label: t(`rule.choice.${is}`),
        }))
      : condition.kind === 'rate'
        ? (['rises', 'falls'] as const).map((is) => ({ value: is as string, label: t(`rule.choice.${is}`) }))
        : condition.kind === 'place'
          ? (['inside', 'outside'] as const).map((is) => ({
              value: is as string,
              label: t(`rule.choice.${is}`),
            }))
          : [
              { value: 'above', label: t('rule.choice.differenceAbove') },
              { value: 'below', label: t('rule.choice.differenceBelow') },
              { value: 'apart', label: t('rule.choice.differenceApart') },
            ]
  if (!('is' in condition)) return null
  return (
    <NativeSelect
      label={t('rule.edit.comparison')}
      value={condition.is}
      onChange={(event) => onChange({ ...condition, is: event.currentTarget.value } as Condition)}
      data={choices}
    />
  )
}

const numberOf = (value: string | number): number | null => {
  const number = typeof value === 'number' ? value : Number.parseFloat(value)
  return Number.isFinite(number) ? number : null
}

/** A number, or the name of a state. A limit that each asset has of its own is shown, and stays. */
export function LimitField({
  label,
  property,
  limit,
  unit,
  onChange,
}: {
  label: string
  property: string
  limit: Limit
  unit?: string
  onChange: (next: number) => void
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const states = (
    observedProperties as Record<string, { states?: Record<number, { fr: string; en: string }> }>
  )[property]?.states
  if (typeof limit !== 'number') return <p className={css.help}>{t('rule.edit.attribute')}</p>
  if (states)
    return (
      <NativeSelect
        label={label}
        value={String(limit)}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
        data={Object.entries(states).map(([value, names]) => ({ value, label: names[format.lang] }))}
      />
    )
  return (
    <NumberInput
      label={label}
      description={t('rule.edit.unit', { unit: (unit ?? unitOf(property, format.lang)) || '–' })}
      value={limit}
      decimalSeparator={format.lang === 'fr' ? ',' : '.'}
      onChange={(value) => {
        const number = numberOf(value)
        if (number !== null) onChange(number)
      }}
    />
  )
}

export function LimitEditor({ condition, onChange }: Props) {
  const { t } = useTranslation()
  if (condition.kind === 'repetition')
    return (
      <LimitField
        label={t('rule.edit.limit')}
        property={condition.property}
        limit={condition.value}
        onChange={(value) => onChange({ ...condition, value })}
      />
    )
  if (condition.kind !== 'threshold' && condition.kind !== 'rate' && condition.kind !== 'difference')
    return null
  const percent = condition.kind === 'difference' && condition.as === 'percent'
  return (
    <>
      <LimitField
        label={t('rule.edit.limit')}
        property={percent ? '' : condition.property}
        limit={condition.raise}
        {...(percent && { unit: '%' })}
        onChange={(raise) => onChange({ ...condition, raise })}
      />
      {condition.kind === 'difference' && (
        <label className={css.check}>
          <input
            type="checkbox"
            checked={condition.as === 'percent'}
            onChange={(event) =>
              onChange({ ...condition, as: event.currentTarget.checked ? 'percent' : 'value' })
            }
          />
          {t('rule.reference.percent')}
        </label>
      )}
      {condition.kind === 'rate' && (
        <NativeSelect
          label={t('rule.edit.per')}
          value={condition.per}
          onChange={(event) =>
            onChange({ ...condition, per: event.currentTarget.value as 'hour' | 'window' })
          }
          data={[
            { value: 'hour', label: t('rule.edit.perHour') },
            { value: 'window', label: t('rule.edit.perWindow') },
          ]}
        />
      )}
    </>
  )
}

export function ClearEditor({ condition, onChange }: Props<'threshold'>) {
  const { t } = useTranslation()
  return (
    <>
      <LimitField
        label={t('rule.clear.clear')}
        property={condition.property}
        limit={condition.clear ?? condition.raise}
        onChange={(clear) => onChange({ ...condition, clear })}
      />
      <p className={css.help}>{t('rule.clear.help')}</p>
    </>
  )
}

export function WindowEditor({ condition, onChange }: Props) {
  const { t } = useTranslation()
  if (condition.kind !== 'repetition' && condition.kind !== 'rate') return null
  return (
    <>
      {condition.kind === 'repetition' && (
        <NumberInput
          label={t('rule.edit.count')}
          value={condition.count}
          min={1}
          max={100}
          allowDecimal={false}
          onChange={(value) =>
            onChange({ ...condition, count: Math.max(1, Math.round(numberOf(value) ?? 1)) })
          }
        />
      )}
      <DurationField
        label={t('rule.edit.window')}
        ms={condition.windowMs}
        onChange={(windowMs) => onChange({ ...condition, windowMs: Math.max(1_000, windowMs) })}
      />
    </>
  )
}

export function ReferenceEditor({ condition, onChange }: Props<'difference'>) {
  const { t } = useTranslation()
  const { reference } = condition
  return (
    <>
      <NativeSelect
        label={t('rule.edit.comparison')}
        value={reference.kind}
        onChange={(event) =>
          onChange({
            ...condition,
            reference:
              event.currentTarget.value === 'usual'
                ? { kind: 'usual', weeks: 4 }
                : { kind: 'property', property: condition.property },
          })
        }
        data={[
          { value: 'usual', label: t('rule.reference.kindUsual') },
          { value: 'property', label: t('rule.reference.kindProperty') },
        ]}
      />
      {reference.kind === 'usual' ? (
        <NumberInput
          label={t('rule.reference.weeks')}
          value={reference.weeks}
          min={1}
          max={8}
          allowDecimal={false}
          onChange={(value) =>
            onChange({
              ...condition,
              reference: { kind: 'usual', weeks: Math.min(8, Math.max(1, Math.round(numberOf(value) ?? 4))) },
            })
          }
        />
      ) : (
        <NativeSelect
          label={t('rule.edit.property')}
          value={reference.property}
          onChange={(event) =>
            onChange({ ...condition, reference: { kind: 'property', property: event.currentTarget.value } })
          }
          data={Object.keys(observedProperties)}
        />
      )}
    </>
  )
}

export function SilenceEditor({ condition, onChange }: Props<'silence'>) {
  const { t } = useTranslation()
  return (
    <>
      <NumberInput
        label={t('rule.silence.intervals')}
        value={condition.intervals}
        min={1}
        max={100}
        onChange={(value) => onChange({ ...condition, intervals: Math.max(1, numberOf(value) ?? 3) })}
      />
      <p className={css.help}>{t('rule.silence.help')}</p>
    </>
  )
}

export function HoldEditor({ condition, way, onChange }: Props & { way: 'raise' | 'clear' }) {
  const { t } = useTranslation()
  const after = way === 'raise' ? 'raiseAfterMs' : 'clearAfterMs'
  const times = way === 'raise' ? 'raiseAfterCount' : 'clearAfterCount'
  return (
    <>
      <DurationField
        label={t('rule.edit.duration')}
        description={t('rule.edit.atOnce')}
        ms={condition[after]}
        onChange={(ms) => onChange({ ...condition, [after]: ms })}
      />
      <NumberInput
        label={t('rule.edit.count')}
        value={condition[times]}
        min={1}
        max={1000}
        allowDecimal={false}
        onChange={(value) =>
          onChange({ ...condition, [times]: Math.max(1, Math.round(numberOf(value) ?? 1)) })
        }
      />
    </>
  )
}
