import { createHmac } from 'node:crypto'
import { webhookSecret } from '@trame/domain'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { generateVAPIDKeys } from 'web-push'
import { minute, notify, type Received, receiver, testTown, webhookKey } from './testing.ts'
import { browser, checkVapid } from './testing-push.ts'

let town: Awaited<ReturnType<typeof testTown>>
const answers = new Map<string, number>()
let server: Awaited<ReturnType<typeof receiver>>
beforeEach(async () => {
  answers.clear()
  town = await testTown()
  server = await receiver((path) => answers.get(path) ?? 200)
  await town.a.settings({})
})
afterEach(async () => {
  await town.close()
  await server.close()
})

const states = async () =>
  (await town.rows()).map(({ recipient, state, last_error }) => [recipient, state, last_error])

/** As a receiver does by the specification, without our code. */
function isSigned({ headers, body }: Received, secret: string) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures } = headers
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  return String(signatures).split(' ').includes(`v1,${expected}`)
}

test('a webhook receives what its receiver can verify, with one id for all tries', async () => {
  await town.a.webhook('whk_1', `${server.url}/hook`, 'minor')
  answers.set('/hook', 503)
  const notifier = town.notifier({ webhookKey })
  const alertId = await town.a.alert([])
  await notifier.drain()
  answers.set('/hook', 204)
  town.pass(5_000)
  await notifier.drain()

  expect(server.received).toHaveLength(2)
  const [first, second] = server.received
  const secret = await webhookSecret(webhookKey, 'whk_1', 1)
  for (const one of server.received) expect(isSigned(one, secret)).toBe(true)
  expect(isSigned(second!, await webhookSecret(webhookKey, 'whk_1', 2))).toBe(false)
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
  expect(Number(second!.headers['webhook-timestamp'])).toBe(Number(first!.headers['webhook-timestamp']) + 5)
  expect(JSON.parse(second!.body.toString())).toMatchObject({
    type: 'alert.opened',
    data: { alertId, severity: 'major', url: `https://trame.ville.test/alerts/${alertId}` },
  })
  const { rows } = await sql`select outcome, error, status from notification_attempt order by id`.execute(
    town.owner,
  )
  expect(rows).toEqual([
    { outcome: 'failed', error: 'http_503', status: 503 },
    { outcome: 'sent', error: null, status: 204 },
  ])
  const stored = await sql<{
    all: string
  }>`select string_agg(t::text, '') as all from notification t`.execute(town.owner)
  expect(stored.rows[0]!.all).not.toContain('what must not be kept')
})

test('during a rotation both secrets verify, afterwards the new one alone', async () => {
  await town.a.webhook('whk_1', `${server.url}/hook`, 'minor')
  const until = new Date(town.now().getTime() + 60 * minute)
  await sql`update webhook_endpoint set secret_version = 2, rotation_ends_at = ${until}`.execute(town.owner)
  const notifier = town.notifier({ webhookKey })
  await town.a.alert([])
  await notifier.drain()
  town.pass(61 * minute)
  await town.a.alert([])
  await notifier.drain()
  const [old, current] = await Promise.all(
    [1, 2].map((version) => webhookSecret(webhookKey, 'whk_1', version)),
  )
  expect(server.received.map((one) => [isSigned(one, old!), isSigned(one, current!)])).toEqual([
    [true, true],
    [false, true],
  ])
})

test('a receiver that says 410 is switched off; one of another organisation is not told', async () => {
  await town.a.webhook('whk_gone', `${server.url}/gone`, 'minor')
  await town.b.webhook('whk_foreign', `${server.url}/foreign`, 'information')
  answers.set('/gone', 410)
  const notifier = town.notifier({ webhookKey })
  await town.a.alert([])
  await notifier.drain()
  expect(await states()).toEqual([['whk_gone', 'failed', 'webhook_gone']])
  await town.a.alert([])
  await notifier.drain()
  expect(server.received).toHaveLength(1)
  const { rows } =
    await sql`select enabled, disabled_reason from webhook_endpoint where id = 'whk_gone'`.execute(town.owner)
  expect(rows).toEqual([{ enabled: false, disabled_reason: 'http_410' }])
})

test('a webhook to the inside is refused without the organisation naming it', async () => {
  await town.a.settings({ egressAllow: [] })
  await town.a.webhook('whk_1', `${server.url}/hook`, 'minor')
  await town.a.alert([])
  await town.notifier({ webhookKey }).drain()
  expect(server.received).toHaveLength(0)
  expect(await states()).toEqual([['whk_1', 'pending', 'destination_refused']])
})

const vapidKeys = generateVAPIDKeys()
const vapid = { ...vapidKeys, subject: 'mailto:exploitation@ville.test' }

async function subscribe(id: string, userId: string, path: string) {
  const one = browser()
  await sql`insert into push_subscription (id, organisation_id, user_id, endpoint, p256dh, auth)
    values (${id}, 'org_a', ${userId}, ${server.url + path}, ${one.keys.p256dh}, ${one.keys.auth})`.execute(
    town.owner,
  )
  return one
}

test('each browser of a person gets a push that only it can read, signed for its push service', async () => {
  const lea = await town.person('usr_lea')
  const [phone, desk] = [
    await subscribe('psh_1', 'usr_lea', '/phone'),
    await subscribe('psh_2', 'usr_lea', '/desk'),
  ]
  const group = await town.a.group('Équipe', [lea])
  const alertId = await town.a.alert([notify(group, ['push'])], { severity: 'critical' })
  await town.notifier({ vapid }).drain()

  expect(server.received.map(({ path }) => path).sort()).toEqual(['/desk', '/phone'])
  for (const one of server.received) {
    const claims = checkVapid(one, vapid.publicKey)
    expect(claims).toMatchObject({ aud: server.url, sub: vapid.subject })
    expect(claims.exp).toBeGreaterThan(Date.now() / 1000)
    expect(one.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'high' })
    expect(one.body.length).toBeLessThanOrEqual(4096)
    const [mine, other] = one.path === '/phone' ? [phone, desk] : [desk, phone]
    expect(JSON.parse(mine.decrypt(one.body))).toMatchObject({
      title: '[Critique] Bac plein — Bac 12, Rue des Lilas',
      url: `https://trame.ville.test/alerts/${alertId}`,
      tag: alertId,
      lang: 'fr',
    })
    expect(() => other.decrypt(one.body)).toThrow()
  }
})

test('a subscription that its browser has ended is forgotten, the other one is still told', async () => {
  const lea = await town.person('usr_lea')
  await subscribe('psh_gone', 'usr_lea', '/gone')
  await subscribe('psh_here', 'usr_lea', '/here')
  answers.set('/gone', 410)
  answers.set('/here', 201)
  await town.a.alert([notify(await town.a.group('Équipe', [lea]), ['push'])])
  await town.notifier({ vapid }).drain()
  expect(await states()).toEqual([
    ['psh_gone', 'failed', 'subscription_gone'],
    ['psh_here', 'sent', null],
    ['usr_lea', 'sent', null],
  ])
  const { rows } = await sql`select id from push_subscription`.execute(town.owner)
  expect(rows).toEqual([{ id: 'psh_here' }])
})

test('an SMS goes through the gateway as its template says', async () => {
  const members = [
    { kind: 'sms', name: 'Astreinte eau', address: '+33611111111' },
    await town.person('usr_lea', { phone: '+33622222222' }),
  ]
  await town.a.alert([notify(await town.a.group('Eau', members), ['sms'])], {
    severity: 'critical',
    name: 'Crue "A"',
  })
  const sms = {
    url: `${server.url}/sms`,
    method: 'POST' as const,
    headers: { 'content-type': 'application/json', authorization: 'Bearer operator' },
    body: '{"recipient":"{to}","text":"{text}"}',
    longest: 306,
  }
  await town.notifier({ sms }).drain()
  const bodies = server.received.map(
    ({ body }) => JSON.parse(body.toString()) as { recipient: string; text: string },
  )
  expect(bodies.map(({ recipient }) => recipient).sort()).toEqual(['+33611111111', '+33622222222'])
  expect(bodies[0]!.text).toContain('[Critique] Crue "A" — Bac 12')
  expect(server.received[0]!.headers.authorization).toBe('Bearer operator')
})

test('a channel that the platform does not have fails where everybody can see it', async () => {
  await town.a.alert([notify(await town.a.group('Équipe', [await town.person('usr_lea')]))])
  await town.notifier({}).drain()
  expect(await states()).toEqual([
    ['usr_lea', 'sent', null],
    ['usr_lea', 'failed', 'channel_not_configured'],
  ])
})
