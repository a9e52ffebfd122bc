import { afterAll, beforeAll, expect, test } from 'vitest'
import { admin, testApi, tokens } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

const signIn = (password: string, email = admin.email) =>
  api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { email, password } })
const cookieOf = (answer: { cookies: { name: string; value: string }[] }) => ({
  trame: answer.cookies[0]!.value,
})

test('a person signs in, is told to change the first password, and signs out', async () => {
  const answer = await signIn(admin.password)
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ email: admin.email, role: 'administrator', mustChangePassword: true })
  expect(answer.headers['set-cookie']).toMatch(/HttpOnly.*SameSite=Lax/)
  const cookies = cookieOf(answer)
  expect((await api.app.inject({ url: '/api/v1/me', cookies })).statusCode).toBe(200)
  await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-out', cookies })
  expect((await api.app.inject({ url: '/api/v1/me', cookies })).statusCode).toBe(401)
})

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await signIn('not this one')
  const unknown = await signIn('not this one', 'nobody@valmeraie.test')
  expect(wrong.statusCode).toBe(401)
  expect(unknown.json().message).toBe(wrong.json().message)
})

test('a changed password ends the other sessions', async () => {
  const first = cookieOf(await signIn(admin.password))
  const second = cookieOf(await signIn(admin.password))
  const change = { current: admin.password, next: 'un autre mot de passe' }
  const changed = await api.app.inject({
    method: 'POST',
    url: '/api/v1/me/password',
    cookies: second,
    payload: change,
  })
  expect(changed.statusCode).toBe(200)
  expect((await api.app.inject({ url: '/api/v1/me', cookies: first })).statusCode).toBe(401)
  expect((await api.app.inject({ url: '/api/v1/me', cookies: second })).json()).toMatchObject({
    mustChangePassword: false,
  })
  const back = { current: change.next, next: admin.password }
  await api.app.inject({ method: 'POST', url: '/api/v1/me/password', cookies: second, payload: back })
})

test('a request that another site makes with our cookie is refused', async () => {
  const cookies = cookieOf(await signIn(admin.password))
  const payload = { name: 'x', role: 'reader' }
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/api-keys',
      cookies,
      headers,
      payload,
    })
    expect(answer.json().code).toBe('origin_refused')
  }
})

test('nothing but health and public routes answers without a session or a key', async () => {
  const open = new Set(['/api/v1/health', '/api/v1/ready', '/api/v1/auth/sign-in', '/api/v1/auth/sign-out'])
  const { paths } = (await api.app.inject({ url: '/api/v1/openapi.json' })).json() as {
    paths: Record<string, object>
  }
  expect(Object.keys(paths).length).toBeGreaterThan(30)
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      // What is under /public shows published datasets only, and is tested with them.
      if (open.has(path) || path.startsWith('/api/v1/public/')) continue
      const url = path.replaceAll(/\{[^}]+\}/g, 'ast_x')
      const answer = await api.app.inject({ method: method.toUpperCase() as 'GET', url })
      expect(answer.statusCode, `${method} ${path}`).toBe(401)
    }
  }
})

test('a role may do what it is for, and no more', async () => {
  const asset = { name: 'Banc', type: 'wasteContainer' }
  expect((await api.as('reader', 'POST', '/assets', asset)).status).toBe(403)
  expect((await api.as('agent', 'POST', '/assets', asset)).status).toBe(403)
  expect((await api.as('operator', 'POST', '/assets', asset)).status).toBe(201)
  expect((await api.as('operator', 'GET', '/users')).status).toBe(403)
  expect((await api.as('administrator', 'GET', '/users')).status).toBe(200)
})

test('a revoked key stops at once', async () => {
  const made = await api.as('administrator', 'POST', '/api-keys', { name: 'passerelle', role: 'reader' })
  const headers = { authorization: `Bearer ${made.body.token}` }
  expect((await api.app.inject({ url: '/api/v1/assets', headers })).statusCode).toBe(200)
  await api.as('administrator', 'DELETE', `/api-keys/${made.body.id}`)
  expect((await api.app.inject({ url: '/api/v1/assets', headers })).statusCode).toBe(401)
})

test('only JSON is read, however the header is dressed up', async () => {
  const headers = { authorization: `Bearer ${tokens.operator}` }
  for (const type of ['text/plain', 'application/xml', 'application/json\t; a=b', ' application/jsonx']) {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/assets',
      headers: { ...headers, 'content-type': type },
      payload: '{}',
    })
    expect([400, 415], type).toContain(answer.statusCode)
  }
})

test('an error names the field, and carries a request id', async () => {
  const answer = await api.as('operator', 'POST', '/devices', {
    name: '',
    network: 'lorawan',
    address: 'zz',
    modelId: 'nwave-nps',
  })
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ code: 'invalid', fields: [{ path: 'name' }] })
  expect(answer.headers['x-request-id']).toBe(answer.body.requestId)
})
