import { createECDH, randomBytes } from 'node:crypto'
import { planNotifications } from '@trame/database'
import { webhookSecret } from '@trame/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admin, testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
let me: { id: string; cookies: Record<string, string> }
beforeAll(async () => {
  api = await testApi()
  const payload = { email: admin.email, password: admin.password }
  const signedIn = await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload })
  me = { id: signedIn.json().userId, cookies: { trame: signedIn.cookies[0]!.value } }
})
afterAll(() => api.close())

async function asMe(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
  const answer = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    cookies: me.cookies,
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, body: answer.json() }
}

async function alert(id: string, kind = 'opened') {
  const at = '2026-01-05T09:30:00+01:00'
  await sql`insert into rule (id, organisation_id, name, version, enabled) values ('rul_1', 'org_valmeraie', 'Crue', 1, true)
    on conflict do nothing`.execute(api.owner)
  await sql`insert into alert (id, organisation_id, number, rule_id, rule_version, kind, gateway, severity, opened_at, last_at)
    values (${id}, 'org_valmeraie', next_number('org_valmeraie', 'alert'), 'rul_1', 1, 'gateway', ${id}, 'critical', ${at}, ${at})
    on conflict do nothing`.execute(api.owner)
  const notice = {
    alertId: id,
    kind,
    severity: 'critical',
    ruleName: 'Crue & <débordement>',
    assetId: null,
    assetName: 'Pont',
    position: [-1.4, 46.7],
    openedAt: at,
    at,
  }
  await sql`insert into alert_notice (organisation_id, alert_id, kind, notice) values ('org_valmeraie', ${id}, ${kind},
    ${JSON.stringify(notice)})`.execute(api.owner)
}

test('groups are made of members of the organisation, and of no other', async () => {
  const body = {
    name: 'Propreté',
    members: [
      { kind: 'user', userId: me.id },
      { kind: 'email', address: 'a@b.test' },
    ],
  }
  const made = await api.as('operator', 'POST', '/recipient-groups', body)
  expect(made.status).toBe(201)
  expect(made.body.members).toMatchObject(body.members)
  expect((await api.as('foreign', 'GET', `/recipient-groups/${made.body.id}`)).status).toBe(404)
  expect((await api.as('foreign', 'GET', '/recipient-groups')).body.items).toEqual([])
  const stolen = { name: 'Vol', members: [{ kind: 'user', userId: me.id }] }
  expect((await api.as('foreign', 'POST', '/recipient-groups', stolen)).status).toBeGreaterThanOrEqual(400)
  expect((await api.as('reader', 'POST', '/recipient-groups', body)).status).toBe(403)
  const renamed = { name: 'Voirie', members: [] }
  expect((await api.as('operator', 'PUT', `/recipient-groups/${made.body.id}`, renamed)).body).toMatchObject(
    renamed,
  )
  expect((await api.as('operator', 'DELETE', `/recipient-groups/${made.body.id}`)).status).toBe(200)
})

test('an on-call calendar says who is on call, and names only people of the organisation', async () => {
  const body = {
    name: 'Astreinte',
    timeZone: 'Europe/Paris',
    weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '18:00', to: '08:00', userId: me.id }],
    overrides: [],
  }
  const made = await api.as('operator', 'POST', '/on-call', body)
  expect(made.status).toBe(201)
  const who = async (at: string) =>
    (await api.as('reader', 'GET', `/on-call/${made.body.id}/who?at=${encodeURIComponent(at)}`)).body.userIds
  expect(await who('2026-06-02T03:00:00+02:00')).toEqual([me.id])
  expect(await who('2026-06-02T12:00:00+02:00')).toEqual([])
  const stranger = { ...body, weekly: [{ ...body.weekly[0], userId: 'usr_stranger' }] }
  expect((await api.as('operator', 'POST', '/on-call', stranger)).status).toBe(400)
  const group = await api.as('operator', 'POST', '/recipient-groups', {
    name: 'De garde',
    members: [{ kind: 'onCall', calendarId: made.body.id }],
  })
  expect((await api.as('operator', 'DELETE', `/on-call/${made.body.id}`)).body.code).toBe('in_use')
  const policy = { name: 'Crue', steps: [{ afterMinutes: 15, groupId: group.body.id }] }
  const escalation = await api.as('operator', 'POST', '/escalation-policies', policy)
  expect(escalation.body).toMatchObject(policy)
})

test("a webhook's secret is told once; a test is delivered, logged, and can be sent again", async () => {
  const body = { name: 'GMAO', url: 'https://gmao.test/hook', everyAlertFrom: 'major' }
  const made = await api.as('administrator', 'POST', '/webhooks', body)
  expect(made.status).toBe(201)
  expect(made.body.secret).toBe(await webhookSecret(api.webhookKey, made.body.id, 1))
  const list = await api.as('administrator', 'GET', '/webhooks')
  expect(list.body.items).toMatchObject([body])
  expect(JSON.stringify(list.body)).not.toContain('whsec_')
  expect((await api.as('operator', 'GET', '/webhooks')).status).toBe(403)
  expect(
    (await api.as('administrator', 'POST', '/webhooks', { ...body, url: 'file:///etc/passwd' })).status,
  ).toBe(400)

  const { id } = made.body
  expect((await api.as('administrator', 'POST', `/webhooks/${id}/test`)).status).toBe(202)
  const log = await api.as('operator', 'GET', `/notifications?webhookId=${id}`)
  expect(log.body.items).toMatchObject([{ channel: 'webhook', state: 'pending', content: { type: 'test' } }])
  const [delivery] = log.body.items
  await sql`update notification set state = 'failed', last_error = 'timeout' where id = ${delivery.id}`.execute(
    api.owner,
  )
  expect((await api.as('operator', 'POST', `/notifications/${delivery.id}/resend`)).status).toBe(200)
  const again = await api.as('operator', 'GET', `/notifications?webhookId=${id}&state=pending`)
  expect(again.body.items).toMatchObject([{ id: delivery.id, lastError: null }])
  expect((await api.as('foreign', 'POST', `/notifications/${delivery.id}/resend`)).status).toBe(404)

  const rotated = await api.as('administrator', 'POST', `/webhooks/${id}/rotate`)
  expect(rotated.body.secret).toBe(await webhookSecret(api.webhookKey, id, 2))
  expect((await api.as('foreign', 'POST', `/webhooks/${id}/rotate`)).status).toBe(404)
})

test('a person sees what was told to them, marks it read, and chooses how to be told', async () => {
  const group = await api.as('operator', 'POST', '/recipient-groups', {
    name: 'Moi',
    members: [{ kind: 'user', userId: me.id }],
  })
  const settings = { defaultGroupIds: [group.body.id] }
  expect((await api.as('administrator', 'PUT', '/notification-settings', settings)).status).toBe(200)
  await alert('alr_inbox')
  await api.owner.transaction().execute((tx) => planNotifications(tx, new Date()))

  const inbox = await asMe('GET', '/me/inbox?unread=true')
  expect(inbox.body).toMatchObject({
    total: 1,
    items: [{ alertId: 'alr_inbox', channel: 'inApp', readAt: null }],
  })
  expect((await asMe('POST', '/me/inbox/read', {})).body).toEqual({ read: 1 })
  expect((await asMe('GET', '/me/inbox?unread=true')).body.total).toBe(0)
  expect((await api.as('operator', 'GET', '/me/inbox')).status).toBe(403)

  const chosen = {
    channels: { email: null, push: 'major', sms: 'critical' },
    phone: '+33612345678',
    language: 'en',
  }
  expect((await asMe('PUT', '/me/notification-preferences', chosen)).status).toBe(200)
  expect((await asMe('GET', '/me/notification-preferences')).body).toMatchObject(chosen)
  expect((await asMe('PUT', '/me/notification-preferences', { ...chosen, phone: '06 12' })).status).toBe(400)

  const health = await api.as('operator', 'GET', '/notifications/health')
  const email = health.body.channels.find((one: { channel: string }) => one.channel === 'email')
  expect(email).toMatchObject({ waiting: 1, sentLastDay: 0 })
})

test('a browser subscribes to push and leaves again', async () => {
  const keys = createECDH('prime256v1')
  const subscription = {
    endpoint: 'https://push.test/send/abc',
    keys: { p256dh: keys.generateKeys().toString('base64url'), auth: randomBytes(16).toString('base64url') },
  }
  const made = await asMe('POST', '/me/push-subscriptions', subscription)
  expect(made.status).toBe(201)
  expect((await asMe('POST', '/me/push-subscriptions', subscription)).body.id).toBe(made.body.id)
  expect((await asMe('GET', '/me/push-subscriptions')).body.items).toHaveLength(1)
  expect((await asMe('POST', `/me/push-subscriptions/${made.body.id}/test`)).status).toBe(202)
  const inside = { ...subscription, endpoint: 'http://push.test/' }
  expect((await asMe('POST', '/me/push-subscriptions', inside)).status).toBe(400)
  const endpoint = encodeURIComponent(subscription.endpoint)
  expect((await asMe('DELETE', `/me/push-subscriptions?endpoint=${endpoint}`)).status).toBe(200)
  expect((await asMe('GET', '/me/push-subscriptions')).body.items).toEqual([])
  expect((await asMe('GET', '/push/key')).body).toEqual({ publicKey: null })
})

test('other systems read alerts as CAP in an Atom feed, their own organisation’s only', async () => {
  await alert('alr_cap')
  await alert('alr_cap', 'resolved')
  const feed = await api.as('reader', 'GET', '/alerts/cap.atom')
  expect(feed.status).toBe(200)
  expect(feed.headers['content-type']).toContain('application/atom+xml')
  const xml = String(feed.body)
  expect(xml).toContain('<msgType>Cancel</msgType>')
  expect(xml).toContain('Crue &amp; &lt;débordement&gt;')
  expect(String((await api.as('foreign', 'GET', '/alerts/cap.atom')).body)).not.toContain('alr_cap')
  const one = await api.as('reader', 'GET', '/alerts/alr_cap/cap.xml')
  expect(String(one.body)).toContain('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">')
  expect((await api.as('foreign', 'GET', '/alerts/alr_cap/cap.xml')).status).toBe(404)
})
