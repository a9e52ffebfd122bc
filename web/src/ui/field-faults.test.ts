import { expect, test } from 'vitest'
import { ApiError } from '../api/client.ts'
import { fieldFaults } from './field-faults.ts'

test('a refusal is told beside the field that it names, wherever in the request that is', () => {
  const error = new ApiError(422, {
    code: 'network_refused',
    fields: [
      { path: 'registration.appKey', message: 'Invalid key' },
      { path: 'address', message: 'taken' },
    ],
  })
  expect(fieldFaults(error)).toEqual({ 'registration.appKey': 'Invalid key', address: 'taken' })
  expect(fieldFaults(error, 'registration')).toEqual({ appKey: 'Invalid key' })
  expect(fieldFaults(new ApiError(503, { code: 'network_unavailable' }))).toEqual({})
  expect(fieldFaults(new Error('else'))).toEqual({})
})
