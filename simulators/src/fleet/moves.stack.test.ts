import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPlatform } from '../../../infra/local/test-platform.ts'
import { createLedger } from '../ledger/ledger.ts'
import { call } from '../territory/api.ts'
import { gateway, stageWith } from '../testing.ts'
import { testPublishers } from '../testing-publishers.ts'
import type { Publisher } from '../wire/publisher.ts'
import { dayMs, hourMs } from '../world/local-time.ts'
import { goodTempers, noFaults } from './faults.ts'
import { newMemory } from './memory.ts'
import { whereaboutsOf } from './moves.ts'
import { moved } from './placement.ts'
import { lorawanMember } from './plan.ts'
import { createPlayer, type Player } from './player.ts'

// A bin is carried off: its own frames say so, the platform opens an alert, and closes it when the bin is back.

const siteId = 'sit_moves'
const stage = stageWith()
const bins = Array.from({ length: 20 }, (_, n) => {
  const key = `pav-${n}`
  return lorawanMember(
    stage,
    { key, name: key, position: gateway.position, siteId, type: 'wasteContainer' },
    'pf-wilsen-sonic',
    { kind: 'bin', emptyM: 1.6, fullM: 0.3, rounds: [2, 5], roundHour: 6 },
  )
})
const now = Date.now()
const hours = Array.from({ length: 24 * 24 }, (_, n) => now - 25 * dayMs + n * hourMs)
/** Away once within the last weeks, where it belongs for long enough before and after. */
const [found] = bins.flatMap((bin) => {
  const { isAway } = whereaboutsOf(1, bin)!
  const [first] = hours.filter((at, n) => n > 12 && isAway(at) && !isAway(at - hourMs))
  const back = first && hours.find((at) => at > first && !isAway(at))
  const stays = (from: number, to: number) => hours.every((at) => at < from || at >= to || !isAway(at))
  return first &&
    back &&
    back < now - 60 * hourMs &&
    stays(first - 12 * hourMs, first) &&
    stays(back, back + 60 * hourMs)
    ? [{ bin, first, back }]
    : []
})
const { bin, first, back } = found!
const until = back + 8 * hourMs

let platform: Awaited<ReturnType<typeof testPlatform>>
let owner: pg.Pool
let player: Player
const publishers: Publisher[] = []

const ask = (path: string, body: unknown) =>
  call({ url: platform.url, token: platform.provisioningToken }, 'POST', path, body)

beforeAll(async () => {
  platform = await testPlatform({ simulator: null, web: false })
  owner = new pg.Pool({ connectionString: platform.databaseUrl, max: 2 })
  await ask('/import', { sites: [{ id: siteId, name: 'Essai', kind: 'territory' }] })
  await ask('/import', { assets: [bin.asset], devices: [bin.device], bindings: bin.bindings })
  const { networkServer, mqttDevices } = await testPublishers(platform, 'moves')
  publishers.push(networkServer, mqttDevices)
  player = createPlayer({
    members: [bin],
    gateways: [gateway],
    stage,
    memory: newMemory(0),
    faults: noFaults,
    tempers: { ...goodTempers, moved: 1 },
    ledger: createLedger(() => {}),
    networkServer,
    devices: mqttDevices,
  })
  player.startAt(first - 8 * hourMs)
  await player.playUntil(until)
  await networkServer.drained()
}, 300_000)
afterAll(async () => {
  await Promise.all(publishers.map((one) => one.close()))
  await owner?.end()
  await platform?.stop()
})

const patience = { timeout: 120_000, interval: 500 }

test('one alert is open while it is away, from its second message there to the second that it is back', async () => {
  const alerts = async () => {
    const { rows } = await owner.query<{ asset: string; opened: Date; cleared: Date | null }>(
      `select a.asset_id as asset, a.opened_at as opened, a.cleared_at as cleared from alert a join rule r on r.id = a.rule_id
       where r.origin = 'fleet/moved' and not a.retracted`,
    )
    return rows
  }
  await expect.poll(async () => (await alerts()).filter(({ cleared }) => cleared).length, patience).toBe(1)
  expect(await alerts()).toHaveLength(1)
  const [alert] = await alerts()
  expect(alert!.asset).toBe(bin.asset.id)
  // Hourly, and one message in a hundred is lost.
  expect(alert!.opened.getTime()).toBeGreaterThan(first - hourMs)
  expect(alert!.opened.getTime()).toBeLessThan(first + 4 * hourMs)
  expect(alert!.cleared!.getTime()).toBeGreaterThan(back - hourMs)
  expect(alert!.cleared!.getTime()).toBeLessThan(back + 5 * hourMs)
}, 150_000)

test('what the platform was told of a new place counts from then on', async () => {
  const newest = async () => {
    const { rows } = await owner.query<{ at: Date; value: number }>(
      `select o.observed_at as at, o.value from series s join observation o on o.series_id = s.id
       where s.property = 'device.displacement' order by 1 desc limit 1`,
    )
    return rows[0]!
  }
  const before = await newest()
  expect(before.value).toBeLessThan(30)
  const position = moved(gateway.position, 300, 400)
  await ask(`/assets/${bin.asset.id}/positions`, { position, from: new Date(until).toISOString() })
  // It did not go there; it says so hour by hour, until ingest has heard of the place.
  let hour = 0
  const distance = async () => {
    if (hour < 48) await player.playUntil(until + ++hour * hourMs)
    const { at, value } = await newest()
    return at > before.at ? Math.abs(value - 500) : Number.POSITIVE_INFINITY
  }
  await expect.poll(distance, patience).toBeLessThan(40)
}, 150_000)
