import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { claimNotifications } from '@trame/database'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startNotifier } from './notifier.ts'
import { mailServer, minute, notify, receiver, testTown, webhookKey } from './testing.ts'

let town: Awaited<ReturnType<typeof testTown>>
beforeEach(async () => {
  town = await testTown()
})
afterEach(() => town.close())

async function blackHole() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

test('T26: a mail server that swallows everything holds up no webhook, loses nothing, and is seen', async () => {
  const hole = await blackHole()
  const hooks = await receiver()
  await town.a.settings({})
  await town.a.webhook('whk_1', `${hooks.url}/hook`, 'minor')
  const group = await town.a.group('Équipe', [await town.person('usr_lea')])
  const config = {
    webhookKey,
    timeoutMs: 3_000,
    smtp: { smtpUrl: `smtp://127.0.0.1:${hole.port}`, mailFrom: 'a@ville.test' },
  }
  const notifier = town.notifier(config, { concurrency: 8 })
  for (let i = 0; i < 20; i++) await town.a.alert([notify(group)])
  await notifier.plan()
  await notifier.fill()
  await expect.poll(() => hooks.received.length, { timeout: 2_500 }).toBe(4)
  expect(notifier.status().inFlight.email).toBe(4)
  await notifier.drain()
  expect(hooks.received).toHaveLength(20)

  const waiting = async () =>
    (await town.rows()).filter(({ channel, state }) => channel === 'email' && state === 'pending')
  expect(await waiting()).toHaveLength(20)
  expect((await waiting()).some(({ last_error }) => last_error === 'timeout')).toBe(true)
  // After the fifth failure nobody knocks any more until the pause is over.
  expect(notifier.status().closedEndpoints).toEqual(['email'])
  const knocked = hole.connections()
  await notifier.drain()
  expect(hole.connections()).toBe(knocked)
  await hole.close()

  const mail = await mailServer()
  const mended = town.notifier({ ...config, smtp: mail.config })
  for (let i = 0; i < 30 && (await waiting()).length > 0; i++) {
    town.pass(10 * minute)
    await mended.drain()
  }
  expect(await waiting()).toHaveLength(0)
  expect(mail.mails).toHaveLength(20)
  await hooks.close()
  await Promise.all(Object.values(mended.transports).map((transport) => transport.stop?.()))
  await mail.close()
})

test('an organisation with a thousand messages leaves room for one with a single message', async () => {
  const hooks = await receiver()
  for (const side of [town.a, town.b]) await side.settings({})
  await town.a.webhook('whk_a', `${hooks.url}/a`)
  await town.b.webhook('whk_b', `${hooks.url}/b`)
  const row = (organisationId: string, n: number, hook: string) =>
    sql`insert into notification (id, organisation_id, cause, channel, recipient, recipient_name, endpoint, address, language, content,
        state, next_attempt_at, expires_at)
      select 'ntf_' || ${hook} || g, ${organisationId}, 'test:' || g, 'webhook', ${hook}, '', ${`webhook:${hook}`}, ${hook}, 'fr',
        '{"type":"test","at":"2026-06-01T10:00:00+02:00","timeZone":"Europe/Paris"}', 'pending', ${town.now()}::timestamptz - interval '1 hour',
        ${town.now()}::timestamptz + interval '1 day' from generate_series(1, ${n}::int) g`.execute(
      town.owner,
    )
  await row('org_a', 1000, 'whk_a')
  await row('org_b', 1, 'whk_b')
  const notifier = town.notifier({ webhookKey }, { concurrency: 8, perOrganisation: 4 })
  await notifier.fill()
  await notifier.settled()
  const paths = hooks.received.map(({ path }) => path)
  expect(paths).toContain('/b')
  expect(paths.filter((path) => path === '/a')).toHaveLength(4)
  await hooks.close()
})

test('an address that the server refuses for good is given up at once, a server in trouble is asked again later', async () => {
  const mail = await mailServer()
  mail.state.refuse = 550
  mail.state.failData = 451
  const members = [
    { kind: 'email', address: 'gone@ville.test' },
    { kind: 'email', address: 'lea@ville.test' },
  ]
  await town.a.alert([notify(await town.a.group('Externes', members))])
  const notifier = town.notifier({ smtp: mail.config })
  await notifier.drain()
  const [gone, lea] = await town.rows()
  expect(gone).toMatchObject({ state: 'failed', attempts: 1, last_error: 'address_refused' })
  expect(lea).toMatchObject({ state: 'pending', attempts: 1 })
  expect(lea!.next_attempt_at!.getTime()).toBe(town.now().getTime() + 5_000)
  town.pass(5_000)
  await notifier.drain()
  const again = (await town.rows())[1]!
  expect(again).toMatchObject({ state: 'pending', attempts: 2 })
  expect(again.next_attempt_at!.getTime()).toBe(town.now().getTime() + 15_000)
  mail.state.failData = 0
  town.pass(15_000)
  await notifier.drain()
  expect((await town.rows())[1]).toMatchObject({ state: 'sent', attempts: 3, last_error: null })
  expect(mail.mails.map(({ to }) => to)).toEqual([['lea@ville.test']])
  await Promise.all(Object.values(notifier.transports).map((transport) => transport.stop?.()))
  await mail.close()
})

test('after a day nobody needs the message any more: it fails, visibly', async () => {
  const hooks = await receiver(() => 500)
  await town.a.settings({})
  await town.a.webhook('whk_1', `${hooks.url}/hook`, 'minor')
  await town.a.alert([])
  const notifier = town.notifier({ webhookKey })
  for (let hours = 0; hours < 26; hours++) {
    await notifier.drain()
    town.pass(60 * minute)
  }
  const [row] = await town.rows()
  expect(row).toMatchObject({ state: 'failed', last_error: 'http_500' })
  expect(row!.attempts).toBeGreaterThan(10)
  await hooks.close()
})

test('what a process had in its hands when it was killed is tried again by another', async () => {
  const hooks = await receiver()
  await town.a.settings({})
  await town.a.webhook('whk_1', `${hooks.url}/hook`, 'minor')
  await town.a.alert([])
  const notifier = town.notifier({ webhookKey })
  await notifier.plan()
  const claim = {
    channel: 'webhook' as const,
    now: town.now(),
    leaseMs: 2 * minute,
    limit: 10,
    perOrganisation: 10,
  }
  const taken = await claimNotifications(town.db, { ...claim, fullOrganisations: [], closedEndpoints: [] })
  expect(taken).toHaveLength(1)
  await notifier.drain()
  expect(hooks.received).toHaveLength(0)
  town.pass(2 * minute)
  await notifier.drain()
  expect(hooks.received).toHaveLength(1)
  await hooks.close()
})

test('the running notifier delivers what is there when it is woken, and ends in order', async () => {
  const hooks = await receiver()
  await town.a.settings({})
  await town.a.webhook('whk_1', `${hooks.url}/hook`, 'minor')
  const { transports } = town.notifier({ webhookKey })
  const faults: unknown[] = []
  const running = startNotifier({
    db: town.db,
    transports,
    now: town.now,
    everyMs: 60_000,
    onFailure: (fault) => faults.push(fault),
  })
  for (let i = 0; i < 12; i++) await town.a.alert([])
  running.wake()
  await expect.poll(() => hooks.received.length, { timeout: 10_000 }).toBe(12)
  await running.stop()
  expect(faults).toEqual([])
  expect((await town.rows()).every(({ state }) => state === 'sent')).toBe(true)
  await hooks.close()
})
