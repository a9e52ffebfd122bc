import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPlatform } from '../../../infra/local/test-platform.ts'
import { createLedger } from '../ledger/ledger.ts'
import { call } from '../territory/api.ts'
import { gateway, stageWith } from '../testing.ts'
import { testPublishers } from '../testing-publishers.ts'
import type { Publisher } from '../wire/publisher.ts'
import { hourMs } from '../world/local-time.ts'
import { shownBy, wrongClockOf } from './clocks.ts'
import { goodTempers, noFaults } from './faults.ts'
import { newMemory } from './memory.ts'
import { lorawanMember, mqttMember, type Placed } from './plan.ts'
import { createPlayer } from './player.ts'

// Wrong clocks on the running platform: what was said at the wrong time is kept at that time, beside when it was received.

const siteId = 'sit_clocks'
const stage = stageWith()
const at = (key: string, type: string): Placed => ({
  key,
  name: key,
  position: gateway.position,
  siteId,
  type,
})
const vents = Array.from({ length: 6 }, (_, n) =>
  mqttMember(stage, at(`ouvrant-${n}`, 'vent'), 'valmeraie', { kind: 'vent' }, ['vent.position']),
)
const meters = Array.from({ length: 2 }, (_, n) =>
  lorawanMember(stage, at(`compteur-${n}`, 'waterMeter'), 'axioma-w1', { kind: 'waterMeter', leaky: false }),
)
const members = [...vents, ...meters]

let platform: Awaited<ReturnType<typeof testPlatform>>
let owner: pg.Pool
const publishers: Publisher[] = []
/** When each device said that it was, by its address; of what a gateway heard, when that said that it was. */
const sent = new Map<string, number[]>()
/** When the frames of the meters really were sent. */
const truth = new Map<string, number[]>()
let began = 0

const nextMinute = (after: number) => (Math.floor(after / 60_000) + 1) * 60_000
const noting = (to: Publisher): Pick<Publisher, 'publish'> => ({
  async publish(topic, payload) {
    const { t, rxInfo, time } = JSON.parse(payload.toString())
    const address = /^trame\/v1\/(.+)\/telemetry$/.exec(topic)?.[1] ?? topic.split('/')[3]!
    const said = sent.get(address) ?? []
    sent.set(address, [...said, Date.parse(t ?? rxInfo[0].gwTime)])
    if (time) truth.set(address, [...(truth.get(address) ?? []), Date.parse(time)])
    await to.publish(topic, payload)
  },
})

beforeAll(async () => {
  platform = await testPlatform({ simulator: null, web: false })
  owner = new pg.Pool({ connectionString: platform.databaseUrl, max: 2 })
  const api = { url: platform.url, token: platform.provisioningToken }
  const tell = (body: unknown) => call(api, 'POST', '/import', body)
  await tell({ sites: [{ id: siteId, name: 'Essai', kind: 'territory' }] })
  await tell({
    assets: members.map(({ asset }) => asset),
    devices: members.map(({ device }) => device),
    bindings: members.flatMap(({ bindings }) => bindings),
  })
  const { networkServer, mqttDevices } = await testPublishers(platform, 'clocks')
  publishers.push(networkServer, mqttDevices)
  const player = createPlayer({
    members,
    gateways: [gateway],
    stage,
    memory: newMemory(0),
    faults: noFaults,
    tempers: { ...goodTempers, clocks: 1 },
    ledger: createLedger(() => {}),
    networkServer: noting(networkServer),
    devices: noting(mqttDevices),
  })
  for (const actor of player.actors)
    if (actor.member.play.kind === 'vent') actor.source = { ...actor.source, next: nextMinute }
  // Up to now: what a clock ahead says is then of the future, as it is live.
  began = Date.now()
  player.startAt(began - 6 * hourMs)
  await player.playUntil(began)
  await Promise.all(publishers.map((one) => one.drained()))
}, 300_000)
afterAll(async () => {
  await Promise.all(publishers.map((one) => one.close()))
  await owner?.end()
  await platform?.stop()
})

const patience = { timeout: 60_000, interval: 200 }
const refused = async () => (await owner.query('select code, detail from rejection')).rows
async function keptOf(address: string) {
  const { rows } = await owner.query<{ observed: Date; received: Date }>(
    `select u.observed_at as observed, u.received_at as received from uplink u join device d on d.number = u.device_number
     where d.address = $1 order by u.observed_at`,
    [address],
  )
  return rows.map(({ observed, received }) => ({
    observed: observed.getTime(),
    received: received.getTime(),
  }))
}

test('each message is kept once, at the time that its own clock or its gateway’s said, and none is refused', async () => {
  expect(sent.size).toBe(members.length)
  for (const { address } of members) {
    const said = sent.get(address)!
    await expect.poll(async () => (await keptOf(address)).length, patience).toBe(said.length)
    expect((await keptOf(address)).map(({ observed }) => observed)).toEqual(said.toSorted((a, b) => a - b))
  }
  expect(await refused()).toEqual([])
})

test('beside it stands when the platform received it, whatever any other clock shows', async () => {
  let ahead = 0
  for (const { address } of vents) {
    const last = (await keptOf(address)).at(-1)!
    expect(last.received).toBeGreaterThanOrEqual(began)
    expect(last.received).toBeLessThanOrEqual(Date.now())
    if (last.observed > last.received) ahead++
  }
  // Of the future, by a clock that is minutes ahead.
  expect(ahead).toBeGreaterThan(0)
})

test('a meter’s own log is kept by the meter’s clock, not by the gateway’s', async () => {
  for (const { key, address, bindings } of meters) {
    const { id } = bindings.find(({ property }) => property === 'water.volume')!
    const { rows } = await owner.query<{ at: Date }>(
      `select o.observed_at as at from observation o join binding b on b.series_id = o.series_id where b.id = $1 order by 1`,
      [id],
    )
    expect(rows.length).toBeGreaterThan(1)
    // It counts in whole seconds.
    const shown = truth.get(address)!.map((at) => Math.floor(shownBy(wrongClockOf(1, key), at) / 1000) * 1000)
    expect(rows.map(({ at }) => at.getTime())).toEqual(shown.toSorted((a, b) => a - b))
  }
})
