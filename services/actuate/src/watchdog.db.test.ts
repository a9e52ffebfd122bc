import { expireCommands, recordOutcome, restoreEndedLeases } from '@trame/database'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSender } from './sender.ts'
import { tryBecomeSender } from './single-sender.ts'
import { assetOf, deviceOf, inMs, later, notedNetwork, rates, testTown } from './testing.ts'

let town: Awaited<ReturnType<typeof testTown>>
beforeAll(async () => {
  town = await testTown({ lamps: 10 })
})
afterAll(() => town?.close())

const hour = 3_600_000
const senderAt = (network: ReturnType<typeof notedNetwork>, ms: number, only?: 'restores') =>
  createSender({
    db: town.db,
    networks: network,
    rates,
    now: () => inMs(ms),
    ...(only && { only }),
    onFailure: (error) => {
      throw error
    },
  })
const dim = (n: number, minutes: number) =>
  town.ask({ kind: 'light.dim', parameters: { level: 40, until: later(minutes) }, assetId: assetOf(n) })
const leases = async (n: number) => {
  const { rows } = await sql<{ ended: boolean; local: boolean }>`
    select ended_at is not null as ended, local from lease where device_id = ${deviceOf(n)} order by created_at`.execute(
    town.owner,
  )
  return rows
}
const hexes = (network: ReturnType<typeof notedNetwork>) =>
  network.taken.map(({ downlink }) =>
    Buffer.from((downlink.payload as { bytes: Uint8Array }).bytes).toString('hex'),
  )

test('the way back leaves when the lease is over, and not before', async () => {
  const network = notedNetwork()
  await dim(1, 400)
  await senderAt(network, 0).pass()
  await senderAt(network, 6 * hour).pass()
  expect(hexes(network)).toEqual(['01fe28'])
  await senderAt(network, 401 * 60_000).pass()
  expect(hexes(network)).toEqual(['01fe28', '01feff'])
})

test('T32: the platform was dead when the lease ended; the watchdog orders and sends the way back by itself', async () => {
  const network = notedNetwork()
  await dim(2, 300)
  await senderAt(network, 0).pass()
  // Everything is killed for thirty hours: the way back has expired as well.
  await expireCommands(town.db, inMs(36 * hour))
  const restored = await restoreEndedLeases(town.db, inMs(36 * hour))
  expect(restored).toHaveLength(2)
  expect(await restoreEndedLeases(town.db, inMs(36 * hour))).toEqual([])
  await dim(3, 60)
  await senderAt(network, 36 * hour, 'restores').pass()
  expect(hexes(network)).toEqual(['01fe28', '01feff', '01feff'])
  await expireCommands(town.db, inMs(200 * hour))
  await sql`update lease set ended_at = now()`.execute(town.owner)
})

test('a newer order that has not been heard does not take the older way back away; one that has, does', async () => {
  const network = notedNetwork()
  const first = await dim(4, 300)
  await senderAt(network, 0).pass()
  await recordOutcome(town.db, first, { type: 'radioSent' }, new Date())
  const second = await dim(4, 400)
  await senderAt(network, 6_000).pass()
  expect(await leases(4)).toEqual([
    { ended: false, local: false },
    { ended: false, local: false },
  ])
  await recordOutcome(town.db, second, { type: 'acknowledged' }, new Date())
  expect(await leases(4)).toEqual([
    { ended: true, local: false },
    { ended: false, local: false },
  ])
  await senderAt(network, 301 * 60_000).pass()
  expect(hexes(network)).toEqual(['01fe28', '01fe28'])
  await senderAt(network, 401 * 60_000).pass()
  expect(hexes(network)).toEqual(['01fe28', '01fe28', '01feff'])
})

test('an order that still waits keeps its way back when the watchdog’s, of an older order, arrives', async () => {
  const network = notedNetwork()
  await dim(6, 300)
  await senderAt(network, 0).pass()
  await sql`update command set state = 'failed', ended_at = now() where device_id = ${deviceOf(6)} and source = 'restore'`.execute(
    town.owner,
  )
  const waiting = await dim(6, 400)
  const [watchdogs] = await restoreEndedLeases(town.db, inMs(301 * 60_000))
  await sql`update command set state = 'handedOver' where id = ${watchdogs}`.execute(town.owner)
  await recordOutcome(town.db, watchdogs!, { type: 'acknowledged' }, new Date())
  expect(await town.state(waiting)).toMatchObject({ state: 'queued' })
  expect(await leases(6)).toEqual([
    { ended: true, local: false },
    { ended: false, local: false },
  ])
})

test('a command that never left needs no way back', async () => {
  const id = await dim(5, 60)
  await expireCommands(town.db, inMs(2 * hour))
  expect(await town.state(id)).toMatchObject({ state: 'expired' })
  expect(await leases(5)).toEqual([{ ended: true, local: false }])
  expect(await restoreEndedLeases(town.db, inMs(2 * hour))).toEqual([])
})

test('one process sends: the second waits until the first one’s connection is gone', async () => {
  const url = town.database.actuateUrl
  const first = await tryBecomeSender(url, () => {})
  expect(first?.held()).toBe(true)
  expect(await tryBecomeSender(url, () => {})).toBeNull()
  await first!.release()
  const second = await tryBecomeSender(url, () => {})
  expect(second?.held()).toBe(true)
  await second!.release()
})
