import { expect, test } from 'vitest'
import { emptyDraft, registrationOf } from './registration-draft.ts'

const draft = {
  connectorId: 'con_chirpstack',
  applicationId: '',
  deviceProfileId: '14855bf7-d10d-4aee-b618-ebfcb64dc7ad',
  joinEui: '70:B3:D5:7E:D0:00:00:01',
  appKey: '00112233 44556677 8899AABB CCDDEEFF',
}

test('keys and EUIs are taken as labels print them', () => {
  expect(registrationOf(draft)).toEqual({
    ok: true,
    registration: {
      connectorId: 'con_chirpstack',
      deviceProfileId: draft.deviceProfileId,
      joinEui: '70b3d57ed0000001',
      appKey: '00112233445566778899aabbccddeeff',
    },
  })
  expect(registrationOf({ ...draft, joinEui: ' ' })).toMatchObject({ ok: true })
})

test('each field that is not yet right is named', () => {
  expect(registrationOf(emptyDraft)).toEqual({
    ok: false,
    faults: ['deviceProfileId', 'appKey', 'connectorId'],
  })
  expect(registrationOf({ ...draft, joinEui: '1', applicationId: 'a', appKey: '0'.repeat(31) })).toEqual({
    ok: false,
    faults: ['applicationId', 'joinEui', 'appKey'],
  })
})
