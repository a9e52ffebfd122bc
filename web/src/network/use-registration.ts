import { useQuery } from '@tanstack/react-query'
import type { NewRegistration } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { registrarsQuery } from '../api/networks.ts'
import { fieldFaults } from '../ui/field-faults.ts'
import type { RegistrationFaults } from './RegistrationFields.tsx'
import { emptyDraft, type RegistrationDraft, registrationOf } from './registration-draft.ts'

/** A registration while it is typed: what is wrong with it is said from the first try on, the network's word after each. */
export function useRegistration(error: unknown, prefix = '') {
  const { t } = useTranslation()
  const { data: registrars } = useQuery(registrarsQuery)
  const [typed, setDraft] = useState<RegistrationDraft>(emptyDraft)
  const [tried, setTried] = useState(false)
  const draft = { ...typed, connectorId: typed.connectorId || (registrars?.[0]?.id ?? '') }
  const checked = registrationOf(draft)
  const said = fieldFaults(error, prefix) as RegistrationFaults
  if (said.connectorId) said.connectorId = t('network.noAccess')
  const own: RegistrationFaults = {}
  if (tried && !checked.ok) for (const field of checked.faults) own[field] = t(`network.fault.${field}`)
  return {
    draft,
    setDraft,
    faults: { ...said, ...own },
    /** There is a network server that can be asked. */
    possible: registrars !== undefined && registrars.length > 0,
    /** Null, with the faults beside their fields, as long as it is not complete. */
    complete(): NewRegistration | null {
      setTried(true)
      return checked.ok ? checked.registration : null
    },
  }
}
