import { NativeSelect, TextInput } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { NetworkChoices } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useNetworkSentence } from './use-network-sentence.ts'

interface Props {
  label: string
  /** A UUID of the network server. */
  value: string
  onChange: (id: string) => void
  choices: UseQueryResult<NetworkChoices['items']>
  error?: string | undefined
}

/** One of those that the network server has; where it has not said which, its id is typed. */
export function NetworkChoice({ label, value, onChange, choices, error }: Props) {
  const { t } = useTranslation()
  const sentence = useNetworkSentence()
  const known = choices.data ?? []
  if (choices.error)
    return (
      <TextInput
        label={label}
        description={`${t('network.typed')} ${sentence(choices.error)}`}
        placeholder="00000000-0000-0000-0000-000000000000"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
        error={error}
      />
    )
  return (
    <NativeSelect
      label={label}
      value={value}
      disabled={choices.isPending}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t(choices.isPending ? 'network.asking' : 'network.choose') },
        ...known.map((each) => ({
          value: each.id,
          label: t('network.ofClass', { name: each.name, class: each.downlinkClass }),
        })),
        ...(value && !choices.isPending && !known.some(({ id }) => id === value)
          ? [{ value, label: value }]
          : []),
      ]}
      error={error}
    />
  )
}
