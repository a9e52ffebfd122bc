import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reachOf } from '../outgoing/address-ranges.ts'
import { callOut, type OutgoingOptions } from '../outgoing/outgoing-http.ts'
import { sendOut } from './send-out.ts'

const pem = readFileSync(new URL('./fixtures/hooks.test.pem', import.meta.url), 'utf8')
const seen: string[] = []
const answer: RequestListener = (request, response) => {
  seen.push(`${request.headers.host} ${request.url}`)
  if (request.url === '/redirect') response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` })
  else if (request.url === '/busy') response.writeHead(503, { 'retry-after': '120' })
  else if (request.url === '/hang') return
  response.end('secret of the inside')
}
const server = createServer(answer)
const tls = createTlsServer({ cert: pem, key: pem }, answer)
let port = 0
let tlsPort = 0

beforeAll(async () => {
  await Promise.all([server, tls].map((one) => new Promise<void>((done) => one.listen(0, '127.0.0.1', done))))
  port = (server.address() as AddressInfo).port
  tlsPort = (tls.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  tls.close()
})

const closed = { operatorRanges: [], allowed: [] }
const open = { operatorRanges: ['127.0.0.0/8'], allowed: ['127.0.0.0/8'] }
const post = (url: string, options: Partial<OutgoingOptions> = {}) =>
  sendOut({ url, method: 'POST', headers: {}, body: '{}' }, { egress: closed, timeoutMs: 2_000, ...options })

test.each([
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://0x7f000001:PORT/',
  'http://2130706433:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://localhost:PORT/',
  'http://localhost.:PORT/',
  'http://１２７.0.0.1:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://10.0.0.1/',
  'http://192.168.1.1/',
  'http://172.16.0.1/',
  'http://100.64.0.1/',
  'http://[2002:7f00:1::]/',
])('refused before a byte is sent: %s', async (url) => {
  const before = seen.length
  const outcome = await post(url.replace('PORT', String(port)))
  expect(outcome).toEqual({ ok: false, error: 'destination_refused', status: null, permanent: false })
  expect(seen.length).toBe(before)
})

test.each([
  'file:///etc/passwd',
  'ftp://example.org/',
  'gopher://127.0.0.1/',
  'http://user:pass@example.org/',
  'no url',
])('not a destination at all: %s', async (url) => {
  expect(await post(url)).toMatchObject({ error: 'url_refused', permanent: true })
})

test('a public name that points inside is refused, also when only one of its addresses does', async () => {
  for (const addresses of [['127.0.0.1'], ['93.184.216.34', '10.0.0.5'], ['::ffff:10.0.0.5']]) {
    const outcome = await post(`http://innocent.test:${port}/`, { resolve: async () => addresses })
    expect(outcome).toMatchObject({ ok: false, error: 'destination_refused' })
  }
})

test('a name that changes its answer is asked once, and the connection goes where the judgement was made', async () => {
  const answers = ['127.0.0.1', '169.254.169.254']
  let asked = 0
  const resolve = async () => [answers[Math.min(asked++, 1)]!]
  const outcome = await post(`http://rebinding.test:${port}/once`, { egress: open, resolve })
  expect(outcome).toEqual({ ok: true, status: 200 })
  expect(asked).toBe(1)
  expect(seen.at(-1)).toBe(`rebinding.test:${port} /once`)
})

test('a redirect to the inside is not followed, and the answer is nobody’s', async () => {
  const outcome = await post(`http://127.0.0.1:${port}/redirect`, { egress: open })
  expect(outcome).toEqual({ ok: false, error: 'redirect_refused', status: 302, permanent: false })
  expect(seen.at(-1)).toContain('/redirect')
  expect(JSON.stringify(await post(`http://127.0.0.1:${port}/`, { egress: open }))).not.toContain('secret')
})

test('an organisation opens only what the operator has opened, and that only if it names it', async () => {
  const url = `http://127.0.0.1:${port}/`
  const by = (operatorRanges: string[], allowed: string[]) =>
    post(url, { egress: { operatorRanges, allowed } })
  expect(await by([], ['127.0.0.1'])).toMatchObject({ ok: false })
  expect(await by(['127.0.0.0/8'], [])).toMatchObject({ ok: false })
  expect(await by(['127.0.0.0/8'], [`127.0.0.1:${port + 1}`])).toMatchObject({ ok: false })
  expect(await by(['127.0.0.0/8'], [`127.0.0.1:${port}`])).toMatchObject({ ok: true })
  expect(await by(['10.0.0.0/8'], ['127.0.0.0/8'])).toMatchObject({ ok: false })
  const metadata = { operatorRanges: ['0.0.0.0/0'], allowed: ['169.254.169.254'] }
  expect(await post('http://169.254.169.254/', { egress: metadata })).toMatchObject({
    error: 'destination_refused',
  })
})

test('one that hangs is given up in time, and one that asks for patience gets it', async () => {
  expect(await post(`http://127.0.0.1:${port}/hang`, { egress: open, timeoutMs: 200 })).toMatchObject({
    error: 'timeout',
  })
  expect(await post(`http://127.0.0.1:${port}/busy`, { egress: open })).toMatchObject({
    error: 'http_503',
    retryAfterMs: 120_000,
  })
  const slow = post('http://slow.test/', { resolve: () => new Promise(() => {}), timeoutMs: 200 })
  expect(await slow).toMatchObject({ error: 'timeout' })
})

test('over TLS the certificate is of the name, though the connection goes to the judged address', async () => {
  const resolve = async () => ['127.0.0.1']
  const toName = (host: string, ca?: string) =>
    post(`https://${host}:${tlsPort}/`, { egress: open, resolve, ...(ca ? { ca } : {}) })
  expect(await toName('hooks.test', pem)).toEqual({ ok: true, status: 200 })
  expect(await toName('other.test', pem)).toMatchObject({ ok: false })
  expect(await toName('hooks.test')).toMatchObject({ error: 'certificate_refused' })
})

test('an answer that is asked for is read to its end, and no further than agreed', async () => {
  const ask = (mostBytes: number) =>
    callOut(
      { url: `http://127.0.0.1:${port}/`, method: 'GET', headers: {}, body: '' },
      { egress: open, mostBytes },
    )
  expect(await ask(100)).toMatchObject({ ok: true, status: 200, body: Buffer.from('secret of the inside') })
  expect(await ask(10)).toEqual({ ok: false, error: 'answer_too_large' })
})

test.each([
  ['93.184.216.34', 'public'],
  ['2606:4700::1111', 'public'],
  ['2001:db8::1', 'private'],
  ['fd12::1', 'private'],
  ['::1', 'private'],
  ['fe80::1%eth0', 'never'],
  ['not an address', 'never'],
])('%s is %s', (address, reach) => {
  expect(reachOf(address)).toBe(reach)
})
