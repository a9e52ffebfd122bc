import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type Asset, type AttributeDefinition, type AttributeValue, attributeFaults } from '@trame/domain'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putAttributes } from '../api/assets.ts'
import { queryClient } from '../api/query-client.ts'
import form from '../fleet/Form.module.css'
import { unitSymbol } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import { toast } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { AssetChoice } from './AssetChoice.tsx'
import { useAttributeFault } from './use-attribute-fault.ts'

interface Props {
  asset: Asset
  definitions: Readonly<Record<string, AttributeDefinition>>
  onDone: () => void
}

type Values = Record<string, AttributeValue>

/** The typed attributes of an asset; others that it has are kept as they are. */
export function AttributeForm({ asset, definitions, onDone }: Props) {
  const { t } = useTranslation()
  const sentence = useErrorSentence()
  const faultText = useAttributeFault()
  const [values, setValues] = useState<Values>(asset.attributes)
  const faults = new Map(
    attributeFaults(definitions, values).map(({ attribute }) => [
      attribute,
      faultText(definitions[attribute]!),
    ]),
  )
  const mutation = useMutation({
    mutationFn: () =>
      putAttributes(
        asset.id,
        // Emptied: the default of the type holds again.
        Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== '')),
      ),
    onSuccess: () => {
      toast(t('asset.attributesSaved'))
      void queryClient.invalidateQueries({ queryKey: ['asset', asset.id] })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (faults.size === 0) mutation.mutate()
  }
  return (
    <form onSubmit={submit} className={form.form} aria-label={t('asset.editAttributes')}>
      {Object.entries(definitions).map(([attribute, definition]) => (
        <AttributeField
          key={attribute}
          definition={definition}
          value={values[attribute] ?? null}
          fault={faults.get(attribute)}
          onChange={(value) => setValues((old) => ({ ...old, [attribute]: value }))}
        />
      ))}
      {mutation.error && (
        <p className={form.error} role="alert">
          {sentence(mutation.error)}
        </p>
      )}
      <div className={form.actions}>
        <Button type="submit" loading={mutation.isPending} disabled={faults.size > 0}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}

interface FieldProps {
  definition: AttributeDefinition
  value: AttributeValue
  fault: string | undefined
  onChange: (value: AttributeValue) => void
}

function AttributeField({ definition, value, fault, onChange }: FieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const label = definition[format.lang]
  const byDefault = 'default' in definition && definition.default !== undefined
  const placeholder = byDefault
    ? t('asset.byDefault', {
        value:
          definition.kind === 'number'
            ? format.number(definition.default as number)
            : String(definition.default),
      })
    : undefined
  switch (definition.kind) {
    case 'number':
      return (
        <NumberInput
          label={definition.unit ? `${label} (${unitSymbol(definition.unit, format.lang)})` : label}
          value={typeof value === 'number' || typeof value === 'string' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : next)}
          placeholder={placeholder}
          decimalSeparator={format.lang === 'fr' ? ',' : '.'}
          allowedDecimalSeparators={[',', '.']}
          hideControls
          error={fault}
        />
      )
    case 'flag':
      return (
        <Checkbox
          label={label}
          checked={(value ?? definition.default ?? false) === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          error={fault}
        />
      )
    case 'choice':
      return (
        <NativeSelect
          label={label}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || null)}
          data={[
            {
              value: '',
              label: definition.default
                ? t('asset.byDefault', {
                    value: definition.choices[definition.default]?.[format.lang] ?? definition.default,
                  })
                : t('common.none'),
            },
            ...Object.entries(definition.choices).map(([id, words]) => ({
              value: id,
              label: words[format.lang],
            })),
          ]}
          error={fault}
        />
      )
    case 'asset':
      return (
        <AssetChoice
          label={label}
          types={definition.assetTypes}
          value={typeof value === 'string' ? value : ''}
          onChange={(id) => onChange(id || null)}
          error={fault}
        />
      )
    case 'text':
      return (
        <TextInput
          label={label}
          value={value === null ? '' : String(value)}
          onChange={(event) => onChange(event.currentTarget.value || null)}
          placeholder={placeholder}
          error={fault}
        />
      )
  }
}
