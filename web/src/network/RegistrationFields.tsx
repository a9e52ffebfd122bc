import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { deviceProfilesQuery, registrarsQuery } from '../api/networks.ts'
import form from '../fleet/Form.module.css'
import { NetworkChoice } from './NetworkChoice.tsx'
import type { RegistrationDraft } from './registration-draft.ts'

export type RegistrationFaults = Partial<Record<keyof RegistrationDraft, string>>

interface Props {
  draft: RegistrationDraft
  onChange: (draft: RegistrationDraft) => void
  faults: RegistrationFaults
}

/** What a network server needs to let a LoRaWAN device join. */
export function RegistrationFields({ draft, onChange, faults }: Props) {
  const { t } = useTranslation()
  const { data: registrars = [] } = useQuery(registrarsQuery)
  const profiles = useQuery(deviceProfilesQuery(draft.connectorId))
  const set = (next: Partial<RegistrationDraft>) => onChange({ ...draft, ...next })
  return (
    <>
      {(registrars.length > 1 || faults.connectorId) && (
        <NativeSelect
          label={t('network.connector')}
          value={draft.connectorId}
          onChange={(event) => set({ connectorId: event.currentTarget.value, deviceProfileId: '' })}
          data={registrars.map(({ id, name }) => ({ value: id, label: name }))}
          error={faults.connectorId}
        />
      )}
      <NetworkChoice
        label={t('network.profile')}
        value={draft.deviceProfileId}
        onChange={(deviceProfileId) => set({ deviceProfileId })}
        choices={profiles}
        error={faults.deviceProfileId}
      />
      <TextInput
        label={t('network.joinEui')}
        description={t('network.joinEuiHint')}
        value={draft.joinEui}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => set({ joinEui: event.currentTarget.value })}
        error={faults.joinEui}
      />
      <PasswordInput
        label={t('network.appKey')}
        description={t('network.appKeyHint')}
        value={draft.appKey}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => set({ appKey: event.currentTarget.value })}
        error={faults.appKey}
        visibilityToggleButtonProps={{ 'aria-label': t('network.showKey') }}
      />
      <details className={form.more} open={faults.applicationId !== undefined || undefined}>
        <summary>{t('network.application')}</summary>
        <TextInput
          aria-label={t('network.application')}
          description={t('network.applicationHint')}
          value={draft.applicationId}
          onChange={(event) => set({ applicationId: event.currentTarget.value })}
          error={faults.applicationId}
        />
      </details>
    </>
  )
}
