import { NewRegistration } from '@trame/domain'

/** What a person types to make a device known to its network server. The key leaves with the request and is kept nowhere. */
export interface RegistrationDraft {
  connectorId: string
  /** Empty: the application of the connector's settings. */
  applicationId: string
  deviceProfileId: string
  joinEui: string
  appKey: string
}

export const emptyDraft: RegistrationDraft = {
  connectorId: '',
  applicationId: '',
  deviceProfileId: '',
  joinEui: '',
  appKey: '',
}

/** As labels and data sheets print hexadecimal digits: with spaces, colons or hyphens between. */
const digits = (text: string) => text.replace(/[\s:-]/g, '').toLowerCase()

/** The request, or the names of the fields that are not yet what they have to be. */
export function registrationOf(
  draft: RegistrationDraft,
): { ok: true; registration: NewRegistration } | { ok: false; faults: (keyof RegistrationDraft)[] } {
  const joinEui = digits(draft.joinEui)
  const parsed = NewRegistration.safeParse({
    connectorId: draft.connectorId,
    deviceProfileId: draft.deviceProfileId.trim(),
    appKey: digits(draft.appKey),
    ...(draft.applicationId.trim() && { applicationId: draft.applicationId.trim() }),
    ...(joinEui && { joinEui }),
  })
  if (parsed.success && draft.connectorId) return { ok: true, registration: parsed.data }
  const faults = new Set(parsed.error?.issues.map(({ path }) => path[0] as keyof RegistrationDraft))
  if (!draft.connectorId) faults.add('connectorId')
  return { ok: false, faults: [...faults] }
}
