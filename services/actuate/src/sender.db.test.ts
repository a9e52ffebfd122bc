import {
  applyDownlinkEvent,
  approveCommand,
  confirmCommands,
  expireCommands,
  getCommand,
} from '@trame/database'
import type { DownlinkEvent } from '@trame/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSender } from './sender.ts'
import { assetOf, deviceOf, euiOf, inMs, later, notedNetwork, person, rates, testTown } from './testing.ts'

let town: Awaited<ReturnType<typeof testTown>>
beforeAll(async () => {
  town = await testTown({ lamps: 40 })
})
afterAll(() => town?.close())

let lamp = 0
const nextLamp = () => ++lamp
const onFailure = (error: unknown) => {
  throw error
}
const senderWith = (network: ReturnType<typeof notedNetwork>, now = () => new Date(), more = {}) =>
  createSender({ db: town.db, networks: network, rates, now, onFailure, ...more })

const word = (
  kind: DownlinkEvent['kind'],
  id: string,
  n: number,
  more: Partial<DownlinkEvent> = {},
): DownlinkEvent => ({
  kind,
  connectorId: 'con_chirpstack',
  network: 'lorawan',
  address: euiOf(n),
  receivedAt: new Date(),
  observedAt: new Date(),
  queueItemId: id.slice(4),
  ...more,
})

const dim = (n: number, level = 40, minutes = 60) =>
  town.ask({ kind: 'light.dim', parameters: { level, until: later(minutes) }, assetId: assetOf(n) })

test('a lamp is dimmed, and done when its own uplink shows it', async () => {
  const n = nextLamp()
  const network = notedNetwork()
  const id = await dim(n)
  await senderWith(network).pass()
  // dimFor: 60 minutes less the ten in which it may be heard, so that it is back before its lease is over.
  expect(network.taken[0]!.downlink).toMatchObject({ id, address: euiOf(n), replaceQueue: false })
  const payload = network.taken[0]!.downlink.payload as { bytes: Uint8Array; fPort: number }
  expect(Buffer.from(payload.bytes).toString('hex')).toMatch(/^09fe283[12]$/)
  expect(await town.state(id)).toMatchObject({ state: 'handedOver', attempts: 1 })
  expect(await applyDownlinkEvent(town.ingest, word('downlinkSent', id, n))).toBe('applied')
  const seriesId = await town.seriesOf(n)
  const seen = (value: number, at: Date) =>
    confirmCommands(town.ingest, [{ seriesId, observedAt: at.getTime(), value, quality: 0 }])
  expect(await seen(40, inMs(-60_000))).toBe(0)
  expect(await seen(41, inMs(50))).toBe(1)
  expect(await town.state(id)).toMatchObject({ state: 'observed' })
  const life = await town.owner.transaction().execute((tx) => getCommand(tx, id))
  expect(life.life.map(({ event }) => event)).toEqual([
    'requested',
    'released',
    'sendStarted',
    'sent',
    'radioSent',
    'seen',
  ])
})

test('an acknowledgement that comes after the proof is kept with its time, once, and moves nothing', async () => {
  const n = nextLamp()
  const id = await dim(n)
  await senderWith(notedNetwork()).pass()
  const [handedOver, seenAt, acknowledgedAt] = [inMs(20), inMs(50), inMs(80)]
  await applyDownlinkEvent(town.ingest, word('downlinkSent', id, n, { observedAt: handedOver }), inMs(100))
  const proof = [{ seriesId: await town.seriesOf(n), observedAt: seenAt.getTime(), value: 40, quality: 0 }]
  expect(await confirmCommands(town.ingest, proof, inMs(100))).toBe(1)
  const late = word('downlinkAcknowledged', id, n, { observedAt: acknowledgedAt })
  expect(await applyDownlinkEvent(town.ingest, late, inMs(100))).toBe('applied')
  expect(await applyDownlinkEvent(town.ingest, late, inMs(100))).toBe('ignored')
  const command = await town.owner.transaction().execute((tx) => getCommand(tx, id))
  expect(command).toMatchObject({ state: 'observed', acknowledgedAt: acknowledgedAt.toISOString() })
  expect(command.life.slice(-2)).toMatchObject([
    { event: 'seen', state: 'observed', at: seenAt.toISOString() },
    { event: 'acknowledged', state: 'observed', at: acknowledgedAt.toISOString(), detail: 'late' },
  ])
  const { rows } =
    await sql`select detail from audit_event where subject = ${id} and action = 'command.acknowledged'`.execute(
      town.owner,
    )
  expect(rows).toEqual([{ detail: { state: 'observed', late: true } }])
})

test('a device that acknowledges and does not act ends unconfirmed', async () => {
  const n = nextLamp()
  const id = await dim(n)
  await senderWith(notedNetwork()).pass()
  await applyDownlinkEvent(town.ingest, word('downlinkAcknowledged', id, n))
  const seriesId = await town.seriesOf(n)
  const start = Date.now()
  const uplink = async (ms: number) => {
    const shown = [{ seriesId, observedAt: start + ms, value: 100, quality: 0 }]
    // As they are stored, and once more from the outbox: one uplink.
    await confirmCommands(town.ingest, shown)
    await confirmCommands(town.ingest, shown)
    return (await town.state(id)).state
  }
  expect([await uplink(10), await uplink(20), await uplink(30)]).toEqual([
    ...['acknowledged', 'acknowledged', 'unconfirmed'],
  ])
})

test('T28: a crash before and after the send leaves what may be repeated, and what a person has to judge', async () => {
  for (const at of ['recorded', 'sent'] as const) {
    const [n, network] = [nextLamp(), notedNetwork()]
    await sql`delete from command_rate`.execute(town.owner)
    const idempotent = await dim(n)
    const once = await town.ask({ kind: 'lock.unlock', deviceId: 'dev_lock' })
    // The process ends there: nothing after the checkpoint ever runs.
    const crashed = senderWith(network, undefined, {
      checkpoint: (here: string) => (here === at ? new Promise(() => {}) : Promise.resolve()),
    })
    void crashed.pass()
    await expect
      .poll(() => town.states(sql`sending_since is not null`), { timeout: 5_000 })
      .toEqual({ queued: 2 })
    if (at === 'sent') await expect.poll(() => network.taken.length, { timeout: 5_000 }).toBe(2)
    const sentBefore = network.taken.length
    expect(sentBefore).toBe(at === 'sent' ? 2 : 0)
    const soon = () => inMs(10_000)
    const next = senderWith(network, soon)
    expect(await next.recover()).toBe(2)
    expect(await town.state(once)).toMatchObject({ state: 'unknown' })
    await senderWith(network, () => inMs(20_000)).pass()
    expect(await town.state(idempotent)).toMatchObject({ state: 'handedOver', attempts: 2 })
    const ids = network.taken.map(({ downlink }) => downlink.id)
    expect(ids.filter((id) => id === once)).toHaveLength(at === 'sent' ? 1 : 0)
    expect(ids.filter((id) => id === idempotent)).toHaveLength(at === 'sent' ? 2 : 1)
  }
})

test('T28: a lost outcome is repeated within its budget only', async () => {
  const network = notedNetwork(() => 'unknown')
  const id = await dim(nextLamp(), 40, 300)
  for (let i = 1; i < 9; i++) await senderWith(network, () => inMs(i * 65_000)).pass()
  expect(network.taken).toHaveLength(3)
  expect(await town.state(id)).toMatchObject({ state: 'unknown' })
})

test('T29: a class A device that stays silent past the expiry is never told, and the command has expired', async () => {
  const network = notedNetwork()
  const id = await town.ask({ kind: 'valve.set', parameters: { open: false }, deviceId: 'dev_valve' })
  const shown = await town.owner.transaction().execute((tx) => getCommand(tx, id))
  expect(Date.parse(shown.expectedAt!) - Date.now()).toBeGreaterThan(15 * 60_000)
  expect(Date.parse(shown.expectedAt!) - Date.now()).toBeLessThan(20 * 60_000)
  await senderWith(network).pass()
  expect(network.taken[0]!.downlink.expiresAt.toISOString()).toBe(shown.expiresAt)
  const after = inMs(31_000, new Date(shown.expiresAt))
  await expireCommands(town.db, after)
  expect(await town.state(id)).toMatchObject({ state: 'expired' })
  await applyDownlinkEvent(town.ingest, word('downlinkSent', id, 0, { address: 'a'.repeat(16) }))
  expect(await town.state(id)).toMatchObject({ state: 'expired' })
})

test('T29: what has expired in our own queue never leaves it', async () => {
  const [network, id] = [notedNetwork(), await dim(nextLamp())]
  const much = () => inMs(3 * 3_600_000)
  await senderWith(network, much).pass()
  expect(network.taken.map(({ downlink }) => downlink.id)).not.toContain(id)
  expect(await town.state(id)).toMatchObject({ state: 'expired' })
})

test('T29: an order that a class A device cannot hear in time is refused when it is asked for', async () => {
  const asked = town.ask({
    kind: 'device.request',
    parameters: { command: 'queryStatus' },
    deviceId: 'dev_valve',
    expiresAt: inMs(60_000),
  })
  await expect(asked).rejects.toMatchObject({ code: 'command_unreachable' })
})

test('T38: the word of another device, of nobody, and the same word twice change nothing', async () => {
  const n = nextLamp()
  const id = await dim(n)
  await senderWith(notedNetwork()).pass()
  expect(await applyDownlinkEvent(town.ingest, word('downlinkAcknowledged', id, n + 1))).toBe('foreign')
  const nobody = word('downlinkAcknowledged', `cmd_${'0'.repeat(32)}`, n)
  expect(await applyDownlinkEvent(town.ingest, nobody)).toBe('unknown')
  expect(await town.state(id)).toMatchObject({ state: 'handedOver' })
  const { rows } = await sql<{
    kind: string
    subject: string
  }>`select kind, subject from security_event order by kind`.execute(town.owner)
  expect(rows).toEqual([
    { kind: 'command.foreignAnswer', subject: euiOf(n + 1) },
    { kind: 'command.unknownAnswer', subject: euiOf(n) },
  ])
  expect(await applyDownlinkEvent(town.ingest, word('downlinkAcknowledged', id, n))).toBe('applied')
  expect(await applyDownlinkEvent(town.ingest, word('downlinkAcknowledged', id, n))).toBe('applied')
  expect(await town.state(id)).toMatchObject({ state: 'acknowledged' })
})

test('T36: rights that were lost after the command was asked for refuse its execution', async () => {
  const [n, network] = [nextLamp(), notedNetwork()]
  const id = await town.ask({
    kind: 'light.dim',
    parameters: { level: 40, until: later(60) },
    assetId: assetOf(n),
    by: 'usr_bob',
  })
  await sql`update membership set role = 'reader' where user_id = 'usr_bob'`.execute(town.owner)
  await senderWith(network).pass()
  expect(await town.state(id)).toMatchObject({
    state: 'failed',
    code: 'command_denied',
    detail: 'roleTooLow',
  })
  expect(network.taken.map(({ downlink }) => downlink.id)).not.toContain(id)
  await sql`update membership set role = 'operator' where user_id = 'usr_bob'`.execute(town.owner)
})

test('T37: the yes of somebody who was demoted since does not count when the command is executed', async () => {
  const [n, network] = [nextLamp(), notedNetwork()]
  // Where no floor is, off needs not end by sunrise: this test runs at all hours.
  await sql`update asset set attributes = '{"floorPercent": 0}' where id = ${assetOf(n)}`.execute(town.owner)
  const id = await dim(n, 0)
  expect(await town.state(id)).toMatchObject({ state: 'requested' })
  const approve = (by: string) =>
    town.owner.transaction().execute((tx) => approveCommand(tx, person(by), id, 1, new Date()))
  await expect(approve('usr_ada')).rejects.toMatchObject({ code: 'command_denied', detail: 'samePerson' })
  await approve('usr_bob')
  expect(await town.state(id)).toMatchObject({ state: 'queued' })
  await sql`update user_account set disabled = true where id = 'usr_bob'`.execute(town.owner)
  await senderWith(network).pass()
  expect(await town.state(id)).toMatchObject({ state: 'failed', code: 'command_denied' })
  await sql`update user_account set disabled = false where id = 'usr_bob'`.execute(town.owner)
})

test('the newest order for a device takes the place of the older one', async () => {
  const [n, network] = [nextLamp(), notedNetwork()]
  const first = await dim(n, 60)
  const second = await dim(n, 40)
  await senderWith(network).pass()
  expect(await town.state(first)).toMatchObject({ state: 'superseded' })
  expect(network.taken.map(({ downlink }) => downlink.id)).toEqual([second])
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from lease where device_id = ${deviceOf(n)} and ended_at is null`.execute(
    town.owner,
  )
  expect(rows[0]!.n).toBe(1)
})

test('a device and a gateway are given no more than their share of the air', async () => {
  const network = notedNetwork()
  const start = new Date()
  const lamps = Array.from({ length: 6 }, nextLamp)
  for (const n of lamps) await dim(n)
  const tight = { devicePerMinute: 600, gatewayPerMinute: 12 }
  await sql`delete from command_rate`.execute(town.owner)
  const at = (ms: number) =>
    createSender({ db: town.db, networks: network, rates: tight, now: () => inMs(ms, start), onFailure })
  await at(1_000).pass()
  expect(network.taken).toHaveLength(2)
  await at(2_000).pass()
  expect(network.taken).toHaveLength(2)
  await at(12_000).pass()
  expect(network.taken).toHaveLength(4)
})

test('each gateway has a share of its own', async () => {
  const network = notedNetwork()
  const start = new Date()
  const lamps = Array.from({ length: 6 }, nextLamp)
  for (const [i, n] of lamps.entries())
    await sql`update device_state set gateway = ${i < 3 ? 'gw-north' : 'gw-south'}
      where device_number = (select number from device where id = ${deviceOf(n)})`.execute(town.owner)
  await sql`update command set not_before = not_before + interval '1 hour', expires_at = expires_at + interval '1 hour'
    where state = 'queued'`.execute(town.owner)
  for (const n of lamps) await dim(n)
  await sql`delete from command_rate`.execute(town.owner)
  const rates = { devicePerMinute: 600, gatewayPerMinute: 12 }
  await createSender({
    db: town.db,
    networks: network,
    rates,
    now: () => inMs(1_000, start),
    onFailure,
  }).pass()
  expect(network.taken).toHaveLength(4)
})

test('a network that names the command itself is understood, also when its word overtakes its answer', async () => {
  await sql`delete from command_rate`.execute(town.owner)
  const [early, late] = [nextLamp(), nextLamp()]
  const ids = [await dim(early), await dim(late)] as const
  const said: string[] = []
  const network = {
    ...notedNetwork(),
    givesIds: () => true,
    async send(_: string, { address }: { address: string }) {
      const name = address === euiOf(early) ? 'item-early' : 'item-late'
      if (name === 'item-early')
        said.push(
          await applyDownlinkEvent(town.ingest, {
            ...word('downlinkSent', ids[0], early),
            queueItemId: name,
          }),
        )
      return name
    },
  }
  await createSender({ db: town.db, networks: network, rates, now: () => new Date(), onFailure }).pass()
  expect(said).toEqual(['applied'])
  expect(await town.state(ids[0])).toMatchObject({ state: 'radioSent' })
  const ofLate = (queueItemId: string) =>
    applyDownlinkEvent(town.ingest, { ...word('downlinkSent', ids[1], late), queueItemId })
  expect(await ofLate('item-of-nobody')).toBe('unknown')
  expect(await town.state(ids[1])).toMatchObject({ state: 'handedOver' })
  expect(await ofLate('item-late')).toBe('applied')
  expect(await town.state(ids[1])).toMatchObject({ state: 'radioSent' })
})
