import { readFileSync } from 'node:fs'
import { ConnectorConfig } from '@trame/connectors'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestBroker, testBroker } from '../../../infra/local/testing.ts'
import { type Actuate, startActuate } from './actuate.ts'
import { assetOf, euiOf, later, organisationId, rates, testTown } from './testing.ts'
import { listenOn } from './wire-listener.ts'

const applicationId = '17c82e96-be03-4f38-aef3-f83d48582d97'
let town: Awaited<ReturnType<typeof testTown>>
let broker: TestBroker
let first: Actuate
let second: Actuate
let wire: Awaited<ReturnType<typeof listenOn>>

beforeAll(async () => {
  ;[town, broker] = await Promise.all([testTown({ lamps: 5 }), testBroker()])
  wire = await listenOn(broker.url, ['application/#', 'trame/#'])
  const start = (name: string) => {
    const url = new URL(broker.url)
    const account = { username: url.username, password: url.password }
    url.username = ''
    url.password = ''
    const common = { organisationId, name, url: url.href, ...account }
    const connectors = [
      { kind: 'chirpstack', id: 'con_chirpstack', clientId: `${name}-c`, applicationId, ...common },
      { kind: 'generic-mqtt', id: 'con_generic', clientId: `${name}-g`, ...common },
    ].map((config) => ConnectorConfig.parse(config))
    const config = { databaseUrl: town.database.actuateUrl, metricsHost: '127.0.0.1', metricsPort: 0, rates }
    return startActuate(config, connectors, pino({ level: 'silent' }))
  }
  first = await start('one')
  second = await start('two')
})
afterAll(async () => {
  await wire?.close()
  await Promise.all([first?.stop(), second?.stop()])
  await town?.close()
  await broker?.remove()
})

test('an order becomes ChirpStack’s command on the wire, once, though two processes run', async () => {
  const id = await town.ask({
    kind: 'light.dim',
    parameters: { level: 40, until: later(60) },
    assetId: assetOf(1),
  })
  const message = await wire.next(`application/${applicationId}/device/${euiOf(1)}/command/down`)
  expect(message).toMatchObject({ devEui: euiOf(1), fPort: 60, confirmed: true })
  expect(message.id.replaceAll('-', '')).toBe(id.slice(4))
  expect(Buffer.from(message.data, 'base64').toString('hex')).toMatch(/^09fe28/)
  await expect.poll(async () => (await town.state(id)).state, { timeout: 10_000 }).toBe('handedOver')
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from command_event where command_id = ${id} and event = 'sendStarted'`.execute(
    town.owner,
  )
  expect(rows[0]!.n).toBe(1)
})

test('a device that speaks JSON gets its order on its own topic, with the expiry', async () => {
  const id = await town.ask({ kind: 'lock.unlock', deviceId: 'dev_lock' })
  const message = await wire.next('trame/v1/valmeraie/lock-1/cmd')
  expect(message).toMatchObject({ id, body: { kind: 'lock.unlock', parameters: {} } })
  expect(Date.parse(message.expiresAt) - Date.now()).toBeLessThan(61_000)
})

test('the other process takes over when the first one is gone', async () => {
  await first.stop()
  const id = await town.ask({ kind: 'light.resume', assetId: assetOf(2) })
  await expect.poll(async () => (await town.state(id)).state, { timeout: 20_000 }).toBe('handedOver')
})

test('nothing of this service knows Redis', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  expect(Object.keys(dependencies).filter((name) => /redis|bullmq/.test(name))).toEqual([])
})
