import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import fleet from '../fleet/FleetHeader.module.css'

export interface NameAndStateFilter {
  q?: string | undefined
  state?: 'enabled' | 'disabled' | undefined
}

interface Props {
  filter: NameAndStateFilter
  onChange: (next: NameAndStateFilter) => void
  label: string
  states: { any: string; enabled: string; disabled: string }
}

/** Narrows a list of what is switched on or off, as it stands in the URL. */
export function NameAndState({ filter, onChange, label, states }: Props) {
  const { t } = useTranslation()
  return (
    <div className={fleet.filters}>
      <TextInput
        aria-label={label}
        placeholder={label}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={filter.q ?? ''}
        onChange={(event) => onChange({ q: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label={t('rule.state')}
        value={filter.state ?? ''}
        onChange={(event) =>
          onChange({ state: (event.currentTarget.value || undefined) as NameAndStateFilter['state'] })
        }
        data={[
          { value: '', label: states.any },
          { value: 'enabled', label: states.enabled },
          { value: 'disabled', label: states.disabled },
        ]}
      />
    </div>
  )
}

export function isNamedAndIn<Row extends { name: string; enabled: boolean }>({
  q = '',
  state,
}: NameAndStateFilter) {
  const wanted = q.toLocaleLowerCase()
  return ({ name, enabled }: Row) =>
    name.toLocaleLowerCase().includes(wanted) && (!state || enabled === (state === 'enabled'))
}
