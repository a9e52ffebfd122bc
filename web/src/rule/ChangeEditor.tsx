import { NativeSelect, NumberInput } from '@mantine/core'
import type { Condition } from '@trame/domain'
import { useTranslation } from 'react-i18next'

interface Props {
  condition: Extract<Condition, { kind: 'change' }>
  onChange: (next: Condition) => void
}

/** Which change counts, and from how much on. */
export function ChangeEditor({ condition, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <NativeSelect
        label={t('rule.edit.comparison')}
        value={condition.is}
        data={(['any', 'rises', 'falls', 'told'] as const).map((value) => ({
          value,
          label: t(`rule.change.${value}`),
        }))}
        onChange={(event) => onChange({ ...condition, is: event.currentTarget.value as typeof condition.is })}
      />
      {condition.is !== 'told' && (
        <NumberInput
          label={t('rule.change.by')}
          value={condition.by}
          min={0}
          onChange={(value) => Number(value) >= 0 && onChange({ ...condition, by: Number(value) })}
        />
      )}
    </>
  )
}
