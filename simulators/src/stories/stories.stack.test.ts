import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPlatform } from '../../../infra/local/test-platform.ts'
import { demonstrationTerritory } from '../demonstration.ts'
import { createOrders } from '../downlink/orders.ts'
import { noFaults } from '../fleet/faults.ts'
import type { PlannedMember } from '../fleet/member.ts'
import { newMemory } from '../fleet/memory.ts'
import { createPlayer } from '../fleet/player.ts'
import { createLedger } from '../ledger/ledger.ts'
import { provision } from '../territory/provision.ts'
import { testPublishers } from '../testing-publishers.ts'
import { distanceM } from '../wire/position.ts'
import type { Publisher } from '../wire/publisher.ts'
import { dayMs, hourMs, localTime, startOfDay } from '../world/local-time.ts'
import { createWorld } from '../world/world.ts'
import { beachReachM, createStories, type StoryName } from './stories.ts'

// Each story up to its effect: the devices that it touches, played with real frames through the running platform, in the week
// that ended with the last Sunday. What they lead to has to be there, and was not before.

/** Midnight after the last Sunday that is over. */
function lastMonday(now: number): number {
  let day = startOfDay(now)
  while (localTime(day + 12 * hourMs).weekday !== 1) day = startOfDay(day - 12 * hourMs)
  return day
}
const end = lastMonday(Date.now())
const sunday = startOfDay(end - 12 * hourMs)
const began: Record<Exclude<StoryName, 'bin-fire'>, number> = {
  'leak-night': sunday - 4.5 * dayMs,
  'heat-wave': sunday - 3.5 * dayMs,
  'gateway-down': sunday - 22 * hourMs,
  'beach-sunday': sunday + 8 * hourMs,
}

const territory = demonstrationTerritory({ organisation: 'valmeraie', devices: 300 })
const stories = createStories(
  territory.scenes,
  Object.entries(began).map(([story, from]) => ({ story: story as StoryName, from })),
)
const orders = createOrders()
const stage = {
  world: createWorld(territory.seed, territory.centre, stories.heat),
  orders,
  stories,
  scenes: territory.scenes,
}
const isOfLeak = ({ play }: PlannedMember) => 'district' in play && play.district.ofStory
const isAtBeach = ({ play, position }: PlannedMember) =>
  play.kind === 'bin' && distanceM(position, territory.scenes.beach) < beachReachM
/** Who is played from when on: a leak is judged by the nights before it. */
const casts: [from: number, isIn: (member: PlannedMember) => boolean][] = [
  [sunday - 19 * dayMs, isOfLeak],
  [sunday - 4 * dayMs, isAtBeach],
  [sunday - 5 * dayMs, ({ play }) => play.kind === 'mast'],
  [sunday - 30 * hourMs, ({ play }) => ['lamp', 'sound', 'traffic', 'people'].includes(play.kind)],
]

let platform: Awaited<ReturnType<typeof testPlatform>>
let owner: pg.Pool
const publishers: Publisher[] = []

beforeAll(async () => {
  platform = await testPlatform({ simulator: null, web: false })
  owner = new pg.Pool({ connectionString: platform.databaseUrl, max: 2 })
  await provision({ url: platform.url, token: platform.provisioningToken }, territory)
  const { networkServer, mqttDevices } = await testPublishers(platform, 'story')
  publishers.push(networkServer, mqttDevices)
  for (const [from, isIn] of casts) {
    const player = createPlayer({
      members: territory.members.filter(isIn),
      gateways: territory.gateways,
      stage,
      memory: newMemory(0),
      faults: noFaults,
      ledger: createLedger(() => {}),
      networkServer,
      devices: mqttDevices,
    })
    player.startAt(from)
    await player.playUntil(end)
  }
  await Promise.all(publishers.map((one) => one.drained()))
}, 600_000)
afterAll(async () => {
  await Promise.all(publishers.map((one) => one.close()))
  await owner?.end()
  await platform?.stop()
})

interface Row {
  asset: string | null
  kind: string
  gateway: string | null
  opened: Date
  cleared: Date | null
  count: number
  parent: string | null
  incident: string | null
}
async function alertsOf(rule: string): Promise<Row[]> {
  const { rows } = await owner.query<Row>(
    `select a.asset_id as asset, a.kind, a.gateway, a.opened_at as opened, a.cleared_at as cleared, a.count, a.parent_id as parent,
       a.incident_id as incident from alert a join rule r on r.id = a.rule_id where r.origin = $1 and not a.retracted`,
    [rule],
  )
  return rows
}
const patience = { timeout: 400_000, interval: 2_000 }
const limit = 420_000
const idsOf = (isIn: (member: PlannedMember) => boolean) =>
  territory.members.filter(isIn).map(({ asset }) => asset.id)

test(
  'leak-night: within three nights loggers and the meter of a sector that was sound say so, as one incident',
  async () => {
    await expect.poll(async () => (await alertsOf('water-leaks/leak')).length, patience).toBeGreaterThan(1)
    await expect.poll(async () => (await alertsOf('water-leaks/nightFlow')).length, patience).toBe(1)
    const alerts = [...(await alertsOf('water-leaks/leak')), ...(await alertsOf('water-leaks/nightFlow'))]
    const sector = new Set(idsOf(isOfLeak))
    for (const { asset, opened } of alerts) {
      expect(sector).toContain(asset)
      // A night is said at the noon before it.
      expect(opened.getTime()).toBeGreaterThan(began['leak-night'] - dayMs)
      expect(opened.getTime()).toBeLessThan(began['leak-night'] + 3 * dayMs)
    }
    expect(new Set(alerts.map(({ incident }) => incident)).size).toBe(1)
    expect(alerts[0]!.incident).not.toBeNull()
  },
  limit,
)

test(
  'beach-sunday: bins at the beach pass 80 % in the course of the day, each is told of once',
  async () => {
    const beach = idsOf(isAtBeach)
    const during = async () => {
      const alerts = await alertsOf('waste/full')
      return alerts
        .filter(({ asset }) => beach.includes(asset!))
        .map(({ asset, opened }) => ({ asset, opened }))
    }
    await expect.poll(async () => (await during()).length, patience).toBeGreaterThanOrEqual(beach.length - 1)
    const alerts = await during()
    expect(new Set(alerts.map(({ asset }) => asset)).size).toBe(alerts.length)
    for (const { opened } of alerts)
      expect(opened.getTime()).toBeGreaterThan(began['beach-sunday'] + 2 * hourMs)
  },
  limit,
)

test(
  'heat-wave: masts speak in its afternoons only, nights are counted as tropical, and the third day is a heat wave',
  async () => {
    const tropicalNights = async () => {
      const { rows } = await owner.query<{ n: number }>(
        `select count(*)::int as n from observation o join series s on s.id = o.series_id
         where s.property = 'heat.tropicalNight' and o.value = 1 group by s.asset_id`,
      )
      return rows.filter(({ n }) => n >= 3).length
    }
    // Those in the fields and on the hills stay cooler.
    await expect.poll(tropicalNights, patience).toBeGreaterThanOrEqual(6)
    await expect.poll(async () => (await alertsOf('heat/heatWave')).length, patience).toBe(1)
    const hot = await alertsOf('heat/heat')
    expect(new Set(hot.map(({ asset }) => asset)).size).toBeGreaterThanOrEqual(6)
    for (const { opened } of hot) expect(opened.getTime()).toBeGreaterThan(began['heat-wave'])
  },
  limit,
)

test(
  'gateway-down: one alert of the gateway, under which its devices are, until they are back',
  async () => {
    const silent = () => alertsOf('fleet/silent')
    const groups = async () => (await silent()).filter(({ kind }) => kind === 'gateway')
    await expect
      .poll(async () => (await groups()).map(({ gateway }) => gateway), patience)
      .toEqual([territory.scenes.gateway])
    const [group] = await groups()
    expect(group!.count).toBeGreaterThanOrEqual(3)
    expect(group!.opened.getTime()).toBeGreaterThan(began['gateway-down'] - hourMs)
    expect(group!.cleared!.getTime()).toBeLessThan(began['gateway-down'] + 3 * hourMs)
    const alone = (await silent()).filter(
      ({ kind, parent, opened, cleared }) =>
        kind === 'asset' && parent === null && cleared && opened < group!.cleared! && cleared > group!.opened,
    )
    expect(alone.length).toBeLessThan(group!.count)
  },
  limit,
)
