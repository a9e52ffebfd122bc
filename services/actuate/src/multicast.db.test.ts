import { ConnectorConfig } from '@trame/connectors'
import {
  advanceOrders,
  confirmCommands,
  expireCommands,
  getOrder,
  putMulticastGroup,
  repeatable,
  requestOrder,
  startEmergencyStop,
} from '@trame/database'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { networkGroupId, testChirpStack } from '../../../infra/local/testing-chirpstack.ts'
import { decideMulticast } from './decide-multicast.ts'
import { flushStopped } from './flush.ts'
import { createMulticastSender } from './multicast.ts'
import { type Networks, openNetworks } from './networks.ts'
import { createSender } from './sender.ts'
import { deviceOf, euiOf, later, notedNetwork, organisationId, person, rates, testTown } from './testing.ts'

// One downlink for a street, over ChirpStack's own service definition; proof comes from each lamp's own next uplink.

const lamps = [1, 2, 3, 4, 5]
let town: Awaited<ReturnType<typeof testTown>>
let chirpStack: Awaited<ReturnType<typeof testChirpStack>>
let networks: Networks
let groupId: string
let at: number
const now = () => new Date(at)
const onFailure = (error: unknown) => {
  throw error
}

beforeAll(async () => {
  ;[town, chirpStack] = await Promise.all([testTown({ lamps: 6 }), testChirpStack()])
  const config = ConnectorConfig.parse({
    kind: 'chirpstack',
    id: 'con_chirpstack',
    organisationId,
    name: 'c',
    url: 'mqtt://127.0.0.1:1',
    clientId: 'c',
    grpc: chirpStack.config,
  })
  networks = openNetworks({ configs: [config], notice: () => {} })
  await sql`update device_state set gateway = 'gw-1'`.execute(town.owner)
  groupId = await town.owner.transaction().execute((tx) =>
    putMulticastGroup(tx, organisationId, {
      name: 'Rue des Lilas',
      connectorId: 'con_chirpstack',
      networkGroupId,
      downlinkClass: 'C',
      deviceIds: lamps.map(deviceOf),
    }),
  )
})
afterAll(async () => {
  await networks?.stop()
  chirpStack?.close()
  await town?.close()
})
beforeEach(async () => {
  at = Date.now()
  chirpStack.state.members = lamps.map(euiOf)
  Object.assign(chirpStack.state, { queue: [], taken: [], flushes: 0 })
  await sql`update device set disabled = false`.execute(town.owner)
  await sql`delete from command_rate`.execute(town.owner)
})

const multicasts = (more: Partial<Networks> = {}) =>
  createMulticastSender({ db: town.db, networks: { ...networks, ...more }, rates, now, onFailure })
const single = notedNetwork()
const singles = () => {
  single.taken.length = 0
  return createSender({ db: town.db, networks: single, rates, now, onFailure })
}

/** An order for the whole group, released. */
async function dimGroup(level = 40): Promise<string> {
  const id = await town.owner.transaction().execute((tx) =>
    requestOrder(
      tx,
      organisationId,
      person('usr_ada'),
      {
        kind: 'light.dim',
        parameters: { level, until: later(60, now()) },
        targets: { multicastGroupId: groupId },
        reason: '',
        failureShare: 0.5,
        proof: 'observed',
        source: 'bulk',
      },
      now(),
    ),
  )
  await advanceOrders(town.db, now())
  return id
}
const order = (id: string) => town.owner.transaction().execute((tx) => getOrder(tx, id))
const states = (id: string) => town.states(sql`order_id = ${id}`)

test('one order to a group is one downlink, proven lamp by lamp; who does not confirm ends unconfirmed', async () => {
  const id = await dimGroup()
  expect(await states(id)).toEqual({ queued: 5 })
  // None of them goes alone.
  expect(await singles().pass()).toBe(0)
  const sender = multicasts()
  await sender.pass()
  expect(chirpStack.state.taken).toHaveLength(1)
  const item = chirpStack.state.taken[0]!
  expect([item.getMulticastGroupId(), item.getFPort()]).toEqual([networkGroupId, 60])
  // dimFor 40 %, for 60 minutes less the ten in which it may be heard.
  expect(Buffer.from(item.getData_asU8()).toString('hex')).toMatch(/^09fe283[12]$/)
  expect(item.getExpiresAt()!.toDate().getTime()).toBeGreaterThan(at)
  expect(await states(id)).toEqual({ handedOver: 5 })
  const { rows } = await sql<{ tokens: number }>`
    select tokens from command_rate where key like 'gateway:%'`.execute(town.owner)
  expect(rows).toEqual([{ tokens: rates.gatewayPerMinute / 6 - 1 }])

  at += 2_000
  await sender.pass()
  expect((await order(id)).multicast).toMatchObject({ state: 'handedOver', sentAt: null })
  chirpStack.sendAll()
  const leftAfter = at
  at += 2_000
  await sender.pass()
  expect(await states(id)).toEqual({ radioSent: 5 })
  expect((await order(id)).multicast).toEqual({
    groupId,
    state: 'sent',
    sentAt: new Date(leftAfter).toISOString(),
    detail: '',
  })

  for (const n of lamps.slice(0, 4)) {
    const seriesId = await town.seriesOf(n)
    await confirmCommands(town.ingest, [{ seriesId, observedAt: at - 1_000, value: 40, quality: 0 }], now())
  }
  expect(await states(id)).toEqual({ observed: 4, radioSent: 1 })
  at += 4 * 3_600_000
  await expireCommands(town.db, now())
  expect(await states(id)).toEqual({ observed: 4, unconfirmed: 1 })
  await advanceOrders(town.db, now())
  expect(await order(id)).toMatchObject({ state: 'done', total: 5, succeeded: 4, failed: 1 })
  await sql`update command set state = 'cancelled', ended_at = now() where state = 'queued'`.execute(
    town.owner,
  )
})

test('a member that may not be told keeps nobody else dark or lit: each of the others is told alone', async () => {
  await sql`update device set disabled = true where id = ${deviceOf(3)}`.execute(town.owner)
  const id = await dimGroup(41)
  expect(await order(id)).toMatchObject({
    skipped: [{ code: 'device_disabled' }],
    multicast: { state: 'split', detail: '4 commands for 5 members' },
  })
  await multicasts().pass()
  await singles().pass()
  expect(single.taken.map(({ downlink }) => downlink.address).sort()).toEqual([euiOf(1)])
  expect(chirpStack.state.taken).toEqual([])
})

test('disabled, or rights lost, after the request: decided when it is sent, and the one is refused alone', async () => {
  const id = await dimGroup(42)
  await sql`update device set disabled = true where id = ${deviceOf(2)}`.execute(town.owner)
  await multicasts().pass()
  expect(chirpStack.state.taken).toEqual([])
  expect((await order(id)).multicast).toMatchObject({
    state: 'split',
    detail: `${deviceOf(2)}: device_disabled ${deviceOf(2)}`,
  })
  await singles().pass()
  expect(await states(id)).toEqual({ handedOver: 4, failed: 1 })
})

test('a group that has other members at the network is not told: nobody is dimmed who was not asked for', async () => {
  chirpStack.state.members = [...lamps, 6].map(euiOf)
  const id = await dimGroup(43)
  await multicasts().pass()
  expect(chirpStack.state.taken).toEqual([])
  const { multicast } = await order(id)
  expect(multicast).toMatchObject({ state: 'split' })
  expect(multicast!.detail).toContain('0 members missing (), 1 too many')
  await singles().pass()
  expect(single.taken).toHaveLength(5)
})

test('a network that is away, or whose answer is lost, is asked again; a stop takes back what it has not sent', async () => {
  const id = await dimGroup(44)
  const away = { ...chirpStack.config, address: '127.0.0.1:1' }
  const config = { kind: 'chirpstack', id: 'con_chirpstack', organisationId, name: 'c', grpc: away }
  const lost = openNetworks({
    configs: [ConnectorConfig.parse({ ...config, url: 'mqtt://127.0.0.1:1', clientId: 'd' })],
    notice: () => {},
  })
  await multicasts(lost).pass()
  await lost.stop()
  expect(await states(id)).toEqual({ queued: 5 })
  const sender = multicasts()
  expect(await sender.pass()).toBe(0)
  at += 6_000
  // A process that ended between its two records: what it says is absolute, and is said again.
  const { rows } = await sql<{ id: string }>`select id from multicast_sending where order_id = ${id}`.execute(
    town.owner,
  )
  expect(
    await repeatable(town.db, (tx) => decideMulticast(tx, rows[0]!.id, { rates, now: now() })),
  ).not.toBeNull()
  expect(await sender.pass()).toBe(0)
  await singles().recover()
  await sender.recover()
  at += 6_000
  await sender.pass()
  expect(await states(id)).toEqual({ handedOver: 5 })
  expect(chirpStack.state.queue).toHaveLength(1)

  await town.owner
    .transaction()
    .execute((tx) => startEmergencyStop(tx, organisationId, { actor: 'usr_ada', reason: 'test' }, now()))
  const before = chirpStack.state.flushes
  expect(await flushStopped(town.db, { ...networks, flush: single.flush }, now, onFailure)).toBe(1)
  expect([chirpStack.state.queue, chirpStack.state.flushes - before]).toEqual([[], 1])
  expect(await states(id)).toEqual({ cancelled: 5 })
  expect((await order(id)).multicast).toMatchObject({ state: 'withdrawn' })
})
