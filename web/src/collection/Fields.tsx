import { NumberInput, TextInput } from '@mantine/core'
import { useFormat } from '../i18n/use-format.ts'
import { TimeField } from '../ui/TimeField.tsx'
import type { DraftField } from './use-collection-draft.ts'

/** Hints below, so that fields of a row stand on one line. */
export const below: ('label' | 'input' | 'error' | 'description')[] = [
  'label',
  'input',
  'error',
  'description',
]

interface Props {
  field: DraftField
  label: string
  hint?: string
  unit?: string
  /** What one in the field counts for in the settings: 0.01 for a per cent of a share. */
  scale?: number
}

export function NumberField({ field, label, hint, unit, scale = 1 }: Props) {
  const { lang } = useFormat()
  const { value } = field
  return (
    <NumberInput
      label={unit ? `${label} (${unit})` : label}
      description={hint}
      inputWrapperOrder={below}
      value={typeof value === 'number' ? Math.round((value / scale) * 1e6) / 1e6 : ''}
      onChange={(next) => field.set(next === '' ? undefined : Number(next) * scale)}
      decimalSeparator={lang === 'fr' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      hideControls
      error={field.error}
    />
  )
}

export function TextField({ field, label, hint, type }: Props & { type?: 'url' }) {
  const { value } = field
  return (
    <TextInput
      label={label}
      description={hint}
      inputWrapperOrder={below}
      type={type}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => field.set(event.currentTarget.value)}
      error={field.error}
    />
  )
}

export function ClockField({ field, label }: Pick<Props, 'field' | 'label'>) {
  const { value } = field
  return (
    <TimeField
      label={label}
      inputWrapperOrder={below}
      value={typeof value === 'string' ? value : ''}
      onChange={field.set}
      error={field.error}
    />
  )
}
