import { NativeSelect, NumberInput } from '@mantine/core'
import type { AssetSelection } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { ScopeFields } from './ScopeFields.tsx'

interface Props {
  selection: AssetSelection
  /** The run is about an asset: it, and what lies around it, can be named. */
  hasSubject: boolean
  onChange: (next: AssetSelection) => void
}

export function SelectionFields({ selection, hasSubject, onChange }: Props) {
  const { t } = useTranslation()
  const kinds = hasSubject
    ? (['subject', 'parts', 'sameSite', 'near', 'scope'] as const)
    : (['scope'] as const)
  const scope = 'scope' in selection ? selection.scope : {}
  return (
    <>
      <NativeSelect
        label={t('scenario.select.label')}
        value={selection.select}
        data={kinds.map((value) => ({ value, label: t(`scenario.select.${value}`) }))}
        onChange={(event) => {
          const select = event.currentTarget.value as AssetSelection['select']
          onChange(
            select === 'subject'
              ? { select }
              : select === 'near'
                ? { select, metres: 60, scope }
                : { select, scope },
          )
        }}
      />
      {selection.select === 'near' && (
        <NumberInput
          label={t('scenario.select.metres')}
          value={selection.metres}
          min={1}
          max={5000}
          onChange={(value) => Number(value) >= 1 && onChange({ ...selection, metres: Number(value) })}
        />
      )}
      {selection.select !== 'subject' && (
        <ScopeFields scope={scope} onChange={(next) => onChange({ ...selection, scope: next })} />
      )}
    </>
  )
}
