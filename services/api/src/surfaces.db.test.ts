import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from './testing.ts'

const at = new Date('2026-07-15T10:00:00Z')
let api: Awaited<ReturnType<typeof testApi>>

beforeAll(async () => {
  api = await testApi({ now: () => at })
}, 60_000)
afterAll(() => api.close())

const wanted = {
  assetType: 'weatherMast',
  property: 'heat.intensity',
  from: '2026-07-14T00:00:00Z',
  to: '2026-07-15T00:00:00Z',
  by: 'hour',
}

test('whoever reads may ask for a map; only an operator ends what all are waiting for', async () => {
  const asked = await api.as('reader', 'POST', '/surfaces', wanted)
  expect(asked).toMatchObject({ status: 200, body: { state: 'queued' } })
  // Asked again, it is the same one.
  expect((await api.as('reader', 'POST', '/surfaces', wanted)).body.id).toBe(asked.body.id)
  const path = `/surfaces/${asked.body.id}`
  expect((await api.as('reader', 'DELETE', path)).status).toBe(403)
  expect((await api.as('foreign', 'GET', path)).status).toBe(404)
  expect((await api.as('reader', 'GET', path)).body.state).toBe('queued')
  expect((await api.as('operator', 'DELETE', path)).body.state).toBe('cancelled')
})

test('a period that cannot be is refused at its field', async () => {
  const { status, body } = await api.as('reader', 'POST', '/surfaces', {
    ...wanted,
    to: '2026-07-30T00:00:00Z',
  })
  expect(status).toBe(400)
  expect(body.fields).toEqual([{ path: 'to', message: 'at most 7 days' }])
})
